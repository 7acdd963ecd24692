import { describe, expect, it } from '@jest/globals'
import { approvedPlanId } from '../../src/sharing/approved-plan.ts'
import {
  recordFor,
  recordOfPlan,
  recordOfRefusal,
  recordOfRest,
  recordOfUse,
  type NewPlanRecord,
  type PlanRecord,
} from '../../src/sharing/plan-record.ts'
import { mergedPullRequest as merged, told } from '../support/approvals.ts'
import { samplePlanId } from '../support/results.ts'

const otherId = samplePlanId.replaceAll('0', '9')

/** A record made by the viewer before the merge, unless said otherwise. */
function record(of: NewPlanRecord, but: Partial<PlanRecord> = {}): PlanRecord {
  return { id: 1, link: '', creator: 41, madeAt: 999, ...recordFor(7, of), ...but }
}
const planned = (but?: Partial<PlanRecord>) => record(recordOfPlan([], samplePlanId), but)
const approved = (records: readonly PlanRecord[], of = merged): unknown =>
  told(() => approvedPlanId(of, records, 41, 'context'))

describe('the approved plan', () => {
  it.each<[what: string, records: PlanRecord[]]>([
    ['the only one', [planned()]],
    ['the one at the very moment of the merge', [planned({ madeAt: 1000 })]],
    [
      'the newest by its id, in any order',
      [planned({ id: 3 }), record(recordOfPlan([], otherId), { id: 2 })],
    ],
    [
      'not a later one of a stranger',
      [planned(), record(recordOfPlan([], otherId), { id: 9, creator: 666 })],
    ],
    [
      'not a later one of nobody',
      [planned(), record(recordOfPlan([], otherId), { id: 9, creator: undefined })],
    ],
    [
      'not one of another pull request',
      [planned(), { ...planned({ id: 9 }), ...recordFor(77, recordOfPlan([], otherId)) }],
    ],
    [
      'not one that names no pull request',
      [planned(), { ...planned({ id: 9 }), ...recordOfPlan([], otherId) }],
    ],
    ['not one after the merge', [planned(), record(recordOfPlan([], otherId), { id: 9, madeAt: 1001 })]],
    ['not a refusal after the merge', [planned(), record(recordOfRefusal('drift'), { id: 9, madeAt: 1001 })]],
    [
      'what a run left after the merge',
      [
        record(recordOfPlan([], otherId)),
        record(recordOfUse(otherId), { id: 2, madeAt: 2000 }),
        record(recordOfRest([], samplePlanId), { id: 3, madeAt: 3000 }),
      ],
    ],
  ])('is %s', (_what, records) => {
    expect(approved(records)).toBe(samplePlanId)
  })

  const head = 'the final commit beef of pull request #7'
  const lookAtLink = 'Look at its link, then open another pull request that plans what is left to do.'
  const planAgain =
    'Plan each commit of a pull request with record-plan: true, with the same policy-file (or image-id) and aws-region. Then open another pull request.'

  it.each<[what: string, records: PlanRecord[], words: string]>([
    [
      'another pull request of the same commit has one',
      [{ ...planned(), ...recordFor(8, recordOfPlan([], samplePlanId)) }],
      `there is no record of "context" on ${head}. ${planAgain}`,
    ],
    ['nothing is recorded', [], `there is no record of "context" on ${head}. ${planAgain}`],
    [
      'a stranger recorded it',
      [planned({ creator: 666 })],
      `the record of "context" on ${head} was made by somebody else than this run's token. Find out who made it. Give the planning and the applying step the same github-token, then open another pull request.`,
    ],
    [
      'it came after the merge',
      [planned({ madeAt: 1001 })],
      `the plan on ${head} was recorded after the merge, when nobody reviewed it any more. Open another pull request, and merge it when its plan is there: a required check makes the merge wait.`,
    ],
    [
      'it was refused',
      [planned(), record(recordOfRefusal('drift'), { id: 2 })],
      `the newest record of "context" on pull request #7 approves nothing (failure: "Refused (drift): no plan is approved"). ${lookAtLink}`,
    ],
    [
      'a run began to apply it',
      [planned(), record(recordOfUse(samplePlanId), { id: 2, madeAt: 2000 })],
      `the plan of pull request #7 was already used: a run began to apply it and never recorded what is left. ${lookAtLink}`,
    ],
    [
      'it is no plan',
      [record({ state: 'success', description: 'x' })],
      `the newest record of "context" on pull request #7 approves nothing (success: "x"). ${lookAtLink}`,
    ],
  ])('is none where %s', (_what, records, words) => {
    expect(approved(records)).toBe(words)
  })

  it('is none where an earlier commit alone has a record', () => {
    const answer = told(() => approvedPlanId(merged, [], 41, 'context', 'f00d'))
    expect(answer).toBe(
      `there is no record of "context" on ${head}, only on an earlier one, f00d. ${planAgain}`,
    )
  })

  it('is none of a fork, in words of its own', () => {
    expect(approved([], { ...merged, isFromFork: true })).toBe(
      "pull request #7 comes from a fork, and runs of forks can't record a plan. Open the change as a pull request from a branch of this repository.",
    )
  })
})
