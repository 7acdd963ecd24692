import { groupBy } from '../sharing/grouping.ts'
import type { Problem } from '../sharing/problem.ts'
import { code, escaped, fenced } from './markdown.ts'
import { formatPosition } from './positions.ts'
import type { ProblemClass } from './problem-classes.ts'
import { titles } from './titles.ts'
import { troubleshootingLink } from './troubleshooting.ts'
import { count } from '../sharing/count.ts'

const mostExamples = 10

/**
 * How fully problems are told: every message; one message a kind, then accounts and request ids; then accounts alone;
 * the same, cut with a count.
 */
export type Detail =
  | { readonly kind: 'full' }
  | { readonly kind: 'compact' }
  | { readonly kind: 'brief' }
  | { readonly kind: 'cut'; readonly most: number }

/** One kind of problem in the summary: what happened, to which images and accounts, and what to do about it. */
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

// What has to be written for one image has to be written for the others as well.
function examples(problems: readonly Problem[]): readonly string[] {
  const different = [...new Set(problems.flatMap(({ example }) => example ?? []))]
  const left = different.length - mostExamples
  return [
    ...(different.length > 0 ? [fenced(different.slice(0, mostExamples).join(',\n'), 'json')] : []),
    ...(left > 0 ? [`… and ${count(left, 'more statement')} like these, for other images.`] : []),
  ]
}

// One remedy for all stands once, below; different ones stand with their messages.
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
  // Some answers say nothing but their name.
  const said = aws.message === undefined || aws.message === aws.name ? '' : ` “${escaped(aws.message)}”`
  return `<br>AWS: ${code(aws.name)}${said}${id}`
}
