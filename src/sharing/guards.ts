import { count } from './count.ts'
import type { AccountId, UnitId } from './identifiers.ts'
import { changesOf, type Plan } from './plan.ts'
import type { Problem } from './problem.ts'
import { imageLabel, regionOf, type Wanted } from './request.ts'

/** The guards that can hold a run back. `any` switches a guard off explicitly. */
export interface Guards {
  readonly trustedAccounts: ReadonlySet<AccountId> | 'any'
  /** Units whose accounts are trusted too. `trustUnits` replaces them by their accounts. */
  readonly trustedUnits?: readonly UnitId[] | undefined
  readonly maxUnshares: number | 'any'
  /** A plan id, `any`, or `pull-request`: the plan that is recorded there, whose id replaces the word. */
  readonly approvedPlan: string
  /** The number of the pull request that approved the plan. */
  readonly approvedOn?: number | undefined
}

// The problems of the images name all of them. A sentence that named hundreds would be unreadable.
const mostNamed = 20

/** Returns every reason why the guards refuse a plan; empty if they allow it. */
export function guardRefusals(plan: Plan, guards: Guards): readonly Problem[] {
  return [...refuseUnshares(plan, guards), ...refuseOtherPlan(plan, guards)]
}

/**
 * Returns a problem for every account that is wanted and not trusted, whether or not its image can be read.
 * Checks all wanted accounts, not the changes alone: an untrusted account that already has access is wrong as well.
 */
export function untrustedRefusals(
  images: readonly Wanted[],
  { trustedAccounts }: Guards,
): readonly Problem[] {
  if (trustedAccounts === 'any') return []
  return images.flatMap((wanted) =>
    wanted.share
      .filter((account) => !trustedAccounts.has(account))
      .map((account) => ({
        reason: 'refused-by-guard',
        message: `Sharing ${imageLabel(wanted)} with ${account} is refused: the account is not in trusted-account-ids.`,
        remedy: 'Check that the account is the right one; if it is, add it to trusted-account-ids.',
        ...('image' in wanted ? { image: wanted.image } : {}),
        account,
        where: wanted.where,
      })),
  )
}

function refuseUnshares(plan: Plan, { maxUnshares }: Guards): readonly Problem[] {
  if (maxUnshares === 'any') return []
  const unshares = changesOf(plan).filter(({ kind }) => kind === 'unshare')
  if (unshares.length <= maxUnshares) return unshares.length === 0 ? [] : refuseUnknown(plan, maxUnshares)
  const images = new Set(unshares.map(({ image }) => image.id))
  const accounts = new Set(unshares.map(({ account }) => account))
  return [
    {
      reason: 'refused-by-guard',
      message: `The plan has ${count(unshares.length, 'unshare')} (${count(accounts.size, 'account')}, ${count(images.size, 'image')}), max-unshares allows ${maxUnshares}.`,
      remedy: 'Check that so many are to lose access; if they are, raise max-unshares.',
    },
  ]
}

// A later run would make the unshares of an unknown image in addition to those of this run.
function refuseUnknown({ unknown }: Plan, maxUnshares: number): readonly Problem[] {
  if (unknown.length === 0) return []
  const left = unknown.length - mostNamed
  const named = [
    ...unknown.slice(0, mostNamed).map((wanted) => `${imageLabel(wanted)} in ${regionOf(wanted)}`),
    ...(left > 0 ? [`${left} more`] : []),
  ]
  return [
    {
      reason: 'refused-by-guard',
      message: `max-unshares (${maxUnshares}) can't be checked for the whole plan, because it is not known who can copy ${new Intl.ListFormat('en-GB').format(named)}.`,
      remedy:
        'Run it again when all images can be read, or set max-unshares to any to unshare without this guard.',
    },
  ]
}

function refuseOtherPlan(plan: Plan, { approvedPlan, approvedOn }: Guards): readonly Problem[] {
  if (approvedPlan === 'any') return []
  if (plan.id === approvedPlan) return []
  return [
    {
      reason: 'plan-changed',
      message: `The approved plan is ${approvedPlan}${approvedOn === undefined ? '' : ` (pull request #${approvedOn})`}, but today's plan is ${plan.id ?? 'not known as a whole'}. The id doesn't say what the approved plan contained. The summary shows what would happen now.`,
      remedy:
        approvedOn === undefined
          ? "Review today's plan, and approve its plan-id if it is right."
          : "Review today's plan. If it is right, open another pull request that shows it. A change of a comment in the policy file is enough.",
    },
  ]
}
