import type { OutputPublisher, Publisher } from '../ports/runner.ts'
import { count } from '../sharing/count.ts'
import { failureReasonOf, type RunResult } from '../sharing/result.ts'
import { annotationsOf, type Annotations } from './annotations.ts'
import { BoundedLog } from './bounded-log.ts'
import { formatPosition } from '../sharing/source-position.ts'
import { outputsOf } from './outputs.ts'
import { verdictOf } from './verdict.ts'

/**
 * Sets all outputs, on failure too.
 * @param report the run as Markdown
 */
export function publishOutputs(result: RunResult, report: string, publisher: OutputPublisher): void {
  setOutputs(outputsOf(result, report), publisher)
}

/** Sets outputs. */
export function setOutputs(outputs: Readonly<Record<string, string>>, publisher: OutputPublisher): void {
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
  const isSuccess = failureReasonOf(result) === undefined
  const annotations = annotationsOf(result, warning)
  await publishReport({ annotations, isSuccess, verdict: verdictOf(result), report }, publisher)
}

/** The report of any run. */
export interface Report {
  readonly annotations: Annotations
  readonly isSuccess: boolean
  /** One sentence: the message the step fails with. */
  readonly verdict: string
  /** The run as Markdown. */
  readonly report: string
}

/** Publishes a report, and fails the step if the run failed. */
export async function publishReport(
  { annotations: { annotations, leftOut, leftOutWarnings }, isSuccess, verdict, report }: Report,
  publisher: Publisher,
): Promise<void> {
  for (const annotation of annotations) publisher.annotate(annotation)
  // The log has the annotations, within the runner's limits. This is what they have no room for.
  const problems = leftOut.map(({ message, remedy, where }) => `${formatPosition(where)}${message} ${remedy}`)
  logGroup(problems, 'more problem', publisher)
  logGroup(leftOutWarnings, 'more warning', publisher)
  await publisher.writeSummary(report)
  if (isSuccess) publisher.info(verdict)
  else publisher.fail(verdict)
}

function logGroup(lines: readonly string[], what: string, publisher: Publisher): void {
  if (lines.length === 0) return
  const log = new BoundedLog(publisher)
  publisher.group(count(lines.length, what))
  for (const line of lines) log.info(line)
  log.finish()
  publisher.endGroup()
}
