import { runProcess } from './process.ts'
import { run } from './workflow/run.ts'

// What dist/main and dist/post start, bundled into one file, so that dist holds everything once.

/** The step itself: shares and unshares. */
export async function shareAndUnshare(): Promise<void> {
  await runProcess(run)
}

/** The job's end: unshares what the step shared for the time of the job, as its record says. */
export async function endShares(record: string): Promise<void> {
  // In a file of its own: few jobs have temporary shares.
  const { endTemporaryShares } = await import('./workflow/end-temporary-shares.ts')
  await runProcess(async (world) => endTemporaryShares(record, world))
}
