import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import {
  isOfApplyingRun,
  planIdIn,
  recordContext,
  recordOfPlan,
  recordOfRefusal,
  recordOfRest,
  recordFor,
  recordOfTwoPlans,
  recordOfUse,
  recordsFor,
  hasTwoPlans,
  type NewPlanRecord,
  type PlanRecord,
} from '../../src/sharing/plan-record.ts'
import { failureReasons } from '../../src/sharing/problem.ts'
import { anyCharacter } from '../support/any-character.ts'
import { change } from '../support/examples.ts'
import { samplePlanId } from '../support/results.ts'

const on = ({ state, description }: NewPlanRecord): PlanRecord => ({
  id: 1,
  state,
  description,
  link: '',
  creator: 1,
  madeAt: 0,
})
const changes = (shares: number, unshares: number) => [
  ...Array.from({ length: shares }, (_, index) => change('share', index)),
  ...Array.from({ length: unshares }, (_, index) => change('unshare', index)),
]

describe('the context of a record', () => {
  it.each([
    ['image-sharing.yml', 'share-workspaces-image: image-sharing.yml (eu-west-1)'],
    ['wsi-0123456789abc, wsi-1', 'share-workspaces-image: wsi-0123456789abc, wsi-1 (eu-west-1)'],
    ['a  b', 'share-workspaces-image: a b '],
    ['line\nend', 'share-workspaces-image: line end '],
    [' a ', 'share-workspaces-image: a '],
    ['x'.repeat(150), `share-workspaces-image: ${'x'.repeat(150)} (eu-west-1)`],
    ['x'.repeat(151), `share-workspaces-image: ${'x'.repeat(117)} `],
    ['x'.repeat(300), `share-workspaces-image: ${'x'.repeat(117)} `],
  ])('of %j is %s', (subject, start) => {
    expect(recordContext(subject, 'eu-west-1').startsWith(start)).toBe(true)
  })

  it('is cut without a space at its end', () => {
    const subject = `${'x'.repeat(116)} ${'y'.repeat(99)}`
    expect(recordContext(subject, 'eu-west-1')).toMatch(/x [0-9a-f]{32} \(eu-west-1\)$/)
  })

  it('is one that GitHub takes, and another for another subject or Region', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, maxLength: 400 }),
        fc.string({ maxLength: 400 }),
        (one, other) => {
          fc.pre(one !== other)
          expect(recordContext(one, 'us-gov-west-1')).toMatch(/^[ -~]{1,255}$/)
          expect(recordContext(one, 'eu-west-1')).not.toBe(recordContext(other, 'eu-west-1'))
          expect(recordContext(one, 'eu-west-1')).not.toBe(recordContext(one, 'eu-west-2'))
        },
      ),
    )
  })
})

const twoPlans = recordFor(7, recordOfTwoPlans())

describe('a record', () => {
  it.each<[record: NewPlanRecord, state: string, description: string, approves: boolean, isOfApply: boolean]>(
    [
      [
        recordOfPlan(changes(2, 1), samplePlanId),
        'success',
        `Plan of 2 shares and 1 unshare: ${samplePlanId}`,
        true,
        false,
      ],
      [
        recordOfPlan(changes(0, 2), samplePlanId),
        'success',
        `Plan of 2 unshares: ${samplePlanId}`,
        true,
        false,
      ],
      [recordOfPlan([], samplePlanId), 'success', `Plan of no change: ${samplePlanId}`, true, false],
      [recordOfRefusal('drift'), 'failure', 'Refused (drift): no plan is approved', false, false],
      [recordOfTwoPlans(), 'failure', 'Two plans of one run: neither is approved', false, false],
      [recordOfUse(samplePlanId), 'pending', `Being applied: ${samplePlanId}`, false, true],
      [
        recordOfRest(changes(1, 0), samplePlanId),
        'success',
        `Applied, left to do 1 share: ${samplePlanId}`,
        true,
        true,
      ],
    ],
  )('says what it is: %j', (record, state, description, approves, isOfApply) => {
    expect(record).toEqual({ state, description })
    expect(planIdIn(on(record))).toBe(approves ? samplePlanId : undefined)
    expect(isOfApplyingRun(on(record))).toBe(isOfApply)
  })

  it('names its pull request, and is found by it alone', () => {
    const own = on(recordFor(7, recordOfPlan([], samplePlanId)))
    expect(own.description).toBe(`#7: Plan of no change: ${samplePlanId}`)
    const others = [77, 1].map((number) => on(recordFor(number, recordOfUse(samplePlanId))))
    expect(recordsFor(7, [...others, own, on(recordOfUse(samplePlanId))])).toEqual([
      on(recordOfPlan([], samplePlanId)),
    ])
  })

  it.each<[what: string, but: Partial<PlanRecord>, isHeld: boolean]>([
    ['another plan of the same attempt', { description: 'another' }, true],
    ['the same plan again', {}, false],
    ['another plan of another attempt', { description: 'another', link: 'runs/1/attempts/1' }, false],
    ['another plan of somebody else', { description: 'another', creator: 666 }, false],
    ['two plans of an earlier attempt', { ...twoPlans, link: 'runs/1/attempts/1' }, true],
    ['two plans of another run', { ...twoPlans, link: 'runs/11/attempts/2' }, false],
    ['two plans, says somebody else', { ...twoPlans, creator: 666, link: 'runs/1/attempts/1' }, false],
  ])('is one of two plans of a run: %s', (_what, but, isHeld) => {
    const made = { ...on(recordFor(7, recordOfPlan([], samplePlanId))), link: 'runs/1/attempts/2' }
    expect(hasTwoPlans(made, [made, { ...made, ...but }])).toBe(isHeld)
  })

  it('is never longer than GitHub allows', () => {
    const most = Array.from({ length: 250_000 }, (_, index) =>
      change(index < 125_000 ? 'share' : 'unshare', 1),
    )
    const records = [
      recordOfPlan(most, samplePlanId),
      recordOfRest(most, samplePlanId),
      recordOfUse(samplePlanId),
      recordOfTwoPlans(),
    ]
    const all = [...records, ...failureReasons.map(recordOfRefusal)].map((one) =>
      recordFor(4_294_967_295, one),
    )
    expect(all.filter(({ description }) => description.length > 140)).toEqual([])
  })

  it.each([
    ['failure', `Plan of 1 share: ${samplePlanId}`],
    ['pending', `Plan of 1 share: ${samplePlanId}`],
    ['success', `Plan of 1 share: ${samplePlanId}0`],
    ['success', `Plan of 1 share: ${samplePlanId.slice(0, 37)}`],
    ['success', `Plan of 1 share: ${samplePlanId} and more`],
    ['success', `A plan of 1 share: ${samplePlanId}`],
    ['success', `My Plan of 1 share: ${samplePlanId}`],
    ['success', samplePlanId],
    ['success', ''],
  ])('%s of %j approves nothing', (state, description) => {
    expect(planIdIn({ ...on(recordOfUse('')), state, description })).toBeUndefined()
  })

  it.each(['Is Being applied: plan-1', 'Was Applied, left to do'])('%j is of no run that applies', (text) => {
    expect(isOfApplyingRun({ ...on(recordOfUse('')), description: text })).toBe(false)
  })
})
