import { runProcess } from './process.ts'
import { run } from './workflow/run.ts'

// The entry points of dist/main and dist/post, bundled into one file so that dist holds everything once.

/** Shares and unshares: the step itself. */
export async function shareAndUnshare(): Promise<void> {
  await runProcess(run)
}

/** Unshares the step's temporary shares, which its record lists, at the end of the job. */
export async function endShares(record: string): Promise<void> {
  await runProcess(async (world) => {
    // A separate file: few jobs have temporary shares.
    const { endTemporaryShares } = await import('./workflow/end-temporary-shares.ts')
    return endTemporaryShares(record, world)
  })
}
