import { writeSummaryPage } from '../page/write.ts'
import { Job, type StepOptions, type StepResult } from '../runner/job.ts'
import { Interrupts } from './interrupts.ts'
import type { Screen } from './screen.ts'

/**
 * Runs a job of one step, shows the result as GitHub would, and returns whether all of it succeeded. The end of the job
 * runs however the step ends; otherwise shares for the time of the job would remain.
 */
export async function runJob(
  env: Record<string, string>,
  step: StepOptions,
  screen: Screen,
): Promise<boolean> {
  const cancel = new AbortController()
  const interrupts = new Interrupts(() => {
    screen.line('The step is cancelled, as by the button on GitHub.')
    cancel.abort()
  })
  const job = await Job.start({ env })
  try {
    const main = await runStep(job, { ...step, cancel: { signal: cancel.signal } }, screen)
    const posts = await endJob(job, screen, interrupts)
    const summary = [main, ...posts].map((one) => one.summary).join('\n')
    screen.line(`The summary as GitHub shows it: ${await writeSummaryPage(summary)}`)
    return [main, ...posts].every(({ conclusion }) => conclusion === 'success')
  } finally {
    interrupts.close()
    await job.close()
  }
}

async function runStep(job: Job, step: StepOptions, screen: Screen): Promise<StepResult> {
  screen.title('Log')
  const result = await job.runStep({ ...step, onLine: (line) => screen.line(line) })
  screen.show(result)
  return result
}

/** Runs the post step. As on GitHub, a cancel doesn't end it. */
async function endJob(job: Job, screen: Screen, interrupts: Interrupts): Promise<StepResult[]> {
  interrupts.become(() => {
    screen.line('The post step is not cancelled: it unshares what was shared for the time of the job.')
  })
  screen.title('Log of the post step, at the job’s end')
  const results = await job.finish()
  for (const result of results) screen.showEnd(result)
  return results
}
