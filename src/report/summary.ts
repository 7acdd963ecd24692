import type { ImageResult, RunResult, SettledChange } from '../sharing/result.ts'
import { failureReasonOf } from '../sharing/result.ts'
import { consoleLink } from './console-links.ts'
import { code, escaped, row } from './markdown.ts'
import { problemClasses, type ProblemClass } from './problem-classes.ts'
import { titles } from './titles.ts'
import { count, verdictOf } from './verdict.ts'

// The runner refuses a summary over 1,048,576 bytes as a whole.
const mostBytes = 1_000_000
// Rows of a table and ids of a list that are shown, the more the better: the first that fits is taken.
const lengths = [Number.POSITIVE_INFINITY, 2000, 500, 100, 20, 5, 1, 0]
// Failures are cut only where they alone are too long; the log has them all.
const failureLengths = [2000, 500, 100, 20]

/**
 * The run as Markdown, never over 1 MiB: long tables are cut with a count of what is left out; failures of one kind
 * only where nothing else is left to cut.
 */
export function summaryOf(result: RunResult): string {
  for (const length of lengths) {
    const text = render(result, result.images, length, Number.POSITIVE_INFINITY)
    if (Buffer.byteLength(text) <= mostBytes) return text
  }
  const texts = failureLengths.map((failures) => render(result, [], 0, failures))
  return texts.find((text) => Buffer.byteLength(text) <= mostBytes) ?? `## ❌ ${escaped(verdictOf(result))}\n`
}

function render(
  result: RunResult,
  images: readonly ImageResult[],
  length: number,
  mostFailures: number,
): string {
  const mark = failureReasonOf(result) === undefined ? '✅' : '❌'
  return [
    `## ${mark} ${escaped(verdictOf(result))}`,
    ...problemClasses(result).map((problems) => problemSection(problems, mostFailures)),
    ...result.warnings.map((warning) => `> ⚠️ ${escaped(warning)}`),
    ...images.map((image) => imageSection(image, length)),
    ...unshareNote(result),
    ...(result.planId === '' ? [] : [`Plan ${code(result.planId)}`]),
    '',
  ].join('\n\n')
}

function problemSection({ first, problems }: ProblemClass, most: number): string {
  const shown = problems.slice(0, most)
  const left = problems.length - shown.length
  const remedies = [...new Set(shown.map(({ remedy }) => remedy))]
  return [
    `### ${escaped(titles[first.reason])}`,
    shown.map(({ message, aws }) => `- ${escaped(message)}${awsNote(aws)}`).join('\n'),
    ...(left > 0 ? [`… and ${count(left, 'more failure')} like these; the log names them all.`] : []),
    remedies.map((remedy) => `**What to do:** ${escaped(remedy)}`).join('\n\n'),
  ].join('\n\n')
}

function awsNote(aws: ProblemClass['first']['aws']): string {
  if (aws === undefined) return ''
  const id = aws.requestId === undefined ? '' : `, request id ${code(aws.requestId)}`
  const said = aws.message === undefined ? '' : ` “${escaped(aws.message)}”`
  return `<br>AWS: ${code(aws.name)}${said}${id}`
}

function imageSection(
  { image, description, changes, unchanged, recipients }: ImageResult,
  length: number,
): string {
  const rows = [
    ...changes.map(changeRow),
    ...unchanged.map((account) => row([code(account), '–', 'as wanted already'])),
  ]
  const table = ['| Account | Change | Result |', '|---|---|---|', ...rows.slice(0, length)].join('\n')
  return [
    `### ${escaped(description.name || image.id)}`,
    `[${code(image.id)}](${consoleLink(image)}) in ${code(image.region)}, ${escaped(description.state)}`,
    ...(rows.length > 0 && length > 0 ? [table] : []),
    ...(rows.length > length ? [`… and ${count(rows.length - length, 'more row')} left out.`] : []),
    whoCanCopy(recipients, length),
  ].join('\n\n')
}

function changeRow({ change, outcome }: SettledChange): string {
  return row([code(change.account), change.kind, outcomeText({ change, outcome })])
}

function outcomeText({ change, outcome }: SettledChange): string {
  switch (outcome.kind) {
    case 'planned':
      return change.kind === 'share' ? 'would be shared' : 'would be unshared'
    case 'done': {
      const done = change.kind === 'share' ? '✅ shared' : '✅ unshared'
      return outcome.despite === undefined
        ? done
        : `${done} (the call ended in an error, the proof shows it took effect)`
    }
    case 'unchanged':
      return 'as wanted, changed by someone else meanwhile'
    case 'failed':
      return `❌ ${escaped(titles[outcome.problem.reason])}`
    case 'not-attempted':
      return `❌ not attempted: ${escaped(titles[outcome.because.reason])}`
  }
}

function whoCanCopy(recipients: ImageResult['recipients'], length: number): string {
  if (recipients === undefined) return 'Who can copy this image now could not be read.'
  if (recipients.length === 0) return 'Apart from its owner, no account can copy this image now.'
  const shown = recipients.slice(0, Math.max(length, 0)).map(code).join(', ')
  const left = recipients.length - Math.min(length, recipients.length)
  const rest = left > 0 ? ` … and ${count(left, 'more account')} left out.` : ''
  return `Apart from its owner, ${count(recipients.length, 'account')} can copy this image now: ${shown}${rest}`
}

function unshareNote(result: RunResult): readonly string[] {
  const unshares = result.images.some(({ changes }) =>
    changes.some(({ change }) => change.kind === 'unshare'),
  )
  return unshares
    ? ['Unsharing stops new copies. Copies that were made already stay with those who made them.']
    : []
}
