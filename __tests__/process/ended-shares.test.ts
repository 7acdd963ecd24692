import { describe, expect, it } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { day, policyOf, PROD, runPolicy, TEST } from '../support/policies.ts'
import { cancelAt } from '../support/signals.ts'
import {
  changesIn,
  errorsOf,
  IMAGE,
  imagesOf,
  OTHER_IMAGE,
  OWNER,
  REGION,
  resultOf,
  ActionFixture,
  countsOf,
  verdictIn,
} from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture({ skipsPauses: true })
const WRITE = 'UpdateWorkspaceImagePermission'
const STRANGER = '999999999999'
const THIRD_IMAGE = 'wsi-aaaaaaaaaaaaa'
const denied = { kind: 'error', name: 'AccessDeniedException' } as const
const keep = 'Keep the entry until the account is unshared.'
const gone = 'the account is unshared. Remove the entry.'
const notKnown = `whether the account can still copy the image is not known. ${keep}`
const redirected = { kind: 'http', status: 302 } as const

/** The beginning of the warning about the share of an image that has ended. */
function start(image: string): string {
  return `the share of ${image} with ${PROD} (workplace-prod) ended DATE; `
}

/** An entry of a list whose day is over. */
function ended(account: string): string {
  return `  - { account: ${account}, until: ${day(-2)} }`
}

/** A policy whose first image has a share that has ended and one that is new; then other images. */
function policyWith(...others: readonly string[]): string {
  const first = `id: ${IMAGE}\nshare-with:\n  - workplace-test\n${ended('workplace-prod')}`
  return policyOf(first, ...others)
}

/** Every write that reached AWS. */
function written(): string[] {
  return fixture.aws
    .writes()
    .map(
      ({ input }) =>
        `${input['AllowCopyImage'] === true ? 'share' : 'unshare'} ${String(input['ImageId'])} ${String(input['SharedAccountId'])}`,
    )
}

/** The warnings, with the day left out on which the share ended: another one may begin during a test. */
function warningsOf(step: StepResult): string[] {
  const { warnings } = resultOf(step)
  return (Array.isArray(warnings) ? warnings : []).map((warning) => withoutDay(String(warning)))
}

function withoutDay(text: string): string {
  return text.replaceAll(/ended \d{4}-\d{2}-\d{2}/g, 'ended DATE')
}

const other = `id: ${OTHER_IMAGE}\nshare-with: [workplace-test]`

/** Nothing was written, as guards hold the plan as a whole. */
function expectHeld(step: StepResult, ...reasons: readonly string[]): void {
  expect(written()).toEqual([])
  expect(countsOf(step)).toMatchObject({ changed: 'false', unshared: 0, failed: 3 })
  expect(errorsOf(step).map(({ title }) => title)).toEqual(expect.arrayContaining([...reasons]))
  expect(verdictIn(step)).toContain('Nothing was written')
  expect(warningsOf(step)).toEqual([
    expect.stringContaining(`the account can still copy the image: its unshare was not sent. ${keep}`),
  ])
}

describe('a share whose last day ends during the wait for an image', () => {
  it('is not newly made, and is unshared if it is there', async () => {
    const today = day(0)
    fixture.addImage({ state: 'PENDING', pendingReads: 3, sharedWith: [PROD] })
    const step = await runPolicy(
      fixture,
      policyOf(
        `id: ${IMAGE}\nshare-with: [workplace-test, {account: workplace-prod, until: ${today}}, {account: "${STRANGER}", until: ${today}}]`,
      ),
      { 'wait-for-minutes': '5' },
      {
        env: { STARTS_AT: `${today}T23:59:57Z` },
        nodeArguments: ['--require', fileURLToPath(new URL('./starts-at.cjs', import.meta.url))],
      },
    )
    expect(countsOf(step)).toMatchObject({ shared: 1, unshared: 1, reason: '' })
    expect(written().toSorted()).toEqual([`share ${IMAGE} ${TEST}`, `unshare ${IMAGE} ${PROD}`])
    expect(warningsOf(step)).toEqual([
      expect.stringContaining('ended DATE; the account is unshared. Remove the entry.'),
      expect.stringContaining('ended DATE; the account is unshared. Remove the entry.'),
    ])
  })
})

type Case = [
  what: string,
  others: readonly string[],
  arrange: () => void,
  titles: readonly string[],
  inputs?: Record<string, string>,
]

const imageNumber = (number: number) => `wsi-00000000${number}`

/** What is wrong elsewhere in the file, and what the run says of it: one error for each reason. */
const wrong: readonly Case[] = [
  [
    'other images are missing, PENDING, in ERROR, somebody else’s, not to be read or to be shared with their owner, and the changes are to be undone where some fail',
    [
      ...[OTHER_IMAGE, 1, 2, 3, 4].map((image) => {
        const id = typeof image === 'string' ? image : imageNumber(image)
        return `id: ${id}\nshare-with: [workplace-test]`
      }),
      'name: nowhere\nshare-with: [workplace-test]',
      `id: ${THIRD_IMAGE}\nshare-with: ["${OWNER}"]`,
    ],
    () => {
      fixture.addImage({ id: imageNumber(1), state: 'PENDING' })
      fixture.addImage({ id: imageNumber(2), state: 'ERROR' })
      fixture.addImage({ id: imageNumber(3), owner: STRANGER, sharedWith: [OWNER] })
      fixture.addImage({ id: imageNumber(4) })
      fixture.addImage({ id: THIRD_IMAGE })
      fixture.aws.inject({
        on: { operation: 'DescribeWorkspaceImagePermissions', image: imageNumber(4) },
        do: denied,
      })
    },
    [
      titles['image-not-found'],
      titles['image-not-available'],
      titles['image-not-owned'],
      titles['access-denied'],
      titles['invalid-input'],
    ],
    { 'undo-on-failure': 'true' },
  ],
  [
    'another account is not trusted, and has got in elsewhere',
    [OTHER_IMAGE, THIRD_IMAGE].map((id) => `id: ${id}\nshare-with: ["${STRANGER}"]`),
    () => {
      fixture.addImage({ id: OTHER_IMAGE })
      fixture.addImage({ id: THIRD_IMAGE, sharedWith: [STRANGER] })
    },
    [titles['refused-by-guard']],
    { 'trusted-account-ids': `${TEST},${PROD}` },
  ],
]

describe('a share that has ended', () => {
  it.each(wrong)(
    'is unshared, and nothing else is written, where %s',
    async (...[, others, arrange, expectedTitles, inputs]) => {
      fixture.aws.setRecipients(REGION, IMAGE, [PROD])
      arrange()
      const step = await runPolicy(fixture, policyWith(...others), inputs)
      expect(written()).toEqual([`unshare ${IMAGE} ${PROD}`])
      expect(fixture.recipients()).toEqual([])
      const held = changesIn(step).length - 1
      expect(countsOf(step)).toMatchObject({
        changed: 'true',
        shared: 0,
        unshared: 1,
        failed: held,
        reason: 'partly-failed',
      })
      expect(step.conclusion).toBe('failure')
      expect(changesIn(step).filter(({ outcome }) => outcome === 'done')).toMatchObject([
        { id: IMAGE, account: PROD, change: 'unshare', until: expect.stringMatching(/^20/) },
      ])
      expect(changesIn(step).filter(({ outcome }) => outcome === 'not-attempted')).toHaveLength(held)
      // One error tells of all that is wrong for one reason.
      const errors = errorsOf(step)
      expect(errors.map(({ title }) => title).toSorted()).toEqual(expectedTitles.toSorted())
      const told = errors.map(({ message }) => message).join('\n')
      for (const one of others) expect(told).toContain(/^(?:id|name): (\S+)/.exec(one)?.[1])
      expect(verdictIn(step).toLowerCase()).toContain(errors[0]?.title.toLowerCase())
      expect(verdictIn(step)).toContain('1 unshare made')
      expect(verdictIn(step)).not.toContain('Nothing was written')
      expect(step.log.join('\n')).toContain('Only shares that have ended are unshared: 1.')
      expect(warningsOf(step)).toEqual([
        expect.stringMatching(
          /^policy\.yml:9:9: the share of wsi-0123456789abc with 000000000007 \(workplace-prod\) ended DATE; the account is unshared\. Remove the entry\.$/,
        ),
      ])
    },
  )

  it('is unshared beside a Region that can not be reached, with all else that goes on', async () => {
    fixture.aws.setRecipients(REGION, IMAGE, [PROD])
    fixture.aws.inject({ on: { region: 'us-east-1' }, do: redirected })
    const step = await runPolicy(
      fixture,
      policyWith(`id: ${OTHER_IMAGE}\nregion: us-east-1\nshare-with: [workplace-test]`),
    )
    expect(fixture.recipients()).toEqual([TEST])
    expect(countsOf(step)).toMatchObject({ shared: 1, unshared: 1, reason: 'partly-failed' })
  })

  it('is unshared of an image that everyone else is unshared from, and nobody else is where a plan is refused', async () => {
    fixture.aws.setRecipients(REGION, IMAGE, [PROD, STRANGER])
    const step = await runPolicy(
      fixture,
      policyWith()
        .concat('    exclusive: true\n')
        .concat(`  - ${other.replace('\n', '\n    ')}\n`),
    )
    expect(written()).toEqual([`unshare ${IMAGE} ${PROD}`])
    expect(fixture.recipients()).toEqual([STRANGER])
    expect(countsOf(step)).toMatchObject({ unshared: 1, failed: 2, reason: 'partly-failed' })
  })

  it('is unshared where its own image is PENDING, if AWS lets it', async () => {
    fixture.addImage({ state: 'PENDING', sharedWith: [PROD] })
    const step = await runPolicy(fixture, policyWith())
    // What AWS answers then is documented nowhere; the sandbox's AWS refuses.
    expect(written()).toEqual([`unshare ${IMAGE} ${PROD}`])
    expect(countsOf(step)).toMatchObject({ unshared: 0, failed: 2, reason: 'image-not-available' })
    expect(warningsOf(step)).toEqual([expect.stringContaining('its unshare failed')])
  })

  it('that AWS goes on listing is told of as such, beside the refusal', async () => {
    fixture.aws.setRecipients(REGION, IMAGE, [PROD])
    fixture.aws.inject({ on: { operation: WRITE }, do: { kind: 'accept-without-effect' } })
    const step = await runPolicy(fixture, policyWith(other))
    expect(countsOf(step)).toMatchObject({ unshared: 0, failed: 2, reason: 'image-not-found' })
    expect(errorsOf(step).map(({ title }) => title)).toEqual([
      titles['image-not-found'],
      titles['not-proven'],
    ])
    expect(warningsOf(step)).toEqual([
      expect.stringContaining(`the account can still copy the image: its unshare failed. ${keep}`),
    ])
  })

  it('stays for more unshares than max-unshares allows and another plan than the approved one, and goes by guards that let the plan pass', async () => {
    fixture.addImage({ id: OTHER_IMAGE, state: 'PENDING' })
    fixture.aws.setRecipients(REGION, IMAGE, [PROD])
    const against = { 'max-unshares': '0', 'approved-plan': `plan-${'0'.repeat(64)}` }
    const held = await runPolicy(fixture, policyWith(other), against)
    expectHeld(held, titles['refused-by-guard'], titles['plan-changed'])
    const guards = { 'max-unshares': '1', 'approved-plan': held.outputs['plan-id'] ?? '' }
    const step = await runPolicy(fixture, policyWith(other), guards)
    expect(written()).toEqual([`unshare ${IMAGE} ${PROD}`])
    expect(countsOf(step)).toMatchObject({ unshared: 1, failed: 2, reason: 'partly-failed' })
  })

  it.each([{ 'max-unshares': '5' }, { 'approved-plan': `plan-${'0'.repeat(64)}` }])(
    'stays where a guard would have to know an image that is missing: %j',
    async (guard) => {
      fixture.aws.setRecipients(REGION, IMAGE, [PROD])
      const step = await runPolicy(fixture, policyWith(other), guard)
      expect(written()).toEqual([])
      expect(countsOf(step)).toMatchObject({ changed: 'false', failed: 2, reason: 'image-not-found' })
    },
  )

  it('stays after a cancel', async () => {
    fixture.addImage({ id: OTHER_IMAGE, state: 'PENDING' })
    fixture.aws.setRecipients(REGION, IMAGE, [PROD])
    const step = await runPolicy(
      fixture,
      policyWith(other),
      { 'wait-for-minutes': '60' },
      cancelAt(/^Waiting for /),
    )
    expect(written()).toEqual([])
    expect(countsOf(step)).toMatchObject({ changed: 'false', failed: 3, reason: 'cancelled' })
    expect(warningsOf(step)).toEqual([expect.stringContaining('can still copy the image')])
  })

  it('stays where its image stands in the file twice: nobody knows what is wanted of it', async () => {
    fixture.aws.setRecipients(REGION, IMAGE, [PROD])
    const step = await runPolicy(fixture, policyWith('name: golden\nshare-with: [workplace-prod]'))
    expect(written()).toEqual([])
    expect(countsOf(step)).toMatchObject({ reason: 'invalid-policy' })
    expect(imagesOf(step)).toEqual([])
  })

  it('is only planned with mode: plan, where another image is refused, and one that is unshared already is said to be so', async () => {
    fixture.aws.setRecipients(REGION, IMAGE, [PROD])
    fixture.addImage({ id: THIRD_IMAGE })
    const unshared = `id: ${THIRD_IMAGE}\nshare-with:\n${ended('workplace-prod')}`
    const step = await runPolicy(fixture, policyWith(other, unshared), { mode: 'plan' })
    expect(written()).toEqual([])
    expect(countsOf(step)).toMatchObject({
      changed: 'true',
      unshared: 1,
      failed: 1,
      reason: 'image-not-found',
    })
    expect(verdictIn(step)).toContain('Nothing was written.')
    expect(warningsOf(step)).toEqual([
      expect.stringContaining(
        `${start(IMAGE)}the account can still copy the image: mode: plan writes nothing. ${keep}`,
      ),
      expect.stringContaining(`${start(THIRD_IMAGE)}${gone}`),
    ])
  })
})

describe('whether the account of a share that has ended is unshared', () => {
  it('is told first of those who are not: calls that failed, images that are not there, Regions that can not be reached', async () => {
    const elsewhere = imageNumber(1)
    fixture.addImage({ id: THIRD_IMAGE, sharedWith: [PROD, TEST] })
    fixture.aws.setRecipients(REGION, IMAGE, [PROD])
    fixture.aws.inject({ on: { image: THIRD_IMAGE, account: TEST }, do: denied })
    fixture.aws.inject({ on: { region: 'us-east-1' }, do: redirected })
    const step = await runPolicy(
      fixture,
      policyOf(
        `id: ${IMAGE}\nshare-with:\n${ended('workplace-prod')}`,
        `id: ${THIRD_IMAGE}\nshare-with:\n${ended('workplace-prod')}\n${ended('workplace-test')}`,
        `id: ${OTHER_IMAGE}\nshare-with:\n${ended('workplace-prod')}`,
        `id: ${elsewhere}\nregion: us-east-1\nshare-with:\n${ended('workplace-prod')}`,
      ),
    )
    const warnings = warningsOf(step)
    expect(warnings.slice(0, 3).toSorted()).toEqual(
      [
        `the share of ${THIRD_IMAGE} with ${TEST} (workplace-test) ended DATE; the account can still copy the image: its unshare failed. ${keep}`,
        `${start(OTHER_IMAGE)}${notKnown}`,
        `${start(elsewhere)}${notKnown}`,
      ].map((told) => expect.stringContaining(told)),
    )
    expect(warnings.slice(3)).toEqual([
      expect.stringContaining(`${start(IMAGE)}${gone}`),
      expect.stringContaining(`${start(THIRD_IMAGE)}${gone}`),
    ])
    const annotated = step.annotations.filter(({ level }) => level === 'warning')
    expect(annotated.map(({ message }) => withoutDay(message))).toEqual(warnings)
    expect(step.summary).toContain('⚠️')
  })

  it('is not said where nobody could read it back', async () => {
    fixture.aws.setRecipients(REGION, IMAGE, [PROD])
    const on = { operation: 'DescribeWorkspaceImagePermissions' }
    fixture.aws.inject({ on, after: 1, do: redirected })
    const step = await runPolicy(fixture, policyWith())
    expect(warningsOf(step)).toEqual([expect.stringContaining(`${start(IMAGE)}${notKnown}`)])
  })

  it('is not said by a run that could not sign in', async () => {
    const step = await fixture.runWithRole(
      { 'image-id': '', 'policy-file': 'policy.yml' },
      { workspaceFiles: { 'policy.yml': policyWith() } },
    )
    expect(countsOf(step)).toMatchObject({ reason: 'role-refused' })
    expect(warningsOf(step)).toEqual([expect.stringContaining(`${start(IMAGE)}${notKnown}`)])
  })
})
