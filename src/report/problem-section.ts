import { groupBy } from '../sharing/grouping.ts'
import type { Problem } from '../sharing/problem.ts'
import { code, escaped, fenced } from './markdown.ts'
import { formatPosition } from '../sharing/source-position.ts'
import { examplesOf, type ProblemClass } from './problem-classes.ts'
import { titles } from './titles.ts'
import { troubleshootingLink } from './troubleshooting.ts'
import { count } from '../sharing/count.ts'

/**
 * The level of detail of problems: every message; one message per class, with accounts and request ids; accounts only;
 * accounts only, cut with a count.
 */
export type Detail =
  | { readonly kind: 'full' }
  | { readonly kind: 'compact' }
  | { readonly kind: 'brief' }
  | { readonly kind: 'cut'; readonly most: number }

/** Renders a class of problem for the summary: the error, the images and accounts, and the remedy. */
export function problemSection({ first, problems }: ProblemClass, detail: Detail): string {
  const isOneRemedy = new Set(problems.map(({ remedy }) => remedy)).size === 1
  const isCompact = detail.kind !== 'full' && isOneRemedy && problems.length > 1
  const shown = detail.kind === 'cut' ? problems.slice(0, detail.most) : problems
  const left = problems.length - shown.length
  return [
    `### ${escaped(titles[first.reason])}`,
    isCompact
      ? [problemLine(first, false), ...likewise(shown.slice(1), detail.kind === 'compact')].join('\n')
      : shown.map((problem) => problemLine(problem, !isOneRemedy)).join('\n'),
    ...(left > 0 ? [`… and ${count(left, 'more failure')} like these; the log has more.`] : []),
    ...(isOneRemedy ? [`**What to do:** ${escaped(first.remedy)}`] : []),
    ...examples(problems),
    `[More about ${code(first.reason)}](${troubleshootingLink(first.reason)})`,
  ].join('\n\n')
}

function examples(problems: readonly Problem[]): readonly string[] {
  const { text, left } = examplesOf(problems)
  return [
    ...(text === '' ? [] : [fenced(text, 'json')]),
    ...(left > 0 ? [`… and ${count(left, 'more statement')} like these, for other images.`] : []),
  ]
}

// A remedy common to all problems is written once, below. Different remedies follow their messages.
function problemLine(problem: Problem, isRemedyShown: boolean): string {
  const remedy = isRemedyShown ? ` **${escaped(problem.remedy)}**` : ''
  return `- ${place(problem)}${escaped(problem.message)}${remedy}${awsNote(problem.aws)}`
}

function likewise(problems: readonly Problem[], withRequestIds: boolean): readonly string[] {
  const byImage = groupBy(problems, ({ image, account }) =>
    image === undefined || account === undefined ? '' : image.id,
  )
  return [...byImage].map(([id, group]) => {
    const cases = group.map((problem) => shortly(problem, withRequestIds)).join(', ')
    return `- and likewise${id === '' ? '' : ` ${code(id)}`}: ${cases}`
  })
}

function shortly({ image, account, where, message, aws }: Problem, withRequestId: boolean): string {
  const id = aws?.requestId === undefined || !withRequestId ? '' : ` (${code(aws.requestId)})`
  if (account !== undefined) return `${code(account)}${id}`
  return image === undefined ? escaped(`${formatPosition(where)}${message}`) : `${code(image.id)}${id}`
}

function place({ where }: Problem): string {
  return where === undefined ? '' : `${escaped(formatPosition(where))} `
}

function awsNote(aws: Problem['aws']): string {
  if (aws === undefined) return ''
  const id = aws.requestId === undefined ? '' : `, request id ${code(aws.requestId)}`
  // Some AWS errors have no message but their name.
  const said = aws.message === undefined || aws.message === aws.name ? '' : ` “${escaped(aws.message)}”`
  return `<br>AWS: ${code(aws.name)}${said}${id}`
}
