import type { AccountNames } from '../sharing/account-names.ts'
import type { AccountId } from '../sharing/identifiers.ts'
import { reasonsFor } from '../sharing/origins.ts'
import type { FailureReason } from '../sharing/problem.ts'
import type { ImageResult, SettledChange } from '../sharing/result.ts'
import { consoleLink } from './console-links.ts'
import { code, escaped, row } from './markdown.ts'
import { titles } from './titles.ts'
import { count, countChanges } from '../sharing/count.ts'
import type { Outcome } from '../sharing/outcome.ts'
import { unsharesFirst } from '../sharing/plan.ts'

// Longer lists are folded, because people look for the changes.
const foldFrom = 12
// More unshares than this would hide the rest of the summary, so the others are in the fold.
const mostOpen = 50
// Reasons that hold a plan without a refusal. All other reasons refuse it, whichever image they are about.
const stoppedRuns: ReadonlySet<FailureReason> = new Set([
  'cancelled',
  'no-credentials',
  'role-refused',
  'oidc-unavailable',
])

// A row is rendered only when it is used: there may be tens of thousands, and several lengths are tried.
type Row = () => string

/**
 * Renders an image for the summary: its properties, the changes by account, and the accounts that can copy it.
 * @param length the most rows and accounts to show; the rest is counted
 */
export function imageSection(result: ImageResult, names: AccountNames, length: number): string {
  const { image, description, unchanged, recipients } = result
  const changes = unsharesFirst(result.changes, ({ change }) => change.kind)
  const changed = changes.map(
    (settled): Row =>
      () =>
        row([
          accountCell(settled.change.account, names),
          `${settled.change.kind}${escaped(reasonsFor(settled.change, result))}`,
          outcomeText(settled),
        ]),
  )
  const kept = unchanged.map(
    (account): Row =>
      () =>
        row([
          accountCell(account, names),
          '–',
          `already as wanted${escaped(reasonsFor({ account, kind: 'share' }, result))}`,
        ]),
  )
  const unshares = changes.filter(({ change }) => change.kind === 'unshare').length
  const counts = countChanges(changed.length - unshares, unshares)
  const keptTitle = `${count(kept.length, 'permission')} already as wanted`
  return [
    `### ${escaped(description.name) || image.id}`,
    [`[${code(image.id)}](${consoleLink(image)}) in ${code(image.region)}`, escaped(description.state)]
      .filter((part) => part !== '')
      .join(', '),
    ...(kept.length < foldFrom
      ? tables([...changed, ...kept], unshares, length, [...counts, keptTitle])
      : [...tables(changed, unshares, length, counts), ...tables(kept, 0, length, [keptTitle])]),
    whoCanCopy(recipients, names, length),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/**
 * Returns the rows as one table. A long one is folded, but for its first unshares: people must not miss who loses
 * access.
 * @param unshares the number of unshares, which are the first rows
 * @param counts the counts for the fold
 */
function tables(
  rows: readonly Row[],
  unshares: number,
  length: number,
  counts: readonly string[],
): readonly string[] {
  const shown = rows.slice(0, length).map((one) => one())
  const left = rows.length - shown.length
  const rest = left > 0 ? [`… and ${count(left, 'more row')} left out.`] : []
  if (shown.length < foldFrom) return [...table(shown), ...rest]
  const open = Math.min(unshares, mostOpen)
  const above = open === 0 ? '' : ` (${open === unshares ? '' : `${open} of them `}above)`
  const title = counts.join(', ').replace(/ unshares?\b/, `$&${above}`)
  const folds = [...table(shown.slice(open)), ...rest]
  return [...table(shown.slice(0, open)), ...(folds.length > 0 ? [folded(title, folds.join('\n\n'))] : [])]
}

function table(rows: readonly string[]): readonly string[] {
  return rows.length === 0 ? [] : [['| Account | Change | Result |', '|---|---|---|', ...rows].join('\n')]
}

function folded(title: string, text: string): string {
  return `<details><summary>${title}</summary>\n\n${text}\n\n</details>`
}

function accountCell(account: AccountId, names: AccountNames): string {
  const name = names.get(account)
  return name === undefined ? code(account) : `${code(account)} ${escaped(name)}`
}

function outcomeText({ change, outcome }: SettledChange): string {
  const done = change.kind === 'share' ? 'shared' : 'unshared'
  switch (outcome.kind) {
    case 'planned':
      return `would be ${done}`
    case 'done':
      return outcome.despite === undefined
        ? `✅ ${done}`
        : `✅ ${done} (the call ended in an error, but reading back shows that it took effect)`
    case 'unchanged':
      return change.kind === 'share'
        ? 'as wanted, shared by someone else meanwhile'
        : 'as wanted, there was nothing left to unshare'
    case 'failed':
      return `❌ ${escaped(titles[outcome.problem.reason])}`
    case 'undone':
      return `↩️ ${done}, then undone because something else failed`
    case 'undo-failed':
      return `❌ ${done}, and could not be undone: ${escaped(titles[outcome.problem.reason])}`
    case 'not-attempted':
      return `❌ not attempted: ${whyNotAttempted(outcome)}`
  }
}

function whyNotAttempted({ because, isHeld }: Extract<Outcome, { kind: 'not-attempted' }>): string {
  const isRefused = isHeld === true && !stoppedRuns.has(because.reason)
  return isRefused ? 'the plan was refused' : escaped(titles[because.reason])
}

function whoCanCopy(recipients: ImageResult['recipients'], names: AccountNames, length: number): string {
  if (recipients === undefined) return 'Who can copy this image now could not be read.'
  if (recipients.length === 0) return 'Apart from its owner, no account can copy this image now.'
  const shown = recipients
    .slice(0, length)
    .map((account) => accountCell(account, names))
    .join(', ')
  const left = Math.max(recipients.length - length, 0)
  const rest = left > 0 ? ` … and ${count(left, 'more account')} left out.` : ''
  const title = `Apart from its owner, ${count(recipients.length, 'account')} can copy this image now`
  return recipients.length < foldFrom || length === 0
    ? `${title}: ${shown}${rest}`
    : folded(title, `${shown}${rest}`)
}
