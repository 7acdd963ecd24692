import {
  failureReasonOf,
  settledChanges,
  totalsOf,
  type ImageResult,
  type RunResult,
} from '../sharing/result.ts'
import { graphOf } from './graph.ts'
import { imageSection } from './image-section.ts'
import { code, escaped } from './markdown.ts'
import { problemClasses, type ProblemClass } from './problem-classes.ts'
import { problemSection, type Detail } from './problem-section.ts'
import { count } from '../sharing/count.ts'
import { verdictOf } from './verdict.ts'
import { warningsOf } from './warnings.ts'

// The runner rejects a summary over 1,048,576 bytes as a whole.
const mostSummaryBytes = 1_000_000
// GitHub rejects a comment over 65,536 characters. A text never has more characters than bytes.
const mostCommentBytes = 65_000
// The most table rows and list ids to show. The first length that fits is used.
const lengths = [Number.POSITIVE_INFINITY, 2000, 500, 100, 20, 5, 1, 0]
// Failures are cut only if nothing else is left to cut.
const failureCuts = [2000, 500, 100, 20, 1]

interface Shape {
  readonly images: readonly ImageResult[]
  readonly length: number
}

/**
 * Renders the run as Markdown for the job summary, never over 1 MiB. Long tables are folded, then cut with a count of
 * the rest. Failures are shortened before any is left out.
 */
export function summaryOf(result: RunResult): string {
  return fitting(result, mostSummaryBytes)
}

/** Renders the same text for a comment, which holds less. */
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
    // There may be tens of thousands of problems, so they are rendered once for all shapes with this detail.
    const problems = classes.map((one) => problemSection(one, detail))
    for (const shape of shapes) {
      if (lengthOf(warnings.slice(0, shape.length)) > mostBytes) continue
      const text = render(result, { problems, warnings }, shape)
      if (Buffer.byteLength(text) <= mostBytes) return text
    }
  }
  return `## ❌ ${escaped(verdictOf(result))}\n`
}

// The shortest form of a problem: an account in a list of accounts.
const leastProblemBytes = '`111122223333`, '.length

/** Returns a lower bound of the problems' size. Rendering 250,000 problems to measure them would take seconds. */
function leastBytes(classes: readonly ProblemClass[], detail: Detail): number {
  const problems = classes.flatMap((one) => one.problems)
  if (detail.kind === 'full') return lengthOf(problems.map(({ message }) => message))
  return detail.kind === 'cut' ? 0 : problems.length * leastProblemBytes
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0)
}

/** Parts that all shapes have in common. */
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
    temporaryNote(result),
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

// Nobody may count on a share that ends with the job.
function temporaryNote(result: RunResult): string {
  const made = totalsOf(result).shared
  if (result.temporary !== true || made === 0) return ''
  const shares = made === 1 ? 'this share' : `these ${made} shares`
  return result.mode === 'apply'
    ? `⏳ The job's end unshares ${shares} (\`temporary: true\`).`
    : `⏳ The job's end would unshare ${shares} (\`temporary: true\`).`
}

// Unsharing does not remove copies. The summary says so next to every unshare.
function unshareNote(result: RunResult): readonly string[] {
  const settled = settledChanges(result)
  const unshares = settled.some(({ change }) => change.kind === 'unshare')
  const undone = settled.some(({ change, outcome }) => change.kind === 'share' && outcome.kind === 'undone')
  return [
    ...(unshares
      ? ['Unsharing stops new copies. Copies that were made already stay with those who made them.']
      : []),
    ...(undone ? ['Copies that were made before a share was undone stay with those who made them.'] : []),
  ]
}
