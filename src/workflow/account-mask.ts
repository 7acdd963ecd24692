import type { Problem } from '../sharing/problem.ts'
import type { SharingRequest } from '../sharing/request.ts'
import { allProblems, type RunResult } from '../sharing/result.ts'
import type { CurrentImage } from '../sharing/state.ts'
import { accountTextsIn } from './account-texts.ts'

/** The redaction of account ids in the log, if it was requested, each before it can be written. */
export class AccountMask {
  readonly #wanted: boolean
  readonly #log: { mask(secret: string): void }
  readonly #masked = new Set<string>()

  /** @param isWanted whether redaction was requested */
  constructor(isWanted: boolean, log: { mask(secret: string): void }) {
    this.#wanted = isWanted
    this.#log = log
  }

  /** Redacts the accounts of the request. */
  maskRequested({ images, accountNames }: Pick<SharingRequest, 'images' | 'accountNames'>): void {
    for (const { share, unshare, timeBoxes } of images) {
      this.mask(share)
      if (unshare !== 'everyone-else') this.mask(unshare)
      // Ended shares: with everyone else, only the warning about them names them.
      if (timeBoxes !== undefined) this.mask([...timeBoxes.keys()])
    }
    // A name of an account may be its id, written in another way.
    this.maskInTexts([...accountNames.values()])
  }

  /** Redacts the account of a role. */
  maskRole(role: { readonly arn: string } | undefined): void {
    // arn:aws:iam::111122223333:role/name
    this.mask(role?.arn.split(':').slice(4, 5) ?? [])
  }

  /** Redacts the owners and recipients of images. */
  maskIn(images: Iterable<CurrentImage>): void {
    for (const { description, recipients } of images) {
      this.mask(recipients)
      if (description.owner !== undefined) this.mask([description.owner])
      this.maskInTexts([description.name])
    }
  }

  /** Redacts everything that may be an account in problems: AWS names the caller, and owners nobody asked about. */
  maskNamedIn(problems: readonly Problem[]): void {
    this.maskInTexts(problems.map(textOf))
  }

  /** Redacts everything that may be an account in texts. */
  maskInTexts(texts: readonly string[]): void {
    if (!this.#wanted) return
    for (const text of texts) this.mask(accountTextsIn(text))
  }

  /** Redacts the accounts that a result names and that weren't known before. */
  maskResult(result: RunResult): void {
    this.maskNamedIn(allProblems(result))
    this.maskInTexts(result.warnings)
    this.mask(result.images.flatMap(({ recipients }) => recipients ?? []))
  }

  /** Redacts these accounts. */
  mask(accounts: readonly string[]): void {
    if (!this.#wanted) return
    for (const account of accounts) {
      if (!this.#masked.has(account)) this.#log.mask(account)
      this.#masked.add(account)
    }
  }
}

/** Redacts in the log everything that looks like an account in problems of inputs and policy files, which quote it. */
export function maskWhatLooksLikeAccounts(
  problems: readonly Problem[],
  log: { mask(secret: string): void },
): void {
  const found = problems.flatMap((problem) => accountTextsIn(textOf(problem)))
  for (const text of new Set(found)) log.mask(text)
}

function textOf({ message, remedy, example, aws }: Problem): string {
  return [message, remedy, example, aws?.message].join('\n')
}
