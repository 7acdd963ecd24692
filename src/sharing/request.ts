import type { AccountId, ImageReference } from './identifiers.ts'

/** What is done with a plan: carry it out, show it, or show it and fail if it isn't empty. */
export type Mode = 'apply' | 'plan' | 'check'

/**
 * What is wanted for one image. All ways to ask have this one shape: sharing fills `share`, unsharing fills
 * `unshare`, and "everyone else" means every account that can copy the image now and isn't in `share`.
 */
export interface WantedImage {
  readonly image: ImageReference
  /** Accounts that must be able to copy the image, each once. */
  readonly share: readonly AccountId[]
  /** Accounts that must not be able to copy it, each once. */
  readonly unshare: readonly AccountId[] | 'everyone-else'
}

/** What a run was asked for. */
export interface SharingRequest {
  readonly mode: Mode
  readonly images: readonly WantedImage[]
  /** How long to wait for PENDING images, in minutes; 0 doesn't wait. */
  readonly waitForMinutes: number
}
