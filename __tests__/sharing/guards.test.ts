import { describe, expect, it } from '@jest/globals'
import { guardRefusals, untrustedRefusals, type Guards } from '../../src/sharing/guards.ts'
import { makePlan, type Plan } from '../../src/sharing/plan.ts'
import {
  account,
  accounts,
  byKey,
  image,
  imageNumber,
  planOf,
  region,
  standing,
  wanting,
} from '../support/examples.ts'

const off: Guards = { trustedAccounts: 'any', maxUnshares: 'any', approvedPlan: 'any' }
const refusals = (plan: Plan, guards: Partial<Guards>) => guardRefusals(plan, { ...off, ...guards })
const untrusted = (wanted: Parameters<typeof untrustedRefusals>[0], guards: Partial<Guards>) =>
  untrustedRefusals(wanted, { ...off, ...guards })

describe('guards that are switched off', () => {
  it('let every plan pass', () => {
    expect(refusals(planOf([wanting([1, 2], 'everyone-else')], [standing([3, 4, 5])]), {})).toEqual([])
    expect(untrusted([wanting([1, 2])], {})).toEqual([])
  })
})

const trusting = (...numbers: number[]): Partial<Guards> => ({
  trustedAccounts: new Set(accounts(...numbers)),
})

describe('trusted accounts', () => {
  it('may be shared with, and no others', () => {
    const where = { file: 'policy.yml', line: 7, column: 5 }
    const wanted = [{ ...wanting([1, 2]), where }]
    expect(untrusted(wanted, trusting(1, 2))).toEqual([])
    expect(untrusted(wanted, trusting(1))).toEqual([
      {
        reason: 'refused-by-guard',
        message:
          'Sharing wsi-0123456789abc with 000000000002 is refused: the account is not in trusted-account-ids.',
        remedy: 'Check that the account is the right one; if it is, add it to trusted-account-ids.',
        image,
        account: account(2),
        where,
      },
    ])
  })

  it('are asked for whatever an image is, known by its id or by its name', () => {
    expect(untrusted([wanting([3])], trusting(1))).toEqual([
      {
        reason: 'refused-by-guard',
        message:
          'Sharing wsi-0123456789abc with 000000000003 is refused: the account is not in trusted-account-ids.',
        remedy: 'Check that the account is the right one; if it is, add it to trusted-account-ids.',
        image,
        account: account(3),
      },
    ])
    const { image: _, ...recipients } = wanting([3])
    expect(untrusted([{ ...recipients, region, name: 'golden' }], trusting(1))).toEqual([
      {
        reason: 'refused-by-guard',
        message: 'Sharing "golden" with 000000000003 is refused: the account is not in trusted-account-ids.',
        remedy: 'Check that the account is the right one; if it is, add it to trusted-account-ids.',
        account: account(3),
      },
    ])
  })

  it('are not needed to unshare, and an empty list trusts nobody', () => {
    expect(untrusted([wanting([], [3])], trusting())).toEqual([])
    expect(untrusted([wanting([1])], trusting())).toHaveLength(1)
  })
})

describe('the most unshares', () => {
  const plan = planOf(
    [wanting([1, 8, 9], 'everyone-else'), wanting([], 'everyone-else', imageNumber(1))],
    [standing([1, 2, 3]), standing([2], imageNumber(1))],
  )

  it.each([3, 4])('may be %d', (maxUnshares) => {
    expect(refusals(plan, { maxUnshares })).toEqual([])
  })

  it.each([0, 2])('may not be over %d', (maxUnshares) => {
    expect(refusals(plan, { maxUnshares })).toEqual([
      {
        reason: 'refused-by-guard',
        message: `The plan has 3 unshares (2 accounts, 2 images), max-unshares allows ${maxUnshares}.`,
        remedy: 'Check that so many are to lose access; if they are, raise max-unshares.',
      },
    ])
  })
})

describe('the most unshares, while an image is unknown', () => {
  const known = standing([1, 2, 3])
  /** A plan of so many unshares of one image, and of images that nothing is known of. */
  const partly = (unshare: readonly number[], unknown: readonly number[]): Plan =>
    makePlan(
      [wanting([4], unshare), ...unknown.map((number) => wanting([1], [], imageNumber(number)))],
      byKey([known]),
    )

  it("can't be checked where there is an unshare", () => {
    expect(refusals(partly([1], [1, 2]), { maxUnshares: 5 })).toEqual([
      {
        reason: 'refused-by-guard',
        message:
          "max-unshares (5) can't be checked for the whole plan, because it is not known who can copy wsi-000000001 in eu-west-1 and wsi-000000002 in eu-west-1.",
        remedy:
          'Run it again when all images can be read, or set max-unshares to any to unshare without this guard.',
      },
    ])
  })

  it.each([
    [20, 'wsi-000000018 in eu-west-1 and wsi-000000019 in eu-west-1.'],
    [21, 'wsi-000000018 in eu-west-1, wsi-000000019 in eu-west-1 and 1 more.'],
  ])('names twenty images of %d', (length, end) => {
    const unknown = Array.from({ length }, (_, index) => index)
    const [refusal] = refusals(partly([1], unknown), { maxUnshares: 5 })
    expect(refusal?.message.slice(-end.length)).toBe(end)
  })

  it.each<[what: string, plan: Plan, maxUnshares: number | 'any']>([
    ['there is no unshare', partly([], [1]), 0],
    ['the guard is off', partly([1], [1]), 'any'],
    ['all images are known', partly([1], []), 1],
  ])('hold nothing where %s', (_what, plan, maxUnshares) => {
    expect(refusals(plan, { maxUnshares })).toEqual([])
  })

  it('are told of once where those that are known are too many already', () => {
    expect(refusals(partly([1, 2], [1]), { maxUnshares: 1 })).toMatchObject([
      { message: 'The plan has 2 unshares (2 accounts, 1 image), max-unshares allows 1.' },
    ])
  })
})

it('counts a single unshare in the singular', () => {
  const plan = planOf([wanting([], [1])], [standing([1])])
  const [refusal] = refusals(plan, { maxUnshares: 0 })
  expect(refusal?.message).toBe('The plan has 1 unshare (1 account, 1 image), max-unshares allows 0.')
})

describe('the approved plan', () => {
  const plan = planOf([wanting([1])], [standing([])])

  it('is carried out', () => {
    expect(refusals(plan, { approvedPlan: plan.id ?? '' })).toEqual([])
  })

  it('is not another one', () => {
    const approvedPlan = `plan-${'0'.repeat(64)}`
    expect(refusals(plan, { approvedPlan })).toEqual([
      {
        reason: 'plan-changed',
        message: `The approved plan is ${approvedPlan}, but today's plan is ${plan.id}. The id doesn't say what the approved plan contained. The summary shows what would happen now.`,
        remedy: "Review today's plan, and approve its plan-id if it is right.",
      },
    ])
  })

  it('is not another one than the pull request’s, and says where to approve anew', () => {
    const approvedPlan = `plan-${'0'.repeat(64)}`
    expect(refusals(plan, { approvedPlan, approvedOn: 7 })).toMatchObject([
      {
        reason: 'plan-changed',
        message: expect.stringContaining(
          `The approved plan is ${approvedPlan} (pull request #7), but today's`,
        ),
        remedy: expect.stringContaining('open another pull request that shows it'),
      },
    ])
  })

  it('is refused while nobody has found out which it is', () => {
    expect(refusals(plan, { approvedPlan: 'pull-request' })).toMatchObject([{ reason: 'plan-changed' }])
  })

  it('is not a part of it', () => {
    const part = makePlan([wanting([1]), wanting([1], [], imageNumber(1))], byKey([standing([])]))
    const [refusal] = refusals(part, { approvedPlan: plan.id ?? '' })
    expect(refusal?.message).toContain("but today's plan is not known as a whole.")
  })
})
