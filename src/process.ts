import { proxyFor } from './aws/proxy.ts'
import { cancelOnSignals } from './github/cancel-signals.ts'
import { EventFile } from './github/event-file.ts'
import { GitHubIdTokens } from './github/github-id-tokens.ts'
import { ActionsRunner } from './github/actions-runner.ts'
import { captureStrayOutput } from './github/capture-stray-output.ts'
import type { Cancellation } from './ports/cancellation.ts'
import { problemOf, type FailureReason } from './sharing/problem.ts'

/** The adapters that every job has. */
export interface Adapters {
  readonly runner: ActionsRunner
  readonly cancellation: Cancellation
  readonly event: EventFile
  readonly idTokens: GitHubIdTokens
}

/**
 * Builds the adapters, runs a job with them and ends the process: green only if the job reports success.
 * @param job returns the reason why it failed; `undefined` if it succeeded
 */
export async function runProcess(
  job: (adapters: Adapters) => Promise<FailureReason | undefined>,
): Promise<void> {
  // A promise that never settles ends the process once nothing else is left to do. That must not be green.
  process.exitCode = 1
  const runner = new ActionsRunner()
  captureStrayOutput(
    { process, console },
    (text) => {
      runner.debug(text)
    },
    (error) => {
      const { message, remedy } = problemOf(error)
      runner.fail(`${message} ${remedy}`)
      process.stdout.write('', () => process.exit(1))
    },
  )
  const cancellation = cancelOnSignals(process)
  const event = new EventFile()
  const idTokens = new GitHubIdTokens(runner.secrets, event, proxyFor)
  try {
    const reason = await job({ runner, cancellation, event, idTokens })
    if (reason === undefined) process.exitCode = 0
  } catch (error) {
    runner.fail(`The report could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
  // Abandoned calls must not hold the job; the log has to be flushed first.
  process.stdout.write('', () => process.exit())
}
