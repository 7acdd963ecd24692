import type { Annotation } from '../ports/runner.ts'
import type { Problem } from '../sharing/problem.ts'
import type { RunResult } from '../sharing/result.ts'
import { formatPosition } from './positions.ts'
import { problemClassesByPlace, type ProblemClass } from './problem-classes.ts'
import { titles } from './titles.ts'
import { troubleshootingLink } from './troubleshooting.ts'
import { warningsOf } from './warnings.ts'

// The runner keeps 10 errors and 10 warnings a step; one error is the sentence the step fails with.
const mostErrors = 9
const mostWarnings = 10
// The runner cuts a message at 4096 characters; the remedy stands at its end and must stay.
const mostCharacters = 4000

/** One annotation a class of problem, and one a warning, within the runner's limits. */
export function annotationsOf(result: RunResult, warning?: string): readonly Annotation[] {
  const classes = problemClassesByPlace(result)
  const errors =
    classes.length <= mostErrors
      ? classes.map(errorOf)
      : [...classes.slice(0, mostErrors - 1).map(errorOf), rest(classes)]
  const sentences = [...(warning === undefined ? [] : [warning]), ...warningsOf(result)]
  const warnings = sentences.slice(0, mostWarnings).map((message): Annotation => ({
    level: 'warning',
    title: 'Share WorkSpaces Image',
    message: inOneLine(message),
  }))
  return [...errors, ...warnings]
}

function errorOf({ first, problems }: ProblemClass): Annotation {
  const remedies = new Set(problems.map(({ remedy }) => remedy))
  // One remedy for all stands once, at the end; different ones stand with their messages.
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

// More places in a file, or kinds of problems, than the runner keeps annotations.
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

// Only what is put together here begins a line: foreign text must not look like it.
function inOneLine(text: string): string {
  return text.replaceAll(/[\r\n\u0085\u2028\u2029]+/g, ' ')
}

// Of the others there is no room for a single character. There may be a quarter of a million.
function shownOf(problems: readonly Problem[]): readonly Problem[] {
  return problems.slice(0, mostCharacters)
}

/** The lines that fit into so many characters, and how many more there are of all. */
function fitted(lines: readonly string[], all: number, room: number): string {
  const kept: string[] = []
  let used = 0
  for (const line of lines) {
    // Keeps room for the sentence about the rest.
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
