import { connectCopies } from './aws/connect.ts'
import { readInput } from './github/actions-runner.ts'
import { copyFailureReason } from './copying/copy-result.ts'
import { readCopyTexts } from './input/copying/copy-texts.ts'
import type { Adapters } from './process.ts'
import type { FailureReason } from './sharing/problem.ts'
import { systemClock } from './system-clock.ts'
import { name, version } from './version.ts'
import { runCopy } from './workflow/copying/run-copy.ts'

/** Copies a shared image with the adapters of the process. Returns the reason why it failed. */
export async function copyJob({
  runner,
  cancellation,
  idTokens,
}: Adapters): Promise<FailureReason | undefined> {
  const result = await runCopy({
    inputs: readCopyTexts(readInput),
    environment: runner.environment,
    runner,
    clock: systemClock,
    cancellation,
    connect: async (signIn, firstReads) =>
      connectCopies(
        signIn,
        idTokens,
        [name, version],
        cancellation.requested,
        { firstReads },
        runner.secrets,
      ),
  })
  return copyFailureReason(result)
}
