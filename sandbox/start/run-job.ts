import { writeSummaryPage } from '../page/write.ts'
import { Job, type StepOptions, type StepResult } from '../runner/job.ts'
import type { ExampleAws } from './example.ts'
import { Interrupts } from './interrupts.ts'
import type { Screen } from './screen.ts'

/** The result of a job. */
export interface JobResult {
  readonly succeeded: boolean
  /** The step's output `failure-reason`. */
  readonly failureReason: string
}

/**
 * Runs a job of one step, and shows the result as GitHub would. The end of the job runs however the step ends;
 * otherwise shares for the time of the job would remain. A step that asks GitHub something runs on a pull request.
 */
export async function runJob(
  { environment: env, pullRequest }: ExampleAws,
  step: StepOptions,
  screen: Screen,
): Promise<JobResult> {
  const cancel = new AbortController()
  const interrupts = new Interrupts(() => {
    screen.line('The step is cancelled, as by the button on GitHub.')
    cancel.abort()
  })
  const job = await Job.start({ env })
  const asked = asksGitHub(step) ? pullRequest : undefined
  try {
    const main = await runStep(job, { ...step, ...asked?.run, cancel: { signal: cancel.signal } }, screen)
    const posts = await endJob(job, screen, interrupts)
    const summary = [main, ...posts].map((one) => one.summary).join('\n')
    screen.line(`The summary as GitHub shows it: ${await writeSummaryPage(summary)}`)
    if (asked !== undefined && comments(step)) await showComment(asked.comment(), screen)
    return {
      succeeded: [main, ...posts].every(({ conclusion }) => conclusion === 'success'),
      failureReason: main.outputs['failure-reason'] ?? '',
    }
  } finally {
    interrupts.close()
    await job.close()
  }
}

// Without a pull request, the address of GitHub's API would be that of the real one.
function asksGitHub(step: StepOptions): boolean {
  const { 'record-plan': record, 'approved-plan': approved } = step.with ?? {}
  return comments(step) || record?.toLowerCase() === 'true' || approved?.toLowerCase() === 'pull-request'
}

function comments({ with: inputs }: StepOptions): boolean {
  return !['', 'never'].includes(inputs?.['pull-request-comment'] ?? '')
}

async function showComment(comment: string | undefined, screen: Screen): Promise<void> {
  screen.title('Comment on the pull request (Markdown)')
  screen.line(comment ?? 'none')
  if (comment === undefined) return
  const page = await writeSummaryPage(comment, 'comment.html', 'github-actions bot commented')
  screen.line(`The comment as GitHub shows it: ${page}`)
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
