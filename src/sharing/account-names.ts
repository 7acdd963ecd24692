import type { AccountId } from './identifiers.ts'

/** The names given to accounts; not every account has one. */
export type AccountNames = ReadonlyMap<AccountId, string>

/** Returns the id of an account, with its name if it has one. */
export function labelOf(account: AccountId, names: AccountNames): string {
  const name = names.get(account)
  return name === undefined ? account : `${account} (${name})`
}
