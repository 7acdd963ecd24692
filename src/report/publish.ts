import type { OutputPublisher, Publisher } from '../ports/runner.ts'
import { allProblems, failureReasonOf, type RunResult } from '../sharing/result.ts'
import { annotationsOf } from './annotations.ts'
import { BoundedLog } from './bounded-log.ts'
import { formatPosition } from '../sharing/source-position.ts'
import { outputsOf } from './outputs.ts'
import { verdictOf } from './verdict.ts'

/**
 * Sets all outputs, on failure too.
 * @param report the run as Markdown
 */
export function publishOutputs(result: RunResult, report: string, publisher: OutputPublisher): void {
  const outputs = outputsOf(result, report)
  for (const [name, value] of Object.entries(outputs)) publisher.setOutput(name, value)
}

/**
 * Reports a run, and fails the step if anything in it failed.
 * @param report the run as Markdown
 * @param warning a warning about the reporting itself
 */
export async function publish(
  result: RunResult,
  report: string,
  publisher: Publisher,
  warning?: string,
): Promise<void> {
  const problems = allProblems(result)
  // Annotations are cut to the runner's limits, and the log shows them without their positions in a file.
  if (problems.length > 1 || problems.some(({ where }) => where !== undefined)) {
    const log = new BoundedLog(publisher)
    publisher.group(problems.length === 1 ? 'The problem' : `All ${problems.length} problems`)
    for (const { message, remedy, where } of problems)
      log.info(`${formatPosition(where)}${message} ${remedy}`)
    log.finish()
    publisher.endGroup()
  }
  for (const annotation of annotationsOf(result, warning)) publisher.annotate(annotation)
  await publisher.writeSummary(report)
  const verdict = verdictOf(result)
  if (failureReasonOf(result) === undefined) publisher.info(verdict)
  else publisher.fail(verdict)
}
