import { createHash } from 'node:crypto'
import { count } from './count.ts'
import { isPlanId } from './plan-id.ts'
import type { Change } from './plan.ts'
import type { FailureReason } from './problem.ts'

/** A record of a plan as it is made: the state and the description of a commit status. */
export interface NewPlanRecord {
  /** Only `success` approves. `pending`: a run is applying the plan. `failure`: the plan was refused. */
  readonly state: 'success' | 'pending' | 'failure'
  /** At most 140 characters, GitHub's limit. */
  readonly description: string
}

/** A record that is on a commit: a status of the same context, whoever made it. */
export interface PlanRecord {
  /** GitHub's own id of it; a later one has a higher id. */
  readonly id: number
  readonly state: string
  readonly description: string
  /** The link to the run that made it. */
  readonly link: string
  /** The id of the account that made it; `undefined` if GitHub doesn't say, because the account is gone. */
  readonly creator: number | undefined
  /** Milliseconds since 1970. */
  readonly madeAt: number
}

// GitHub allows 255 characters. The rest is for the name, the Region and the hash.
const longestSubject = 150

/**
 * Returns the context of a request's records. It names what the planning and the applying step have in common, so that
 * both find the same records: not the job, the step or the role.
 * @param subject the path of the policy file, or the ids of the images
 */
export function recordContext(subject: string, region: string): string {
  return `share-workspaces-image: ${foldedSubject(subject)} (${region})`
}

// A long subject is cut, and one with characters that GitHub may trim or change is cleaned. The hash tells it from others.
function foldedSubject(subject: string): string {
  if (subject.length <= longestSubject && /^[!-~]+(?: [!-~]+)*$/.test(subject)) return subject
  const readable = subject.replaceAll(/[^!-~]+/g, ' ')
  const hash = createHash('sha256').update(subject).digest('hex').slice(0, 32)
  return `${readable.slice(0, longestSubject - hash.length - 1).trim()} ${hash}`
}

/** Returns a record that names its pull request, because a commit may be the head of several. */
export function recordFor(pullRequest: number, { state, description }: NewPlanRecord): NewPlanRecord {
  return { state, description: `#${pullRequest}: ${description}` }
}

/** Returns the records that name a pull request, without its number. */
export function recordsFor(pullRequest: number, records: readonly PlanRecord[]): readonly PlanRecord[] {
  const prefix = `#${pullRequest}: `
  return records
    .filter(({ description }) => description.startsWith(prefix))
    .map((record) => ({ ...record, description: record.description.slice(prefix.length) }))
}

/** Returns the record of a plan that was shown. */
export function recordOfPlan(changes: readonly Change[], planId: string): NewPlanRecord {
  return { state: 'success', description: `Plan of ${formatCounts(changes)}: ${planId}` }
}

/** Returns the record of a plan that was refused. It holds back the merge if it is a required check. */
export function recordOfRefusal(reason: FailureReason): NewPlanRecord {
  return { state: 'failure', description: `Refused (${reason}): no plan is approved` }
}

const twoPlans = 'Two plans of one run: neither is approved'

/** Returns the record of two plans that one run made under one context. */
export function recordOfTwoPlans(): NewPlanRecord {
  return { state: 'failure', description: twoPlans }
}

/**
 * Returns whether a run made two plans under one context. That holds for all its attempts, because only one of its
 * steps may run again.
 * @param made the last record of the run
 * @param records all records of the pull request
 */
export function hasTwoPlans(made: PlanRecord, records: readonly PlanRecord[]): boolean {
  return records.some(
    ({ creator, link, description }) =>
      creator === made.creator &&
      ((link === made.link && description !== made.description) ||
        (runIn(link) === runIn(made.link) && description.endsWith(twoPlans))),
  )
}

function runIn(link: string): string | undefined {
  return link.split('/attempts/', 1)[0]
}

/** Returns the record of a run that begins to apply a plan. The approval is used up from then on. */
export function recordOfUse(planId: string): NewPlanRecord {
  return { state: 'pending', description: `Being applied: ${planId}` }
}

/** Returns the record of what is left of an approved plan. */
export function recordOfRest(changes: readonly Change[], planId: string): NewPlanRecord {
  return { state: 'success', description: `Applied, left to do ${formatCounts(changes)}: ${planId}` }
}

/** Returns the id of the plan that a record approves; `undefined` if it approves none. */
export function planIdIn({ state, description }: PlanRecord): string | undefined {
  const planId = /^(?:Plan of|Applied,) .*: (plan-\w+)$/.exec(description)?.[1]
  return state === 'success' && planId !== undefined && isPlanId(planId) ? planId : undefined
}

/** Returns whether a run that applies made the record: at its beginning, or of what is left. */
export function isOfApplyingRun({ description }: PlanRecord): boolean {
  return /^(?:Being applied|Applied,)/.test(description)
}

function formatCounts(changes: readonly Change[]): string {
  const shares = changes.filter(({ kind }) => kind === 'share').length
  const unshares = changes.length - shares
  if (changes.length === 0) return 'no change'
  const parts = [
    ...(shares > 0 ? [count(shares, 'share')] : []),
    ...(unshares > 0 ? [count(unshares, 'unshare')] : []),
  ]
  return parts.join(' and ')
}
