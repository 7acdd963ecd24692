import { accountTextsIn } from '../sharing/account-texts.ts'
import type { SharingRequest } from '../sharing/request.ts'
import type { RunResult } from '../sharing/result.ts'
import type { CurrentImage } from '../sharing/state.ts'
import type { Publisher } from '../ports/runner.ts'

/** The part of the runner that redacts. */
interface MaskingLog extends Pick<Publisher, 'maskFound'> {
  mask(secret: string): void
}

/**
 * The redaction of account ids, if it was requested. Everything that looks like one is redacted in each text that is
 * shown. The accounts of the run are redacted from the start, for later steps as well.
 */
export class AccountMask {
  readonly #wanted: boolean
  readonly #log: MaskingLog
  readonly #masked = new Set<string>()

  /** @param isWanted whether redaction was requested */
  constructor(isWanted: boolean, log: MaskingLog) {
    this.#wanted = isWanted
    this.#log = log
    if (isWanted) log.maskFound(accountTextsIn)
  }

  /** Redacts the accounts of the request. */
  maskRequested({ images }: Pick<SharingRequest, 'images'>): void {
    for (const { share, unshare, timeBoxes } of images) {
      this.mask(share)
      if (unshare !== 'everyone-else') this.mask(unshare)
      // Ended shares: with everyone else, only the warning about them names them.
      if (timeBoxes !== undefined) this.mask([...timeBoxes.keys()])
    }
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
    }
  }

  /** Redacts the recipients that a result names and that weren't known before. */
  maskResult({ images }: RunResult): void {
    this.mask(images.flatMap(({ recipients }) => recipients ?? []))
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
