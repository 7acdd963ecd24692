import type { Annotation } from '../ports/runner.ts'
import { cut } from '../sharing/account-texts.ts'
import type { Problem } from '../sharing/problem.ts'
import { count } from '../sharing/count.ts'
import { formatPosition } from '../sharing/source-position.ts'
import { allProblems, type RunResult } from '../sharing/result.ts'
import { escapeForLog } from './escape-for-log.ts'
import { classesByPlace, examplesOf, type ProblemClass } from './problem-classes.ts'
import { titles } from './titles.ts'
import { troubleshootingLink } from './troubleshooting.ts'
import { warningsOf } from './warnings.ts'

// The runner keeps 10 errors and 10 warnings a step. One error is the message the step fails with.
const mostErrors = 9
const mostWarnings = 10
// The runner cuts a message at 4096 characters. The remedy is at its end and must not be cut off.
const mostCharacters = 4000

/** The annotations of a run, and its problems and warnings that they have no room for. */
export interface Annotations {
  readonly annotations: readonly Annotation[]
  readonly leftOut: readonly Problem[]
  readonly leftOutWarnings: readonly string[]
}

/** Returns the annotations of a run that shares and unshares. */
export function annotationsOf(result: RunResult, warning?: string): Annotations {
  const sentences = [...(warning === undefined ? [] : [warning]), ...warningsOf(result)]
  return annotationsFor(allProblems(result), sentences, 'Share WorkSpaces Image')
}

/**
 * Returns one annotation for each class of problem and one for each warning, within the runner's limits. The log shows
 * annotations without their position in a file, so the messages have it too.
 * @param title the title of the warnings
 */
export function annotationsFor(
  problems: readonly Problem[],
  sentences: readonly string[],
  title: string,
): Annotations {
  const classes = classesByPlace(problems)
  const errors =
    classes.length <= mostErrors
      ? classes.map(errorOf)
      : [...classes.slice(0, mostErrors - 1).map(errorOf), rest(classes)]
  const { shown, leftOutWarnings } = warningsThatFit(sentences.map(inOneLine))
  const warnings = shown.map((message): Annotation => ({ level: 'warning', title, message }))
  return {
    annotations: [...errors.map(({ annotation }) => annotation), ...warnings],
    leftOut: errors.flatMap(({ leftOut }) => leftOut),
    leftOutWarnings,
  }
}

// A warning that is cut is left out too: the log has all of it.
function warningsThatFit(
  sentences: readonly string[],
): Pick<Annotations, 'leftOutWarnings'> & { readonly shown: readonly string[] } {
  const all = sentences.length <= mostWarnings
  const first = all ? sentences : sentences.slice(0, mostWarnings - 1)
  const left = sentences.slice(first.length)
  return {
    shown: [
      ...first.map((one) => (isTooLong(one) ? `${cut(one, mostCharacters - inLog.length)}${inLog}` : one)),
      ...(all ? [] : [`${left.length} more warnings are in the log.`]),
    ],
    leftOutWarnings: [...first.filter(isTooLong), ...left],
  }
}

const inLog = '… The log has the rest.'

function isTooLong(sentence: string): boolean {
  return sentence.length > mostCharacters
}

interface ErrorAnnotation {
  readonly annotation: Annotation
  readonly leftOut: readonly Problem[]
}

function errorOf({ first, problems }: ProblemClass): ErrorAnnotation {
  const remedies = new Set(problems.map(({ remedy }) => remedy))
  // A remedy common to all problems is written once, at the end. Different remedies follow their messages.
  const isOneRemedy = remedies.size === 1
  const remedy = isOneRemedy ? [inOneLine(first.remedy)] : []
  const more = `More: ${troubleshootingLink(first.reason)}`
  const end = [...remedy, ...exampleLines(problems), ...awsLines(first), more].join('\n')
  const { text, leftOut } = fitted(problems, !isOneRemedy, mostCharacters - end.length - 1)
  return {
    annotation: {
      level: 'error',
      title: titles[first.reason],
      message: cut([text, end].join('\n').trimEnd(), mostCharacters),
      where: first.where,
    },
    leftOut,
  }
}

// Summarizes the problem classes beyond the number of annotations that the runner keeps.
function rest(classes: readonly ProblemClass[]): ErrorAnnotation {
  const left = classes.slice(mostErrors - 1).flatMap(({ problems }) => problems)
  const { text, leftOut } = fitted(left, true, mostCharacters)
  return { annotation: { level: 'error', title: `${left.length} more problems`, message: text }, leftOut }
}

// Keeps foreign text in one line, so that it can't imitate the lines this file writes. It is escaped before it is
// measured, as that lengthens it; white space is not, because the runner's redaction finds secrets across spaces.
function inOneLine(text: string): string {
  return escapeForLog(text.replaceAll(/\s+/g, ' '))
}

/** Returns the messages that fit into `room` characters, with a count of the rest, and the problems left out or cut. */
function fitted(
  problems: readonly Problem[],
  withRemedy: boolean,
  room: number,
): { readonly text: string; readonly leftOut: readonly Problem[] } {
  const kept: string[] = []
  let used = 0
  for (const { where, message, remedy } of problems) {
    const line = inOneLine(`${formatPosition(where)}${message}${withRemedy ? ` ${remedy}` : ''}`)
    // Reserves room for the sentence about the rest.
    if (kept.length > 0 && used + line.length > room - 40) break
    kept.push(line)
    used += line.length + 1
  }
  const left = problems.length - kept.length
  const text = [...kept, ...(left > 0 ? [`… and ${left} more like these.`] : [])].join('\n')
  return {
    text: cut(text, room),
    leftOut: problems.slice(text.length > room ? kept.length - 1 : kept.length),
  }
}

function exampleLines(problems: readonly Problem[]): readonly string[] {
  const { text, left } = examplesOf(problems)
  return [
    ...(text === '' ? [] : text.split('\n').map(escapeForLog)),
    ...(left > 0 ? [`… and ${count(left, 'more statement')} like these, for other images.`] : []),
  ]
}

function awsLines({ aws }: Problem): readonly string[] {
  if (aws === undefined) return []
  const said = aws.message === undefined ? '' : ` "${cut(inOneLine(aws.message), 500)}"`
  const id = aws.requestId === undefined ? '' : ` (request id ${aws.requestId})`
  return [inOneLine(`AWS: ${aws.name}${said}${id}`)]
}
