import type { Journal } from '../steps/journal.ts'
import { allProblems, failureReasonOf, type RunResult } from '../sharing/result.ts'
import { annotationsOf, type Annotation } from './annotations.ts'
import { outputsOf } from './outputs.ts'
import { summaryOf } from './summary.ts'
import { verdictOf } from './verdict.ts'

/** Where reports go. */
export interface Publisher extends Journal {
  annotate(annotation: Annotation): void
  setOutput(name: string, value: string): void
  writeSummary(markdown: string): Promise<void>
  /** Makes the step fail, with one sentence. */
  fail(sentence: string): void
}

/** Reports a run everywhere, and fails the step if anything in it failed. */
export async function publish(result: RunResult, publisher: Publisher): Promise<void> {
  const summary = summaryOf(result)
  for (const [name, value] of Object.entries(outputsOf(result, summary))) publisher.setOutput(name, value)
  const problems = allProblems(result)
  // Annotations are cut to the runner's limits, the log never.
  if (problems.length > 1) {
    publisher.group(`All ${problems.length} problems`)
    for (const { message } of problems) publisher.info(message)
    publisher.endGroup()
  }
  for (const annotation of annotationsOf(result)) publisher.annotate(annotation)
  await publisher.writeSummary(summary)
  const verdict = verdictOf(result)
  if (failureReasonOf(result) === undefined) publisher.info(verdict)
  else publisher.fail(verdict)
}
