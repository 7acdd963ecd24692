import type { Settings } from '../input/read-inputs.ts'
import type { Problem } from '../sharing/problem.ts'
import type { CurrentImage } from '../sharing/state.ts'

/** Hides account ids in the log where that was asked for, each before it can be written. */
export class AccountMask {
  readonly #wanted: boolean
  readonly #log: { mask(secret: string): void }
  readonly #hidden = new Set<string>()

  constructor({ maskAccountIds, request, signIn }: Settings, log: { mask(secret: string): void }) {
    this.#wanted = maskAccountIds
    this.#log = log
    for (const { share, unshare } of request.images) {
      this.hide(share)
      if (unshare !== 'everyone-else') this.hide(unshare)
    }
    // arn:aws:iam::111122223333:role/name
    this.hide(signIn.role?.arn.split(':').slice(4, 5) ?? [])
  }

  /** Hides the owners and recipients of images. */
  hideIn(images: Iterable<CurrentImage>): void {
    for (const { description, recipients } of images) {
      this.hide(recipients)
      if (description.owner !== undefined) this.hide([description.owner])
    }
  }

  /** Hides whatever may be an account in problems: AWS names the caller, and owners nobody asked about. */
  hideNamedIn(problems: readonly Problem[]): void {
    for (const { message, aws } of problems) {
      this.hide(`${message} ${aws?.message ?? ''}`.match(/(?<![0-9])[0-9]{12}(?![0-9])/g) ?? [])
    }
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
