import { runProcess } from './process.ts'
import { run } from './run.ts'
import { takeBack } from './take-back.ts'

// What dist/main and dist/post start, bundled into one file, so that dist holds everything once.

/** The step itself: shares and unshares. */
export async function shareAndUnshare(): Promise<void> {
  await runProcess(run)
}

/** The job's end: takes back what the step shared for the time of the job, as its record says. */
export async function takeBackShares(record: string): Promise<void> {
  await runProcess(async (world) => takeBack(record, world))
}
