import { failureReasonOf, settledChanges, type ImageResult, type RunResult } from '../sharing/result.ts'
import { graphOf } from './graph.ts'
import { imageSection } from './image-section.ts'
import { code, escaped } from './markdown.ts'
import { problemClasses, type ProblemClass } from './problem-classes.ts'
import { problemSection, type Detail } from './problem-section.ts'
import { count } from '../sharing/count.ts'
import { verdictOf } from './verdict.ts'
import { warningsOf } from './warnings.ts'

// The runner refuses a summary over 1,048,576 bytes as a whole.
const mostSummaryBytes = 1_000_000
// GitHub refuses a comment over 65,536 characters; no text has more characters than bytes.
const mostCommentBytes = 65_000
// Rows of a table and ids of a list that are shown, the more the better: the first that fits is taken.
const lengths = [Number.POSITIVE_INFINITY, 2000, 500, 100, 20, 5, 1, 0]
// Failures are cut only where nothing else is left to cut.
const failureCuts = [2000, 500, 100, 20, 1]

interface Shape {
  readonly images: readonly ImageResult[]
  readonly length: number
}

/**
 * The run as Markdown, for the job summary: never over 1 MiB. Long tables are folded, then cut with a count of what is
 * left out; failures are told more shortly before any of them is left out.
 */
export function summaryOf(result: RunResult): string {
  return fitting(result, mostSummaryBytes)
}

/** The same text for a comment, which holds less. */
export function commentOf(result: RunResult): string {
  return fitting(result, mostCommentBytes)
}

function fitting(result: RunResult, mostBytes: number): string {
  const { images } = result
  const whole: Shape = { images, length: Number.POSITIVE_INFINITY }
  const shorter = lengths.map((length): Shape => ({ images, length }))
  const none: Shape = { images: [], length: 0 }
  const steps: readonly (readonly [Detail, readonly Shape[]])[] = [
    [{ kind: 'full' }, [whole]],
    [{ kind: 'compact' }, [...shorter, none]],
    [{ kind: 'brief' }, [none]],
    ...failureCuts.map((most) => [{ kind: 'cut', most }, [none]] as const),
  ]
  const classes = problemClasses(result)
  const warnings = warningsOf(result)
  for (const [detail, shapes] of steps) {
    if (leastBytes(classes, detail) > mostBytes) continue
    // There may be tens of thousands of problems: they are written once for all shapes that tell them alike.
    const problems = classes.map((one) => problemSection(one, detail))
    for (const shape of shapes) {
      if (lengthOf(warnings.slice(0, shape.length)) > mostBytes) continue
      const text = render(result, { problems, warnings }, shape)
      if (Buffer.byteLength(text) <= mostBytes) return text
    }
  }
  return `## ❌ ${escaped(verdictOf(result))}\n`
}

// The shortest there is of a problem: an account in a list of accounts.
const leastProblemBytes = '`111122223333`, '.length

/** What problems take at least. There may be a quarter of a million: to write them all takes seconds, for nothing. */
function leastBytes(classes: readonly ProblemClass[], detail: Detail): number {
  const problems = classes.flatMap((one) => one.problems)
  if (detail.kind === 'full') return lengthOf(problems.map(({ message }) => message))
  return detail.kind === 'cut' ? 0 : problems.length * leastProblemBytes
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0)
}

/** What is written once for all shapes. */
interface Parts {
  readonly problems: readonly string[]
  readonly warnings: readonly string[]
}

function render(result: RunResult, { problems, warnings }: Parts, { images, length }: Shape): string {
  const mark = failureReasonOf(result) === undefined ? '✅' : '❌'
  const left = result.images.length - images.length
  return [
    `## ${mark} ${escaped(verdictOf(result))}`,
    ...problems,
    ...warningLines(warnings, length),
    graphOf(result),
    ...images.map((image) => imageSection(image, result.accountNames ?? new Map(), length)),
    ...(left > 0 ? [`${count(left, 'image')} left out; the output result has more.`] : []),
    ...unshareNote(result),
    result.planId === undefined ? '' : `Plan ${code(result.planId)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

function warningLines(all: readonly string[], length: number): readonly string[] {
  const shown = all.slice(0, length).map((warning) => `> ⚠️ ${escaped(warning)}`)
  return all.length > length ? [...shown, `> ⚠️ … and ${count(all.length - length, 'more warning')}.`] : shown
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
