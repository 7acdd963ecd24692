import type { Annotation, OutputPublisher, Publisher } from '../ports/runner.ts'
import type { Problem } from '../sharing/problem.ts'
import { allProblems, failureReasonOf, type RunResult } from '../sharing/result.ts'
import { annotationsOf } from './annotations.ts'
import { BoundedLog } from './bounded-log.ts'
import { formatPosition } from './positions.ts'
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
  await publishReport(
    { problems: allProblems(result), annotations, isSuccess, verdict: verdictOf(result), report },
    publisher,
  )
}

/** The report of any run. */
export interface Report {
  readonly problems: readonly Problem[]
  readonly annotations: readonly Annotation[]
  readonly isSuccess: boolean
  /** One sentence: the message the step fails with. */
  readonly verdict: string
  /** The run as Markdown. */
  readonly report: string
}

/** Publishes a report, and fails the step if the run failed. */
export async function publishReport(
  { problems, annotations, isSuccess, verdict, report }: Report,
  publisher: Publisher,
): Promise<void> {
  // Annotations are cut to the runner's limits, and the log shows them without their positions in a file.
  if (problems.length > 1 || problems.some(({ where }) => where !== undefined)) {
    const log = new BoundedLog(publisher)
    publisher.group(problems.length === 1 ? 'The problem' : `All ${problems.length} problems`)
    for (const { message, remedy, where } of problems)
      log.info(`${formatPosition(where)}${message} ${remedy}`)
    log.finish()
    publisher.endGroup()
  }
  for (const annotation of annotations) publisher.annotate(annotation)
  await publisher.writeSummary(report)
  if (isSuccess) publisher.info(verdict)
  else publisher.fail(verdict)
}
