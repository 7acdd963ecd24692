import type { Problem } from '../sharing/problem.ts'
import { code, escaped, fenced } from './markdown.ts'
import { spokenPosition } from './positions.ts'
import type { ProblemClass } from './problem-classes.ts'
import { titles } from './titles.ts'
import { count } from './verdict.ts'

/** How fully problems are told: every message; a message a kind and the accounts; the same, cut with a count. */
export type Detail =
  { readonly kind: 'full' } | { readonly kind: 'compact' } | { readonly kind: 'cut'; readonly most: number }

/** One kind of problem in the summary: what happened, to which images and accounts, and what to do about it. */
export function problemSection({ first, problems }: ProblemClass, detail: Detail): string {
  const isOneRemedy = new Set(problems.map(({ remedy }) => remedy)).size === 1
  const isCompact = detail.kind !== 'full' && isOneRemedy && problems.length > 1
  const most = detail.kind === 'cut' ? detail.most : problems.length
  const left = problems.length - Math.min(most, problems.length)
  return [
    `### ${escaped(titles[first.reason])}`,
    isCompact
      ? `${problemLine(first, false)}\n- and likewise: ${problems.slice(1, most).map(shortly).join(', ')}`
      : problems
          .slice(0, most)
          .map((problem) => problemLine(problem, !isOneRemedy))
          .join('\n'),
    ...(left > 0 ? [`… and ${count(left, 'more failure')} like these; the log names them all.`] : []),
    ...(isOneRemedy ? [`**What to do:** ${escaped(first.remedy)}`] : []),
    ...(first.example === undefined ? [] : [fenced(first.example, 'json')]),
  ].join('\n\n')
}

// One remedy for all stands once, below; different ones stand with their messages.
function problemLine(problem: Problem, isRemedyShown: boolean): string {
  const remedy = isRemedyShown ? ` **${escaped(problem.remedy)}**` : ''
  return `- ${place(problem)}${escaped(problem.message)}${remedy}${awsNote(problem.aws)}`
}

function shortly({ image, account, where, message, aws }: Problem): string {
  const what = [image?.id, account]
    .filter((part) => part !== undefined)
    .map(code)
    .join(' ')
  const id = aws?.requestId === undefined ? '' : ` (${code(aws.requestId)})`
  return what === '' ? `${escaped(spokenPosition(where))}${escaped(message)}` : `${what}${id}`
}

function place({ where }: Problem): string {
  return where === undefined ? '' : `${escaped(spokenPosition(where).trimEnd())} `
}

function awsNote(aws: Problem['aws']): string {
  if (aws === undefined) return ''
  const id = aws.requestId === undefined ? '' : `, request id ${code(aws.requestId)}`
  const said = aws.message === undefined ? '' : ` “${escaped(aws.message)}”`
  return `<br>AWS: ${code(aws.name)}${said}${id}`
}
