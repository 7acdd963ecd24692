import type { AccountId } from './identifiers.ts'
import type { Problem } from './problem.ts'

/** The names people gave to accounts, where they did. */
export type AccountNames = ReadonlyMap<AccountId, string>

/** An account as people read it: its id, and its name where it has one. */
export function labelOf(account: AccountId, names: AccountNames): string {
  const name = names.get(account)
  return name === undefined ? account : `${account} (${name})`
}

/** A problem of one account, with the account's name beside its id. */
export function withName(problem: Problem, names: AccountNames): Problem {
  const { account, message } = problem
  if (account === undefined || !names.has(account)) return problem
  const label = labelOf(account, names)
  return message.includes(label) ? problem : { ...problem, message: message.replace(account, () => label) }
}
