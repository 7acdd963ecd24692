import type { Problem } from '../sharing/problem.ts'
import type { SharingRequest } from '../sharing/request.ts'
import { allProblems, type RunResult } from '../sharing/result.ts'
import type { RoleToAssume } from '../sharing/sign-in.ts'
import type { CurrentImage } from '../sharing/state.ts'
import { accountTextsIn } from './account-texts.ts'

/** Hides account ids in the log where that was asked for, each before it can be written. */
export class AccountMask {
  readonly #wanted: boolean
  readonly #log: { mask(secret: string): void }
  readonly #hidden = new Set<string>()

  /** @param isWanted whether it was asked for */
  constructor(isWanted: boolean, log: { mask(secret: string): void }) {
    this.#wanted = isWanted
    this.#log = log
  }

  /** Hides the accounts that are asked for. */
  hideRequested({ images, accountNames }: Pick<SharingRequest, 'images' | 'accountNames'>): void {
    for (const { share, unshare, timeBoxes } of images) {
      this.hide(share)
      if (unshare !== 'everyone-else') this.hide(unshare)
      // Shares that have ended: with everyone else, they are named nowhere but in the warning about them.
      if (timeBoxes !== undefined) this.hide([...timeBoxes.keys()])
    }
    // A name of an account may be its id, written in another way.
    this.hideInTexts([...accountNames.values()])
  }

  /** Hides the account of a role. */
  hideRole(role: RoleToAssume | undefined): void {
    // arn:aws:iam::111122223333:role/name
    this.hide(role?.arn.split(':').slice(4, 5) ?? [])
  }

  /** Hides the owners and recipients of images. */
  hideIn(images: Iterable<CurrentImage>): void {
    for (const { description, recipients } of images) {
      this.hide(recipients)
      if (description.owner !== undefined) this.hide([description.owner])
      this.hideInTexts([description.name])
    }
  }

  /** Hides whatever may be an account in problems: AWS names the caller, and owners nobody asked about. */
  hideNamedIn(problems: readonly Problem[]): void {
    this.hideInTexts(problems.map(textOf))
  }

  /** Hides whatever may be an account in texts. */
  hideInTexts(texts: readonly string[]): void {
    if (!this.#wanted) return
    for (const text of texts) this.hide(accountTextsIn(text))
  }

  /** Hides whatever a result names and nobody knew of before. */
  hideToldIn(result: RunResult): void {
    this.hideNamedIn(allProblems(result))
    this.hideInTexts(result.warnings)
    this.hide(result.images.flatMap(({ recipients }) => recipients ?? []))
  }

  /** Hides these accounts. */
  hide(accounts: readonly string[]): void {
    if (!this.#wanted) return
    for (const account of accounts) {
      if (!this.#hidden.has(account)) this.#log.mask(account)
      this.#hidden.add(account)
    }
  }
}

/** Hides in the log whatever looks like an account in problems of inputs and policy files: there it is what is wrong. */
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
