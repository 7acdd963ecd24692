import { describe, expect, it } from '@jest/globals'
import { Fixture, IMAGE, RECIPIENT, REGION, thrown } from '../support/sandbox-aws.ts'

const sandbox = new Fixture()
const accounts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1).padStart(12, '0'))

describe('sharing', () => {
  it('shares and unshares, and repeating either is fine', async () => {
    await sandbox.share()
    await sandbox.share()
    expect(sandbox.aws.recipients(REGION, IMAGE)).toEqual([RECIPIENT])
    await sandbox.share(RECIPIENT, false)
    await sandbox.share(RECIPIENT, false)
    expect(sandbox.aws.recipients(REGION, IMAGE)).toEqual([])
    expect(sandbox.aws.writes()).toHaveLength(4)
  })

  it.each([
    { image: { state: 'PENDING' }, account: RECIPIENT, name: 'ResourceUnavailableException' },
    { image: { state: 'ERROR' }, account: RECIPIENT, name: 'ResourceUnavailableException' },
    { image: { owner: '999999999999' }, account: RECIPIENT, name: 'AccessDeniedException' },
    { image: {}, account: '111122223333', name: 'InvalidParameterValuesException' },
    { image: {}, account: '12345678901', name: 'ValidationException' },
  ] as const)('answers $name for $image and $account', async ({ image, account, name }) => {
    sandbox.aws.addImage({ region: REGION, id: IMAGE, ...image })
    expect(await thrown(sandbox.share(account))).toMatchObject({
      name,
      $metadata: { httpStatusCode: 400, attempts: 1 },
    })
    expect(sandbox.aws.calls).toMatchObject([{ error: name, status: 400 }])
    expect(sandbox.aws.recipients(REGION, IMAGE)).toEqual([])
  })

  it('knows no image of another Region', async () => {
    const elsewhere = sandbox.client({ region: 'us-east-1' })
    expect(await thrown(sandbox.share(RECIPIENT, true, elsewhere))).toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceId: IMAGE,
    })
    expect(sandbox.aws.calls).toMatchObject([{ region: 'us-east-1' }])
  })

  it('shares no BYOL image in GovCloud', async () => {
    sandbox.aws.addImage({ region: 'us-gov-west-1', id: IMAGE, tenancy: 'DEDICATED' })
    const gov = sandbox.client({ region: 'us-gov-west-1' })
    expect((await thrown(sandbox.share(RECIPIENT, true, gov))).name).toBe('OperationNotSupportedException')
  })
})

describe('who can copy an image', () => {
  it('comes 25 a page', async () => {
    sandbox.aws.setRecipients(REGION, IMAGE, accounts(60))
    const first = await sandbox.page()
    const second = await sandbox.page({ NextToken: String(first.token) })
    const third = await sandbox.page({ NextToken: String(second.token) })
    expect([first, second, third].flatMap((page) => page.accounts)).toEqual(accounts(60))
    expect([first, second, third].map((page) => page.accounts?.length)).toEqual([25, 25, 10])
    expect(third.token).toBeUndefined()
  })

  it('has no token after a page that happens to be full', async () => {
    sandbox.aws.setRecipients(REGION, IMAGE, accounts(25))
    expect((await sandbox.page()).token).toBeUndefined()
  })

  it('refuses a token it never gave', async () => {
    expect((await thrown(sandbox.page({ NextToken: 'bogus' }))).name).toBe('InvalidParameterValuesException')
  })

  it.each([0, 26])('refuses a page of %d', async (MaxResults) => {
    expect((await thrown(sandbox.page({ MaxResults }))).name).toBe('ValidationException')
  })
})

describe('images', () => {
  it('are those owned by the caller and those shared with it', async () => {
    sandbox.aws.addImage({ region: REGION, id: 'wsi-theirs000', owner: '999999999999' })
    const shared = { owner: '999999999999', sharedWith: ['111122223333'] }
    sandbox.aws.addImage({ region: REGION, id: 'wsi-shared000', ...shared })
    expect(await sandbox.images()).toEqual([`${IMAGE} AVAILABLE`, 'wsi-shared000 AVAILABLE'])
    expect(await sandbox.images({ ImageType: 'OWNED' })).toEqual([`${IMAGE} AVAILABLE`])
    expect(await sandbox.images({ ImageType: 'SHARED' })).toEqual(['wsi-shared000 AVAILABLE'])
    expect(await sandbox.images({ ImageIds: ['wsi-theirs000', 'wsi-unknown00'] })).toEqual([])
  })

  it('become available after a number of answers that showed them pending', async () => {
    sandbox.aws.addImage({ region: REGION, id: IMAGE, state: 'PENDING', pendingReads: 2 })
    const seen = [await sandbox.images(), await sandbox.images(), await sandbox.images()].flat()
    expect(seen).toEqual([`${IMAGE} PENDING`, `${IMAGE} PENDING`, `${IMAGE} AVAILABLE`])
  })

  it('stop existing when they are removed', async () => {
    sandbox.aws.removeImage(REGION, IMAGE)
    expect(await sandbox.images()).toEqual([])
  })

  it('are asked for by 25 ids at most', async () => {
    const ImageIds = accounts(26).map((account) => `wsi-${account}`)
    expect(await thrown(sandbox.images({ ImageIds }))).toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("at 'imageIds' failed to satisfy constraint: Member must have length"),
    })
  })
})
