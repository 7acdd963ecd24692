import { describe, expect, it } from '@jest/globals'
import {
  BUNDLE,
  COPY_ROLE,
  CopyFixture,
  nothingCopied,
  OLD_IMAGE,
  OTHER_BUNDLE,
  OTHER_REGION,
  RECIPIENT,
  toldBy,
} from '../support/copy-fixture.ts'
import { IMAGE, OWNER, REGION, verdictIn } from '../support/fixture.ts'

const fixture = new CopyFixture({ skipsPauses: true })
const waits = { 'wait-for-minutes': '60' }

describe('a step that copies', () => {
  it('starts the copy, says so, and takes it up after its share has ended, under its own name, with a warning if another was asked for; points bundles at it', async () => {
    fixture.share()
    fixture.addBundle()
    fixture.aws.copying.pendingReads = 3
    const first = await fixture.copy()
    const [copy] = fixture.copies()
    expect(toldBy(first)).toEqual({
      image: copy?.id,
      copied: 'true',
      state: 'PENDING',
      bundles: '0',
      reason: '',
    })
    expect(verdictIn(first)).toBe(
      `Started to copy ${IMAGE} from ${REGION} to ${REGION}: the copy is ${copy?.id}, PENDING.`,
    )
    expect(copy).toMatchObject({
      name: 'golden',
      description: `Copy of ${IMAGE} from ${REGION} (owner ${OWNER})`,
      owner: RECIPIENT,
    })
    const second = await fixture.copy({ name: 'second' })
    expect(toldBy(second)).toMatchObject({ image: copy?.id, copied: 'false', state: 'PENDING', reason: '' })
    expect(second.annotations).toMatchObject([{ level: 'warning', title: 'Copy WorkSpaces Image' }])
    fixture.share({ sharedWith: [] })
    const third = await fixture.copy({ ...waits, 'bundle-id': BUNDLE })
    expect(toldBy(third)).toMatchObject({ image: copy?.id, copied: 'false', bundles: '1', reason: '' })
    expect(third.annotations).toEqual([])
    expect(fixture.sent).toBe(1)
  })

  it('copies into another Region, under a name of its own, and hides what looks like an account id in it where that is asked for', async () => {
    fixture.share()
    const step = await fixture.copy({
      'source-region': REGION,
      'aws-region': OTHER_REGION,
      name: 'desktop_1.2-123456789012',
      'mask-account-ids': 'true',
    })
    expect(fixture.copies(OTHER_REGION)).toMatchObject([
      { name: 'desktop_1.2-123456789012', id: toldBy(step).image },
    ])
    expect(fixture.copies()).toEqual([])
    expect(step.log.join('\n')).not.toContain('123456789012')
    expect(step.log.join('\n')).toContain('as desktop_***.')
  })

  it('waits until the copy is AVAILABLE, and points the bundles at it that have another image', async () => {
    fixture.share()
    fixture.addBundle()
    fixture.addBundle({ id: OTHER_BUNDLE, name: 'other' })
    fixture.aws.copying.pendingReads = 4
    const bundles = `${BUNDLE}\n${OTHER_BUNDLE}`
    const first = await fixture.copy({ ...waits, 'bundle-id': bundles })
    const [copy] = fixture.copies()
    expect(toldBy(first)).toEqual({
      image: copy?.id,
      copied: 'true',
      state: 'AVAILABLE',
      bundles: '2',
      reason: '',
    })
    expect([BUNDLE, OTHER_BUNDLE].map((id) => fixture.aws.bundleImage(REGION, id))).toEqual([
      copy?.id,
      copy?.id,
    ])
    expect(
      first.log.filter((line) => line.startsWith(`Waiting for copy ${copy?.id}`)).length,
    ).toBeGreaterThan(1)
    expect(first.summary).toContain('Existing WorkSpaces stay as they are until they are rebuilt.')
    const writes = fixture.aws.writes().length
    const second = await fixture.copy({ ...waits, 'bundle-id': bundles })
    expect(toldBy(second)).toMatchObject({ copied: 'false', state: 'AVAILABLE', bundles: '0', reason: '' })
    expect(fixture.aws.writes()).toHaveLength(writes)
    expect(verdictIn(second)).toMatch(/^Nothing to do: /)
  })

  it('signs in with a role of the recipient, and tells nobody a key or a token', async () => {
    fixture.share()
    fixture.aws.trustRole({ arn: COPY_ROLE, verify: (token) => fixture.github.verify(token) })
    const step = await fixture.copyWithRole()
    expect(toldBy(step)).toMatchObject({ copied: 'true', reason: '' })
    expect(fixture.copies()).toHaveLength(1)
    const shown = JSON.stringify([step.log, step.summary, step.outputs, step.annotations])
    const secrets = [...fixture.aws.secrets(), ...fixture.github.issued]
    expect(secrets.length).toBeGreaterThan(2)
    for (const secret of secrets) expect(shown).not.toContain(secret)
  })

  it('plans, and writes nothing', async () => {
    fixture.share()
    fixture.addBundle()
    const step = await fixture.copy({ ...waits, mode: 'plan', 'bundle-id': BUNDLE })
    expect(toldBy(step)).toEqual({ image: '', copied: 'true', state: '', bundles: '1', reason: '' })
    expect(verdictIn(step)).toBe(
      `Plan: copy ${IMAGE} from ${REGION} to ${REGION} as golden, and point 1 bundle at the copy. Nothing was written.`,
    )
    expect(fixture.aws.writes()).toEqual([])
  })

  it('takes up the wait of a step that ran out of time', async () => {
    fixture.share()
    fixture.addBundle()
    fixture.aws.copying.pendingReads = 20
    const first = await fixture.copy({ 'wait-for-minutes': '2', 'bundle-id': BUNDLE })
    const [copy] = fixture.copies()
    expect(toldBy(first)).toEqual({
      image: copy?.id,
      copied: 'true',
      state: 'PENDING',
      bundles: '0',
      reason: 'wait-timed-out',
    })
    expect(first.summary).toContain('Run this step again: it finds the copy and waits on.')
    const second = await fixture.copy({ ...waits, 'bundle-id': BUNDLE })
    expect(toldBy(second)).toEqual({
      image: copy?.id,
      copied: 'false',
      state: 'AVAILABLE',
      bundles: '1',
      reason: '',
    })
  })

  it('leaves a bundle as it is that somebody gave another image during the wait', async () => {
    fixture.share()
    fixture.addBundle()
    fixture.addBundle({ id: OTHER_BUNDLE, name: 'other' })
    fixture.aws.copying.pendingReads = 4
    const image = 'wsi-anotheranother'
    fixture.aws.inject({
      on: { operation: 'DescribeWorkspaceImages' },
      after: 3,
      times: 1,
      do: { kind: 'meanwhile', happens: () => fixture.addBundle({ image }) },
    })
    const step = await fixture.copy({ ...waits, 'bundle-id': `${BUNDLE}\n${OTHER_BUNDLE}` })
    expect(toldBy(step)).toMatchObject({ state: 'AVAILABLE', bundles: '1', reason: 'partly-failed' })
    expect(fixture.aws.bundleImage(REGION, BUNDLE)).toBe(image)
    expect(step.summary).toContain(`somebody else changed its image from ${OLD_IMAGE} to ${image}.`)
    expect(step.summary).toContain(`| \`${BUNDLE}\` desktop | \`${image}\` | ❌ not attempted |`)
  })

  it("is red with AWS's details where the copy ends in ERROR, and touches no bundle", async () => {
    fixture.share()
    fixture.addBundle()
    Object.assign(fixture.aws.copying, {
      thenState: 'ERROR',
      errorDetails: [{ ErrorCode: 'OutdatedPowershellVersion', ErrorMessage: 'PowerShell is too old.' }],
    })
    const step = await fixture.copy({ ...waits, 'bundle-id': BUNDLE })
    expect(toldBy(step)).toMatchObject({
      copied: 'true',
      state: 'ERROR',
      bundles: '0',
      reason: 'image-not-available',
    })
    expect(step.summary).toContain('OutdatedPowershellVersion: PowerShell is too old.')
    expect(step.summary).toContain('aws workspaces delete-workspace-image')
    expect(fixture.aws.bundleImage(REGION, BUNDLE)).toBe(OLD_IMAGE)
    // The next run finds it in whatever state it is, and makes no second one.
    expect(toldBy(await fixture.copy({ ...waits, 'bundle-id': BUNDLE }))).toMatchObject({
      state: 'ERROR',
      bundles: '0',
      reason: 'image-not-available',
    })
    expect(fixture.sent).toBe(1)
  })
})

describe('the owner guard', () => {
  it('refuses an image of another account, names both, and writes nothing', async () => {
    fixture.share({ owner: '999900001111' })
    const step = await fixture.copy()
    expect(toldBy(step)).toEqual(nothingCopied('refused-by-guard'))
    expect(step.summary).toContain('it belongs to 999900001111, but owner-account-id is 111122223333')
    expect(fixture.aws.writes()).toEqual([])
  })

  it('is switched off by any, and holds for a copy that exists, whose source is not shared any more', async () => {
    fixture.share({ owner: '999900001111' })
    expect(toldBy(await fixture.copy({ 'owner-account-id': 'any' }))).toMatchObject({
      copied: 'true',
      reason: '',
    })
    fixture.share({ owner: '999900001111', sharedWith: [] })
    const step = await fixture.copy()
    expect(toldBy(step)).toMatchObject({ copied: 'false', reason: 'refused-by-guard' })
    expect(fixture.sent).toBe(1)
  })
})

describe('what a step that copies tells nobody', () => {
  it('is an account id, where that is asked for', async () => {
    fixture.share({ owner: '999900001111', name: 'golden-123456789012' })
    const step = await fixture.copy({ 'mask-account-ids': 'true' })
    expect(toldBy(step)).toEqual(nothingCopied('refused-by-guard'))
    for (const account of ['999900001111', OWNER, RECIPIENT])
      expect(step.log.join('\n')).not.toContain(account)
    expect(step.log.join('\n')).toContain('it belongs to ***')
  })

  it('is an account id in an input that is wrong', async () => {
    const step = await fixture.copy({
      'mask-account-ids': 'true',
      'owner-account-id': `${OWNER},999900001111`,
    })
    expect(toldBy(step)).toEqual(nothingCopied('invalid-input'))
    expect(step.log.join('\n')).not.toMatch(/111122223333|999900001111/)
  })
})
