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

// Ids of 12 digits differ by their digits alone. A mistyped id has one or two wrong ones.
const mostWrongDigits = 2
// More exceptions that name nobody are not typing errors, and each is compared with all accounts of its unit.
const mostCompared = 20

/** Finds the exceptions that leave out nobody: a mistake in one would share with the account that was meant. */
export class UnmatchedExceptions {
  readonly #names: AccountNames
  readonly #nearest = new Map<string, AccountId | undefined>()

  constructor(names: AccountNames) {
    this.#names = names
  }

  /** Returns those of a unit. The first few of all have the nearest account for a remedy. */
  in({ id, except }: WantedUnit, members: readonly OrganizationAccount[]): readonly UnmatchedException[] {
    const ids = new Set(members.map((member) => member.id))
    return except
      .filter(({ accounts }) => !accounts.some((account) => ids.has(account)))
      .map((exception) => {
        const key = `${exception.text} ${id}`
        if (!this.#nearest.has(key) && this.#nearest.size < mostCompared)
          this.#nearest.set(key, nearest(exception, members))
        const near = this.#nearest.get(key)
        const remedy =
          near === undefined
            ? `Name an account of ${id}, or remove the entry.`
            : `Did you mean ${labelOf(near, this.#names)}?`
        const message = `except names ${exception.text}, which is nobody in ${id}.`
        return { words: [message, remedy], where: exception.where }
      })
  }
}

/** Returns the account of a unit whose id is nearly that of an exception. */
function nearest({ accounts }: Exception, members: readonly OrganizationAccount[]): AccountId | undefined {
  const [account] = accounts
  if (account === undefined || accounts.length > 1) return undefined
  const positions = Array.from(account, (_, position) => position)
  const wrongIn = (id: AccountId) => positions.filter((position) => account[position] !== id[position]).length
  return members.map(({ id }) => id).find((id) => wrongIn(id) <= mostWrongDigits)
}
