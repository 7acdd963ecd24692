import type { ImageId } from '../sharing/identifiers.ts'
import { foremostReason, type FailureReason, type Problem } from '../sharing/problem.ts'
import type { ImageDescription } from '../sharing/state.ts'
import type { Bundle } from './bundle.ts'
import type { CopyMode, CopyRequest } from './copy-request.ts'

/** The outcome of pointing a bundle at the copy, by what a read shows. */
export type BundleOutcome =
  /** It used the copy before. */
  | { readonly kind: 'unchanged' }
  /** A plan that isn't carried out. */
  | { readonly kind: 'planned' }
  /** A read after the call shows the copy. */
  | { readonly kind: 'updated' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  /** `because` is missing if the run as a whole was stopped before: its problems say why. */
  | { readonly kind: 'not-attempted'; readonly because?: Problem }

/** A bundle after the run. */
export interface SettledBundle {
  readonly bundle: Bundle
  readonly outcome: BundleOutcome
}

/** The copy after the run, as the last read shows it. */
export type CopyFound = Pick<ImageDescription, 'image' | 'name' | 'state' | 'errors'>

/** The whole result of a run that copies. Outputs, summary, annotations and the exit code are computed from it alone. */
export interface CopyResult {
  /** `undefined` if the inputs are too wrong to say. */
  readonly mode: CopyMode | undefined
  readonly request: CopyRequest | undefined
  /** `undefined` if it is not known, or not shared any more. */
  readonly source: ImageDescription | undefined
  /** `undefined` if there is none, or it is not known. */
  readonly copy: CopyFound | undefined
  /** The name of the copy that this run made, or would make; `undefined` if it made none. */
  readonly copiedAs: string | undefined
  /** Whether AWS may have started a copy that no read shows. */
  readonly mayBeCopied: boolean
  readonly bundles: readonly SettledBundle[]
  /** The problems of the run as a whole; problems of single bundles are in their outcomes. */
  readonly problems: readonly Problem[]
  /** Sentences that don't fail the run. */
  readonly warnings: readonly string[]
}

/** Returns the result of a run that ended before there was a plan. */
export function copyResultWithoutPlan(
  request: CopyRequest | undefined,
  problems: readonly Problem[],
  warnings: readonly string[] = [],
): CopyResult {
  const nothing = { source: undefined, copy: undefined, copiedAs: undefined, mayBeCopied: false, bundles: [] }
  return { mode: request?.mode, request, ...nothing, problems, warnings }
}

/** Returns every problem of a run: first those of the whole run, then those of single bundles. */
export function copyProblems({ problems, bundles }: CopyResult): readonly Problem[] {
  return [...new Set([...problems, ...bundles.flatMap(({ outcome }) => problemOfBundle(outcome) ?? [])])]
}

/** Returns the problem of a bundle's outcome; `undefined` if it has none. */
export function problemOfBundle(outcome: BundleOutcome): Problem | undefined {
  return outcome.kind === 'not-attempted'
    ? outcome.because
    : 'problem' in outcome
      ? outcome.problem
      : undefined
}

/** Returns the reason why a run failed; `undefined` if it succeeded. */
export function copyFailureReason(result: CopyResult): FailureReason | undefined {
  const foremost = foremostReason(copyProblems(result))
  if (foremost === undefined || foremost === 'cancelled') return foremost
  return countBundles(result, 'updated') > 0 ? 'partly-failed' : foremost
}

/** Counts the bundles with an outcome. */
export function countBundles({ bundles }: CopyResult, kind: BundleOutcome['kind']): number {
  return bundles.filter(({ outcome }) => outcome.kind === kind).length
}

/** Returns whether a bundle uses the copy. */
export function usesCopy({ image }: Bundle, copy: ImageId): boolean {
  return image === copy
}
