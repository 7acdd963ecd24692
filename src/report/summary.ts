import type { ImageResult, RunResult } from '../sharing/result.ts'
import { failureReasonOf, settledChanges } from '../sharing/result.ts'
import { imageSection } from './image-section.ts'
import { code, escaped } from './markdown.ts'
import type { Problem } from '../sharing/problem.ts'
import { spokenPosition } from './positions.ts'
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
    ...images.map((image) => imageSection(image, result.accountNames ?? new Map(), length)),
    ...unshareNote(result),
    ...(result.planId === '' ? [] : [`Plan ${code(result.planId)}`]),
    '',
  ].join('\n\n')
}

function problemSection({ first, problems }: ProblemClass, most: number): string {
  const shown = problems.slice(0, most)
  const left = problems.length - shown.length
  const isOneRemedy = new Set(shown.map(({ remedy }) => remedy)).size === 1
  return [
    `### ${escaped(titles[first.reason])}`,
    shown.map((problem) => problemLine(problem, !isOneRemedy)).join('\n'),
    ...(left > 0 ? [`… and ${count(left, 'more failure')} like these; the log names them all.`] : []),
    ...(isOneRemedy ? [`**What to do:** ${escaped(first.remedy)}`] : []),
  ].join('\n\n')
}

// One remedy for all stands once, below; different ones stand with their messages.
function problemLine(problem: Problem, isRemedyShown: boolean): string {
  const remedy = isRemedyShown ? ` **${escaped(problem.remedy)}**` : ''
  return `- ${place(problem)}${escaped(problem.message)}${remedy}${awsNote(problem.aws)}`
}

function place({ where }: Problem): string {
  return where === undefined ? '' : `${escaped(spokenPosition(where).trimEnd())} `
}

function awsNote(aws: ProblemClass['first']['aws']): string {
  if (aws === undefined) return ''
  const id = aws.requestId === undefined ? '' : `, request id ${code(aws.requestId)}`
  const said = aws.message === undefined ? '' : ` “${escaped(aws.message)}”`
  return `<br>AWS: ${code(aws.name)}${said}${id}`
}

// Unsharing is not recall; that is said wherever it is offered.
function unshareNote(result: RunResult): readonly string[] {
  const settled = settledChanges(result)
  const unshares = settled.some(({ change }) => change.kind === 'unshare')
  const undone = settled.some(({ change, outcome }) => change.kind === 'share' && outcome.kind === 'undone')
  return [
    ...(unshares
      ? ['Unsharing stops new copies. Copies that were made already stay with those who made them.']
      : []),
    ...(undone ? ['Copies that were made before a share was taken back stay with those who made them.'] : []),
  ]
}
