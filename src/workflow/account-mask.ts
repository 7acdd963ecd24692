import type { Problem } from '../sharing/problem.ts'
import type { SharingRequest } from '../sharing/request.ts'
import { allProblems, type RunResult } from '../sharing/result.ts'
import type { CurrentImage } from '../sharing/state.ts'
import { accountTextsIn } from './account-texts.ts'

/** The redaction of account ids in the log, if it was requested, each before it can be written. */
export class AccountMask {
  readonly #wanted: boolean
  readonly #log: { mask(secret: string): void }
  readonly #hidden = new Set<string>()

  /** @param isWanted whether redaction was requested */
  constructor(isWanted: boolean, log: { mask(secret: string): void }) {
    this.#wanted = isWanted
    this.#log = log
  }

  /** Redacts the accounts of the request. */
  hideRequested({ images, accountNames }: Pick<SharingRequest, 'images' | 'accountNames'>): void {
    for (const { share, unshare, timeBoxes } of images) {
      this.hide(share)
      if (unshare !== 'everyone-else') this.hide(unshare)
      // Ended shares: with everyone else, only the warning about them names them.
      if (timeBoxes !== undefined) this.hide([...timeBoxes.keys()])
    }
    // A name of an account may be its id, written in another way.
    this.hideInTexts([...accountNames.values()])
  }

  /** Redacts the account of a role. */
  hideRole(role: { readonly arn: string } | undefined): void {
    // arn:aws:iam::111122223333:role/name
    this.hide(role?.arn.split(':').slice(4, 5) ?? [])
  }

  /** Redacts the owners and recipients of images. */
  hideIn(images: Iterable<CurrentImage>): void {
    for (const { description, recipients } of images) {
      this.hide(recipients)
      if (description.owner !== undefined) this.hide([description.owner])
      this.hideInTexts([description.name])
    }
  }

  /** Redacts everything that may be an account in problems: AWS names the caller, and owners nobody asked about. */
  hideNamedIn(problems: readonly Problem[]): void {
    this.hideInTexts(problems.map(textOf))
  }

  /** Redacts everything that may be an account in texts. */
  hideInTexts(texts: readonly string[]): void {
    if (!this.#wanted) return
    for (const text of texts) this.hide(accountTextsIn(text))
  }

  /** Redacts the accounts that a result names and that weren't known before. */
  hideToldIn(result: RunResult): void {
    this.hideNamedIn(allProblems(result))
    this.hideInTexts(result.warnings)
    this.hide(result.images.flatMap(({ recipients }) => recipients ?? []))
  }

  /** Redacts these accounts. */
  hide(accounts: readonly string[]): void {
    if (!this.#wanted) return
    for (const account of accounts) {
      if (!this.#hidden.has(account)) this.#log.mask(account)
      this.#hidden.add(account)
    }
  }
}

/** Redacts in the log everything that looks like an account in problems of inputs and policy files, which quote it. */
export function hideWhatLooksLikeAccounts(
  problems: readonly Problem[],
  log: { mask(secret: string): void },
): void {
  const found = problems.flatMap((problem) => accountTextsIn(textOf(problem)))
  for (const text of new Set(found)) log.mask(text)
}

function textOf({ message, remedy, example, aws }: Problem): string {
  return [message, remedy, example, aws?.message].join('\n')
}
