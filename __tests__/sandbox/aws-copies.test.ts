import { describe, expect, it } from '@jest/globals'
import {
  CopyWorkspaceImageCommand,
  DescribeTagsCommand,
  DescribeWorkspaceImagesCommand,
  type CopyWorkspaceImageCommandInput,
  type WorkSpacesClient,
} from '@aws-sdk/client-workspaces'
import { Fixture, IMAGE, keysOf, RECIPIENT, REGION, thrown } from '../support/sandbox-aws.ts'

const sandbox = new Fixture()

/** A client of the account that the image is shared with. */
function recipient(region = REGION): WorkSpacesClient {
  return sandbox.client({ region, credentials: keysOf(sandbox.aws, RECIPIENT) })
}

async function copy(
  input: Partial<CopyWorkspaceImageCommandInput> = {},
  client = recipient(),
): Promise<string> {
  const source = { SourceImageId: IMAGE, SourceRegion: REGION, Name: 'golden-copy' }
  return (await client.send(new CopyWorkspaceImageCommand({ ...source, ...input }))).ImageId ?? ''
}

function share(): void {
  sandbox.aws.setRecipients(REGION, IMAGE, [RECIPIENT])
}

describe('a copy', () => {
  it('belongs to who made it, in the Region it was made in, with its own name, description and tags', async () => {
    share()
    const client = recipient('us-east-1')
    const Tags = [{ Key: 'source', Value: IMAGE }]
    const id = await copy({ Description: 'Copy of golden (1.0)', Tags }, client)
    expect(id).toMatch(/^wsi-[0-9a-z]{9,63}$/u)
    const { Images } = await client.send(new DescribeWorkspaceImagesCommand({ ImageType: 'OWNED' }))
    expect(Images).toMatchObject([
      { ImageId: id, Name: 'golden-copy', Description: 'Copy of golden (1.0)', OwnerAccountId: RECIPIENT },
    ])
    expect((await client.send(new DescribeTagsCommand({ ResourceId: id }))).TagList).toEqual(Tags)
    expect(sandbox.aws.recipients('us-east-1', id)).toEqual([])
    expect(sandbox.aws.writes()).toMatchObject([
      { region: 'us-east-1', caller: expect.stringContaining(RECIPIENT) },
    ])
  })

  it('is PENDING for as many reads as is set, and then what is set', async () => {
    share()
    Object.assign(sandbox.aws.copying, { pendingReads: 2, thenState: 'ERROR', hiddenReads: 1 })
    const client = recipient()
    const id = await copy({}, client)
    const reads = { ImageType: 'OWNED' as const }
    const seen = [
      await sandbox.images(reads, client),
      await sandbox.images(reads, client),
      await sandbox.images(reads, client),
      await sandbox.images(reads, client),
    ]
    expect(seen).toEqual([[], [`${id} PENDING`], [`${id} PENDING`], [`${id} ERROR`]])
  })

  it('is made although the answer is lost, and is not when told so', async () => {
    share()
    sandbox.aws.inject({ on: { image: IMAGE }, times: 1, do: { kind: 'cut' } })
    await thrown(copy())
    expect(sandbox.aws.imagesOf(RECIPIENT, REGION)).toMatchObject([{ name: 'golden-copy' }])
    sandbox.aws.inject({ do: { kind: 'accept-without-effect' } })
    await copy({ Name: 'other' })
    expect(sandbox.aws.imagesOf(RECIPIENT, REGION)).toHaveLength(1)
  })
})

describe('copying is refused', () => {
  it('without a share, and of an image that is elsewhere', async () => {
    expect((await thrown(copy())).name).toBe('ResourceNotFoundException')
    share()
    const elsewhere = await thrown(copy({ SourceRegion: 'us-east-1' }))
    expect(elsewhere).toMatchObject({ name: 'ResourceNotFoundException', ResourceId: IMAGE })
  })

  it('for a name that is taken, and beyond the quota', async () => {
    share()
    await copy()
    expect((await thrown(copy())).name).toBe('ResourceAlreadyExistsException')
    sandbox.aws.copying.quota = 1
    expect((await thrown(copy({ Name: 'other' }))).name).toBe('ResourceLimitExceededException')
    await copy({ Name: 'other' }, recipient('us-east-1'))
  })

  it('of an image that is not AVAILABLE', async () => {
    sandbox.aws.addImage({ region: REGION, id: IMAGE, state: 'PENDING', sharedWith: [RECIPIENT] })
    expect((await thrown(copy())).name).toBe('ResourceUnavailableException')
  })

  it.each([
    ['eu-west-1', 'af-south-1'],
    ['us-gov-west-1', 'us-gov-east-1'],
    ['cn-northwest-1', 'eu-west-1'],
  ])('from %s to %s, where AWS does not', async (SourceRegion, to) => {
    expect((await thrown(copy({ SourceRegion }, recipient(to)))).name).toBe('OperationNotSupportedException')
  })

  it('with tags, to who may not tag', async () => {
    share()
    const keys = keysOf(sandbox.aws, RECIPIENT)
    sandbox.aws.addCredentials({ ...keys, account: RECIPIENT, deny: ['CreateTags'] })
    expect((await thrown(copy({ Tags: [{ Key: 'source' }] }))).message).toContain('workspaces:CreateTags')
    await copy()
  })

  it.each([
    { Name: 'with space' },
    { Name: '' },
    { Name: 'n'.repeat(65) },
    { Description: 'd'.repeat(257) },
    { Description: 'naïve' },
    { SourceImageId: 'wsi-short' },
    { Tags: [{ Key: '' }] },
  ])('for input that breaks a constraint: %j', async (input) => {
    share()
    expect((await thrown(copy(input))).name).toBe('ValidationException')
  })
})
