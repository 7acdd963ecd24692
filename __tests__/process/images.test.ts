import { describe, expect, it } from '@jest/globals'
import {
  accounts,
  errorsOf,
  IMAGE,
  imagesOf,
  nothingBut,
  OTHER_IMAGE,
  OWNER,
  ROLE,
  ActionFixture,
  skipsPauses,
  countsOf,
} from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture()
const inputs = { 'account-id': '000000000001' }
const STRANGER = '999988887777'

describe('an image that is PENDING', () => {
  it('is waited for, with progress in the log, and then shared', async () => {
    fixture.addImage({ state: 'PENDING', pendingReads: 1 })
    const step = await fixture.run({ ...inputs, 'wait-for-minutes': '1' })
    expect(countsOf(step)).toMatchObject({ shared: 1, failed: 0, reason: '' })
    expect(step.log).toContain(`Waiting for ${IMAGE}: PENDING, 0 s so far, 60 s left at most.`)
    expect(imagesOf(step)).toMatchObject([{ state: 'AVAILABLE' }])
    expect(fixture.recipients()).toEqual(['000000000001'])
  })

  it('that ends in ERROR is not shared, and its error is told', async () => {
    fixture.addImage({
      state: 'PENDING',
      pendingReads: 1,
      thenState: 'ERROR',
      errorDetails: [{ ErrorCode: 'InvalidIp', ErrorMessage: 'A static IP address is set.' }],
    })
    const step = await fixture.run({ ...inputs, 'wait-for-minutes': '1' })
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 1, reason: 'image-not-available' })
    expect(errorsOf(step)[0]?.message).toContain('InvalidIp: A static IP address is set.')
    expect(fixture.aws.writes()).toEqual([])
  })

  const denied = { kind: 'error', name: 'AccessDeniedException' } as const

  it.each<[looks: number, counts: object, titles: readonly string[]]>([
    [1, { shared: 1, failed: 0, reason: '' }, []],
    [
      2,
      { shared: 0, failed: 1, reason: 'access-denied' },
      [titles['access-denied'], titles['image-not-available']],
    ],
  ])('is waited for until %i looks in a row are refused, and then says why', async (looks, counts, told) => {
    fixture.addImage({ state: 'PENDING', pendingReads: 3 })
    fixture.aws.inject({
      on: { operation: 'DescribeWorkspaceImages' },
      after: 1,
      times: looks,
      do: denied,
    })
    const step = await fixture.run({ ...inputs, 'wait-for-minutes': '5' }, { nodeArguments: skipsPauses })
    expect(countsOf(step)).toMatchObject(counts)
    expect(errorsOf(step).map(({ title }) => title)).toEqual(told)
  })

  it('is refused without a wait, with the input that would wait', async () => {
    fixture.addImage({ state: 'PENDING' })
    const step = await fixture.run({ ...inputs, 'wait-for-minutes': '0' })
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 1, reason: 'image-not-available' })
    expect(errorsOf(step)).toMatchObject([
      { title: titles['image-not-available'], message: expect.stringContaining('Set wait-for-minutes') },
    ])
    expect(errorsOf(step)[0]?.message).toContain(`${IMAGE} (golden) is in state PENDING`)
    expect(fixture.aws.writes()).toEqual([])
  })
})

describe('an image that cannot be shared', () => {
  it('in ERROR is told of with its details, in annotation, summary and result', async () => {
    fixture.addImage({
      state: 'ERROR',
      errorCode: 'ImageCreationFailed',
      errorMessage: 'The image could not be created.',
      errorDetails: [
        { ErrorCode: 'OutdatedPowershellVersion', ErrorMessage: 'PowerShell is too old.' },
        { ErrorCode: 'PendingReboot', ErrorMessage: 'A reboot is pending.' },
      ],
    })
    const step = await fixture.run(inputs)
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 1, reason: 'image-not-available' })
    for (const said of ['ImageCreationFailed', 'PowerShell is too old.', 'PendingReboot']) {
      expect(errorsOf(step)[0]?.message).toContain(said)
      expect(step.summary).toContain(said)
      expect(step.outputs['result']).toContain(said)
    }
    expect(fixture.aws.writes()).toEqual([])
  })

  it('does not exist', async () => {
    const step = await fixture.run({ ...inputs, 'image-id': OTHER_IMAGE })
    expect(countsOf(step)).toEqual(nothingBut('image-not-found'))
    expect(errorsOf(step)).toHaveLength(1)
    expect(errorsOf(step)[0]).toMatchObject({
      title: titles['image-not-found'],
      message: expect.stringContaining(`${OTHER_IMAGE} doesn't exist in Region eu-west-1`),
    })
  })

  it('exists in another Region only', async () => {
    const step = await fixture.run({ ...inputs, 'aws-region': 'eu-central-1' })
    expect(countsOf(step)).toEqual(nothingBut('image-not-found'))
  })

  it('keeps the other images from being shared too, and both problems are told', async () => {
    fixture.addImage({ id: OTHER_IMAGE, state: 'ERROR' })
    const step = await fixture.run({ ...inputs, 'image-id': `${IMAGE} ${OTHER_IMAGE} wsi-aaaaaaaaaaaaa` })
    expect(fixture.aws.writes()).toEqual([])
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 2, reason: 'image-not-found' })
    expect(errorsOf(step).map(({ title }) => title)).toEqual([
      titles['image-not-found'],
      titles['image-not-available'],
    ])
    expect(step.outputs['plan-id']).toBe('')
  })

  it.each(['role', 'keys'])('belongs to another account that shares it with us (%s)', async (how) => {
    fixture.addImage({ owner: STRANGER, sharedWith: [OWNER] })
    fixture.aws.trustRole({ arn: ROLE })
    // A role's credentials tell the account that is signed in; keys in the environment don't.
    const step = await (how === 'role' ? fixture.runWithRole(inputs) : fixture.run(inputs))
    expect(countsOf(step)).toEqual(nothingBut('image-not-owned'))
    expect(errorsOf(step)).toHaveLength(1)
    expect(errorsOf(step)[0]?.title).toBe(titles['image-not-owned'])
    expect(errorsOf(step)[0]?.message).toContain(`belongs to account ${STRANGER}`)
    expect(fixture.aws.writes()).toEqual([])
    expect(fixture.recipients()).toEqual([OWNER])
  })

  it('is to be shared with its own account', async () => {
    const step = await fixture.run({ 'account-id': `${OWNER} 000000000001` })
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 2, reason: 'invalid-input' })
    expect(errorsOf(step)[0]?.message).toContain(
      `Account ${OWNER} owns image ${IMAGE}; an image can't be shared with its owner.`,
    )
    expect(fixture.aws.writes()).toEqual([])
  })

  it('is BYOL in GovCloud', async () => {
    fixture.addImage({ region: 'us-gov-west-1', tenancy: 'DEDICATED' })
    const step = await fixture.run({ ...inputs, 'aws-region': 'us-gov-west-1' })
    expect(countsOf(step)).toMatchObject({ failed: 1, reason: 'not-supported' })
    expect(fixture.aws.writes()).toEqual([])
  })
})

describe('a BYOL image', () => {
  it('is shared, with a warning about who can use it', async () => {
    fixture.addImage({ tenancy: 'DEDICATED' })
    const step = await fixture.run({ 'account-id': accounts(2).join() })
    expect(countsOf(step)).toMatchObject({ shared: 2, reason: '' })
    expect(step.annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('same payer account') },
    ])
  })
})
