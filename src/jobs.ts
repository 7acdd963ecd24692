import { runProcess } from './process.ts'
import { failureReasonOf } from './sharing/result.ts'
import { run } from './workflow/run.ts'
import { worldOf } from './world.ts'

// The entry points of dist/main, dist/post and dist/copy, bundled into one file so that dist holds everything once.

/** Shares and unshares: the step itself. */
export async function shareAndUnshare(): Promise<void> {
  await runProcess(async (adapters) => failureReasonOf(await run(worldOf(adapters))))
}

/** Unshares the step's temporary shares, which its record lists, at the end of the job. */
export async function endShares(record: string): Promise<void> {
  await runProcess(async (adapters) => {
    // A separate file: few jobs have temporary shares.
    const { endTemporaryShares } = await import('./workflow/end-temporary-shares.ts')
    return failureReasonOf(await endTemporaryShares(record, worldOf(adapters)))
  })
}

/** Copies a shared image: the step of copy/action.yml. */
export async function copyImage(): Promise<void> {
  await runProcess(async (adapters) => {
    // A separate file: steps that share don't copy.
    const { copyJob } = await import('./copy-job.ts')
    return copyJob(adapters)
  })
}
