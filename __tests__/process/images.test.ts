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

const denied = { kind: 'error', name: 'AccessDeniedException' } as const

describe('an image that is PENDING', () => {
  it('is waited for, with progress in the log, also where one look is refused, and then shared', async () => {
    fixture.addImage({ state: 'PENDING', pendingReads: 3 })
    fixture.aws.inject({ on: { operation: 'DescribeWorkspaceImages' }, after: 1, times: 1, do: denied })
    const step = await fixture.run({ ...inputs, 'wait-for-minutes': '1' }, { nodeArguments: skipsPauses })
    expect(countsOf(step)).toMatchObject({ shared: 1, failed: 0, reason: '' })
    expect(errorsOf(step)).toEqual([])
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

  it('is waited for until two looks in a row are refused, and then says why', async () => {
    fixture.addImage({ state: 'PENDING', pendingReads: 3 })
    fixture.aws.inject({ on: { operation: 'DescribeWorkspaceImages' }, after: 1, times: 2, do: denied })
    const step = await fixture.run({ ...inputs, 'wait-for-minutes': '5' }, { nodeArguments: skipsPauses })
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 1, reason: 'access-denied' })
    expect(errorsOf(step).map(({ title }) => title)).toEqual([
      titles['access-denied'],
      titles['image-not-available'],
    ])
  })
})

describe('an image that cannot be shared', () => {
  it('PENDING without a wait, in ERROR, or missing keeps the others from being shared too, and each is told with its details, in annotation, summary and result', async () => {
    const [broken, missing] = ['wsi-bbbbbbbbbbbbb', 'wsi-aaaaaaaaaaaaa']
    fixture.addImage({ id: OTHER_IMAGE, name: 'silver', state: 'PENDING' })
    fixture.addImage({
      id: broken,
      state: 'ERROR',
      errorCode: 'ImageCreationFailed',
      errorMessage: 'The image could not be created.',
      errorDetails: [
        { ErrorCode: 'OutdatedPowershellVersion', ErrorMessage: 'PowerShell is too old.' },
        { ErrorCode: 'PendingReboot', ErrorMessage: 'A reboot is pending.' },
      ],
    })
    const ids = [IMAGE, OTHER_IMAGE, broken, missing]
    const step = await fixture.run({ ...inputs, 'image-id': ids.join(' '), 'wait-for-minutes': '0' })
    expect(fixture.aws.writes()).toEqual([])
    expect(countsOf(step)).toMatchObject({ shared: 0, failed: 3, reason: 'image-not-found' })
    const [notFound, notAvailable, ...others] = errorsOf(step)
    expect(notFound).toMatchObject({
      title: titles['image-not-found'],
      message: expect.stringContaining(`${missing} doesn't exist in Region eu-west-1`),
    })
    expect(notAvailable?.title).toBe(titles['image-not-available'])
    expect(others).toEqual([])
    for (const said of ['Set wait-for-minutes', `${OTHER_IMAGE} (silver) is in state PENDING`])
      expect(notAvailable?.message).toContain(said)
    for (const said of ['ImageCreationFailed', 'PowerShell is too old.', 'PendingReboot']) {
      expect(notAvailable?.message).toContain(said)
      expect(step.summary).toContain(said)
      expect(step.outputs['result']).toContain(said)
    }
    expect(step.outputs['plan-id']).toBe('')
  })

  it('belongs to another account that shares it with us', async () => {
    fixture.addImage({ owner: STRANGER, sharedWith: [OWNER] })
    fixture.aws.trustRole({ arn: ROLE })
    const step = await fixture.runWithRole(inputs)
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
