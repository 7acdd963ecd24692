import { describe, expect, it } from '@jest/globals'
import { day, policyOf, PROD, runPolicy, TEST } from '../support/policies.ts'
import {
  accounts,
  errorsOf,
  IMAGE,
  imagesOf,
  nothingBut,
  OTHER_IMAGE,
  resultOf,
  ActionFixture,
  countsOf,
  verdictIn,
} from '../support/fixture.ts'
import { sideBySide, type WrongCase } from '../support/side-by-side.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture()
const OTHER_PLAN = `plan-${'0'.repeat(64)}`

describe('trusted-account-ids', () => {
  const policy = policyOf(
    `id: ${IMAGE}\nshare-with: [workplace-test, workplace-prod, "000000000001"]`,
    `id: ${OTHER_IMAGE}\nshare-with: [workplace-prod]`,
  )

  it('refuses every account outside of the list, with its name and its place, also one that can copy the image already, and writes nothing', async () => {
    fixture.addImage({ id: OTHER_IMAGE, name: 'silver' })
    // It should not have come in.
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000001'])
    const step = await runPolicy(fixture, policy, { 'trusted-account-ids': `${TEST}\n999999999999` })
    expect(countsOf(step)).toMatchObject({
      changed: 'false',
      shared: 0,
      failed: 3,
      unchanged: 1,
      reason: 'refused-by-guard',
    })
    expect(fixture.aws.writes()).toEqual([])
    const told = ' is refused: the account is not in trusted-account-ids.'
    expect(resultOf(step)['problems']).toMatchObject([
      { message: `Sharing ${IMAGE} with ${PROD} (workplace-prod)${told}`, where: { line: 6 } },
      { message: `Sharing ${IMAGE} with 000000000001${told}`, where: { line: 6 } },
      { message: `Sharing ${OTHER_IMAGE} with ${PROD} (workplace-prod)${told}`, where: { line: 8 } },
    ])
    const [{ title, message } = { title: '', message: '' }] = errorsOf(step)
    expect(title).toBe(titles['refused-by-guard'])
    expect(message).toContain(`${PROD} (workplace-prod)`)
    expect(message).toContain('000000000001')
    expect(verdictIn(step)).toBe(`${titles['refused-by-guard']}. Nothing was written.`)
  })

  it('lets accounts of the list pass, and unshares from anyone, as often as max-unshares allows', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['999999999999'])
    const step = await fixture.run({
      'account-id': TEST,
      exclusive: 'true',
      'trusted-account-ids': `${TEST},${PROD}`,
      'max-unshares': '1',
    })
    expect(countsOf(step)).toMatchObject({ shared: 1, unshared: 1, reason: '' })
  })
})

describe('max-unshares', () => {
  it('refuses one unshare too many, over all images, and writes nothing', async () => {
    fixture.addImage({ id: OTHER_IMAGE, sharedWith: accounts(3) })
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(2))
    const policy = policyOf(
      `id: ${IMAGE}\nshare-with: [workplace-test]\nexclusive: true`,
      `id: ${OTHER_IMAGE}\nshare-with: []\nexclusive: true`,
    )
    const held = await runPolicy(fixture, policy, { 'max-unshares': '4' })
    expect(countsOf(held)).toMatchObject({ changed: 'false', failed: 6, reason: 'refused-by-guard' })
    expect(fixture.aws.writes()).toEqual([])
    expect(errorsOf(held)).toMatchObject([
      {
        message: expect.stringContaining(
          'The plan has 5 unshares (3 accounts, 2 images), max-unshares allows 4.',
        ),
      },
    ])
  })
})

/** Two Regions, with two accounts to unshare from in each. */
function addImages(): void {
  fixture.addImage({ region: 'us-east-1', id: OTHER_IMAGE, name: 'silver', sharedWith: accounts(2, 3) })
  fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(2))
}

describe('max-unshares while an image can not be read', () => {
  const here = `id: ${IMAGE}\nshare-with: [workplace-test]\nexclusive: true`
  const there = `id: ${OTHER_IMAGE}\nregion: us-east-1\nshare-with: [workplace-test]\nexclusive: true`
  const isDown = { on: { region: 'us-east-1' }, do: { kind: 'http', status: 302 } } as const
  const unknown = "max-unshares (3) can't be checked for the whole plan, because it is not known who can copy"

  it('unshares from nobody, names the image and its Region, and writes nothing', async () => {
    addImages()
    fixture.aws.inject(isDown)
    const step = await runPolicy(fixture, policyOf(here, there), { 'max-unshares': '3' })
    expect(fixture.aws.writes()).toEqual([])
    expect(countsOf(step)).toMatchObject({ changed: 'false', failed: 3, reason: 'refused-by-guard' })
    expect(resultOf(step)['problems']).toMatchObject([
      {
        reason: 'refused-by-guard',
        message: `${unknown} ${OTHER_IMAGE} in us-east-1.`,
        remedy: expect.stringContaining('set max-unshares to any'),
      },
      { reason: 'unreachable' },
    ])
    expect(verdictIn(step)).toBe(
      `${titles['refused-by-guard']} (1); ${titles.unreachable} (1). Nothing was written.`,
    )
  })

  it('unshares in the Regions that answer where the guard is off', async () => {
    addImages()
    fixture.aws.inject(isDown)
    const step = await runPolicy(fixture, policyOf(here, there))
    expect(countsOf(step)).toMatchObject({ shared: 1, unshared: 2, reason: 'partly-failed' })
  })

  it('unshares from nobody where an image is missing, be it known by its id or by its name', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(2))
    const step = await runPolicy(
      fixture,
      policyOf(here, there, 'name: bronze\nshare-with: [workplace-test]'),
      {
        'max-unshares': '3',
      },
    )
    expect(fixture.aws.writes()).toEqual([])
    expect(resultOf(step)['problems']).toMatchObject([
      { reason: 'image-not-found' },
      { reason: 'image-not-found' },
      {
        message: `${unknown} ${OTHER_IMAGE} in us-east-1 and "bronze" in eu-west-1.`,
      },
    ])
  })
})

describe('approved-plan', () => {
  const inputs = { 'account-id': accounts(2).join() }

  it('refuses another plan, shows both ids and what would happen now, and writes nothing; lets the plan pass that a step before made', async () => {
    const planned = await fixture.run({ ...inputs, mode: 'plan' })
    const approved = planned.outputs['plan-id'] ?? ''
    expect(planned.summary).toContain(approved)
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000002'])
    const step = await fixture.run({ ...inputs, 'approved-plan': approved })
    expect(countsOf(step)).toMatchObject({ changed: 'false', shared: 0, failed: 1, reason: 'plan-changed' })
    expect(fixture.aws.writes()).toEqual([])
    const today = step.outputs['plan-id'] ?? ''
    expect(today).not.toBe(approved)
    expect(errorsOf(step)).toMatchObject([
      {
        title: titles['plan-changed'],
        message: expect.stringContaining(`The approved plan is ${approved}, but today's plan is ${today}.`),
      },
    ])
    expect(step.summary).toContain('| `000000000001` | share |')
    fixture.aws.setRecipients('eu-west-1', IMAGE, [])
    // Another order, the same changes.
    const reordered = { ...inputs, 'account-id': accounts(2).toReversed().join('\n') }
    const applied = await fixture.run({ ...reordered, 'approved-plan': approved })
    expect(countsOf(applied)).toMatchObject({ shared: 2, reason: '' })
    expect(applied.outputs['plan-id']).toBe(approved)
  })

  it('refuses a plan that is not known as a whole', async () => {
    fixture.addImage({ region: 'us-east-1', id: OTHER_IMAGE })
    const policy = policyOf(
      `id: ${IMAGE}\nshare-with: [workplace-test]`,
      `id: ${OTHER_IMAGE}\nregion: us-east-1\nshare-with: [workplace-test]`,
    )
    const planned = await runPolicy(fixture, policy, { mode: 'plan' })
    fixture.aws.inject({ on: { region: 'us-east-1' }, do: { kind: 'http', status: 302 } })
    const step = await runPolicy(fixture, policy, { 'approved-plan': planned.outputs['plan-id'] ?? '' })
    expect(countsOf(step)).toMatchObject({ shared: 0, reason: 'plan-changed' })
    expect(fixture.aws.writes()).toEqual([])
    expect(step.outputs['plan-id']).toBe('')
  })
})

/** A policy of one share, with an end or without. */
function sharedUntil(until?: string): string {
  const end = until === undefined ? '' : `, until: ${until}`
  return policyOf(`id: ${IMAGE}\nshare-with: [workplace-prod, { account: workplace-test${end} }]`)
}

it('a plan-id is a whole SHA-256, and another one where the end of a share that exists was added, moved or dropped', async () => {
  fixture.aws.setRecipients('eu-west-1', IMAGE, [TEST])
  const refuses = async (approved: string, today?: string): Promise<string> => {
    const step = await runPolicy(fixture, sharedUntil(today), { 'approved-plan': approved })
    expect(countsOf(step)).toMatchObject({ changed: 'false', unchanged: 1, reason: 'plan-changed' })
    expect(fixture.aws.writes()).toEqual([])
    return step.outputs['plan-id'] ?? ''
  }
  const march = await refuses(OTHER_PLAN, '2099-03-31')
  const december = await refuses(march, '2099-12-31')
  const endless = await refuses(december)
  for (const id of [march, december, endless]) expect(id).toMatch(/^plan-[0-9a-f]{64}$/)
  expect(new Set([march, december, endless]).size).toBe(3)
})

describe('all guards and refusals', () => {
  it('are told of at once', async () => {
    fixture.addImage({ id: OTHER_IMAGE, name: 'raw', state: 'PENDING', sharedWith: [PROD] })
    const policy = policyOf(
      `id: ${IMAGE}\nshare-with: [workplace-test, "111122223333"]`,
      `id: ${OTHER_IMAGE}\nshare-with: [workplace-test]\nexclusive: true`,
    )
    const guards = { 'trusted-account-ids': '111122223333', 'max-unshares': '0', 'approved-plan': OTHER_PLAN }
    const step = await runPolicy(fixture, policy, guards)
    const { problems } = resultOf(step)
    const reasons = (Array.isArray(problems) ? problems : []).map(
      (problem: { reason: string }) => problem.reason,
    )
    expect(reasons.toSorted()).toEqual([
      'image-not-available',
      'invalid-input',
      'plan-changed',
      'refused-by-guard',
      'refused-by-guard',
      'refused-by-guard',
    ])
    expect(fixture.aws.writes()).toEqual([])
    expect(imagesOf(step)).toMatchObject([{ recipients: [] }, { recipients: [PROD] }])
    for (const guard of Object.keys(guards).slice(0, 2)) expect(step.log.join('\n')).toContain(guard)
  })

  it.each(['plan', 'check'])('also hold with mode: %s', async (mode) => {
    const step = await fixture.run({ 'account-id': '000000000001', 'trusted-account-ids': TEST, mode })
    expect(countsOf(step)).toMatchObject({ reason: 'refused-by-guard' })
  })
})

// What is typed, and what the message says of it. A guard's name begins each message.
const bad: WrongCase<[told: string]>[] = [
  [
    'an empty list of trusted accounts',
    { 'trusted-account-ids': '' },
    'trusted-account-ids: is empty, and a guard never switches itself off.',
  ],
  [
    'a name for a trusted account',
    { 'trusted-account-ids': 'prod' },
    'trusted-account-ids: "prod" is not an account id',
  ],
  [
    'an empty max-unshares',
    { 'max-unshares': '' },
    'max-unshares: is empty, and a guard never switches itself off.',
  ],
  [
    'an empty approved-plan',
    { 'approved-plan': '' },
    'approved-plan: is empty, and a guard never switches itself off.',
  ],
  ['a plan-id cut short', { 'approved-plan': 'plan-0123' }, 'approved-plan: "plan-0123" is not a plan-id.'],
  [
    'exclusive unsharing',
    { allow: 'false', exclusive: 'true' },
    'exclusive: true goes only with allow: true.',
  ],
  ['an exclusive that is no boolean', { exclusive: 'yes' }, 'exclusive: "yes" is neither true nor false.'],
  ['a temporary that is no boolean', { temporary: '1' }, 'temporary: "1" is neither true nor false.'],
  ['an undo that is no boolean', { 'undo-on-failure': '' }, 'undo-on-failure: "" is neither true nor false.'],
  [
    'temporary unsharing',
    { allow: 'false', temporary: 'true' },
    'temporary: true only undoes shares, but allow: false unshares.',
  ],
]

describe('inputs that contradict each other or a guard', () => {
  it.each(sideBySide(bad))('%s: refused before anything is asked', async (_what, typed, wrong) => {
    const step = await fixture.run(
      { 'account-id': '000000000001', ...typed },
      { env: fixture.github.oidcEnvironment() },
    )
    expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
    const { problems } = resultOf(step)
    expect(problems).toHaveLength(wrong.length)
    for (const [, , told] of wrong)
      expect(problems).toContainEqual(expect.objectContaining({ message: expect.stringContaining(told) }))
    expect([fixture.aws.calls, fixture.github.requests]).toEqual([[], []])
  })

  it('a policy file beside what it says itself: refused', async () => {
    const policy = policyOf(`id: ${IMAGE}\nshare-with: [workplace-test]`)
    const step = await runPolicy(fixture, policy, {
      'image-id': IMAGE,
      'account-id': TEST,
      allow: 'false',
      exclusive: 'true',
    })
    expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
    expect(resultOf(step)['problems']).toMatchObject(
      ['image-id', 'account-id', 'allow', 'exclusive'].map((input) => ({
        message: `${input}: can't be combined with policy-file, which says who may copy what.`,
        remedy: `Remove ${input} or policy-file.`,
      })),
    )
    expect(fixture.aws.calls).toEqual([])
  })

  it('a temporary policy that unshares: refused at the lines that do', async () => {
    const policy = policyOf(
      `id: ${IMAGE}\nshare-with:\n  - { account: workplace-test, until: ${day(-2)} }\nexclusive: true`,
    )
    const step = await runPolicy(fixture, policy, { temporary: 'true' })
    expect(countsOf(step)).toEqual(nothingBut('invalid-policy'))
    expect(step.annotations.flatMap(({ line }) => line ?? [])).toEqual([8, 9])
    expect(fixture.aws.calls).toEqual([])
  })
})
