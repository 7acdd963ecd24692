import type { AccountId } from './identifiers.ts'

/** The names people gave to accounts, where they did. */
export type AccountNames = ReadonlyMap<AccountId, string>

/** An account as people read it: its id, and its name where it has one. */
export function labelOf(account: AccountId, names: AccountNames): string {
  const name = names.get(account)
  return name === undefined ? account : `${account} (${name})`
}
