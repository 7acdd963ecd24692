import type { Annotation } from '../ports/runner.ts'
import type { Problem } from '../sharing/problem.ts'
import { allProblems, type RunResult } from '../sharing/result.ts'
import { formatPosition } from './positions.ts'
import { classesByPlace, type ProblemClass } from './problem-classes.ts'
import { titles } from './titles.ts'
import { troubleshootingLink } from './troubleshooting.ts'
import { warningsOf } from './warnings.ts'

// The runner keeps 10 errors and 10 warnings a step. One error is the message the step fails with.
const mostErrors = 9
const mostWarnings = 10
// The runner cuts a message at 4096 characters. The remedy is at its end and must not be cut off.
const mostCharacters = 4000

/** Returns one annotation for each class of problem and one for each warning, within the runner's limits. */
export function annotationsOf(result: RunResult, warning?: string): readonly Annotation[] {
  const sentences = [...(warning === undefined ? [] : [warning]), ...warningsOf(result)]
  return annotationsFor(allProblems(result), sentences, 'Share WorkSpaces Image')
}

/**
 * Returns one annotation for each class of problem and one for each warning, within the runner's limits.
 * @param title the title of the warnings
 */
export function annotationsFor(
  problems: readonly Problem[],
  sentences: readonly string[],
  title: string,
): readonly Annotation[] {
  const classes = classesByPlace(problems)
  const errors =
    classes.length <= mostErrors
      ? classes.map(errorOf)
      : [...classes.slice(0, mostErrors - 1).map(errorOf), rest(classes)]
  const warnings = sentences.slice(0, mostWarnings).map((message): Annotation => ({
    level: 'warning',
    title,
    message: inOneLine(message),
  }))
  return [...errors, ...warnings]
}

function errorOf({ first, problems }: ProblemClass): Annotation {
  const remedies = new Set(problems.map(({ remedy }) => remedy))
  // A remedy common to all problems is written once, at the end. Different remedies follow their messages.
  const isOneRemedy = remedies.size === 1
  const lines = shownOf(problems).map(({ message, remedy }) =>
    inOneLine(isOneRemedy ? message : `${message} ${remedy}`),
  )
  const remedy = isOneRemedy
    ? [inOneLine(first.remedy), ...(first.example === undefined ? [] : [first.example])]
    : []
  const more = `More: ${troubleshootingLink(first.reason)}`
  const end = [...remedy, ...awsLines(first), more].join('\n')
  return {
    level: 'error',
    title: titles[first.reason],
    message: [fitted(lines, problems.length, mostCharacters - end.length - 1), end]
      .join('\n')
      .trimEnd()
      .slice(0, mostCharacters),
    where: first.where,
  }
}

// Summarizes the problem classes beyond the number of annotations that the runner keeps.
function rest(classes: readonly ProblemClass[]): Annotation {
  const left = classes.slice(mostErrors - 1).flatMap(({ problems }) => problems)
  const lines = shownOf(left).map(({ message, remedy, where }) =>
    inOneLine(`${formatPosition(where)}${message} ${remedy}`),
  )
  return {
    level: 'error',
    title: `${left.length} more problems`,
    message: fitted(lines, left.length, mostCharacters),
  }
}

// Keeps foreign text in one line, so that it can't imitate the lines this file writes.
function inOneLine(text: string): string {
  return text.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, ' ')
}

// More problems than characters can't fit. There may be 250,000 problems.
function shownOf(problems: readonly Problem[]): readonly Problem[] {
  return problems.slice(0, mostCharacters)
}

/** Returns the lines that fit into `room` characters, and a count of the rest. */
function fitted(lines: readonly string[], all: number, room: number): string {
  const kept: string[] = []
  let used = 0
  for (const line of lines) {
    // Reserves room for the sentence about the rest.
    if (kept.length > 0 && used + line.length > room - 40) break
    kept.push(line)
    used += line.length + 1
  }
  const left = all - kept.length
  return [...kept, ...(left > 0 ? [`… and ${left} more like these.`] : [])]
    .join('\n')
    .slice(0, Math.max(room, 0))
}

function awsLines({ aws }: Problem): readonly string[] {
  if (aws === undefined) return []
  const said = aws.message === undefined ? '' : ` "${aws.message.slice(0, 500)}"`
  const id = aws.requestId === undefined ? '' : ` (request id ${aws.requestId})`
  return [inOneLine(`AWS: ${aws.name}${said}${id}`)]
}
