import { labelOf, type AccountNames } from './account-names.ts'
import type { AccountId } from './identifiers.ts'
import type { OrganizationAccount } from './organization.ts'
import type { Exception, WantedUnit } from './request.ts'
import type { SourcePosition } from './source-position.ts'

/** An exception that names nobody of its unit: its message and remedy, and its position. */
export interface UnmatchedException {
  readonly words: readonly [message: string, remedy: string]
  readonly where: SourcePosition | undefined
}

/** Returns the exceptions that leave out nobody: a mistake in one would share with the account that was meant. */
export function unmatchedExceptions(
  { id, except }: WantedUnit,
  members: readonly OrganizationAccount[],
  names: AccountNames,
): readonly UnmatchedException[] {
  const ids = new Set(members.map((member) => member.id))
  return except
    .filter(({ accounts }) => !accounts.some((account) => ids.has(account)))
    .map((exception) => {
      const near = nearest(exception, members)
      const remedy =
        near === undefined
          ? `Name an account of ${id}, or remove the entry.`
          : `Did you mean ${labelOf(near, names)}?`
      const message = `except names ${exception.text}, which is nobody in ${id}.`
      return { words: [message, remedy], where: exception.where }
    })
}

// Ids of 12 digits differ by their digits alone. A mistyped id has one or two wrong ones.
const mostWrongDigits = 2

/** Returns the account of a unit whose id is nearly that of an exception. */
function nearest({ accounts }: Exception, members: readonly OrganizationAccount[]): AccountId | undefined {
  const [account] = accounts
  if (account === undefined || accounts.length > 1) return undefined
  const positions = Array.from(account, (_, position) => position)
  const wrongIn = (id: AccountId) => positions.filter((position) => account[position] !== id[position]).length
  return members.map(({ id }) => id).find((id) => wrongIn(id) <= mostWrongDigits)
}
