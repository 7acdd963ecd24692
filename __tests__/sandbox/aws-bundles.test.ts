import { beforeEach, describe, expect, it } from '@jest/globals'
import {
  CreateTagsCommand,
  DescribeTagsCommand,
  DescribeWorkspaceBundlesCommand,
  UpdateWorkspaceBundleCommand,
  type DescribeWorkspaceBundlesCommandInput,
  type Tag,
} from '@aws-sdk/client-workspaces'
import { Fixture, IMAGE, REGION, thrown } from '../support/sandbox-aws.ts'

const sandbox = new Fixture()
const BUNDLE = 'wsb-0123456789'
const NEW_IMAGE = 'wsi-new0000001'

beforeEach(() => {
  sandbox.aws.addBundle({ region: REGION, id: BUNDLE, name: 'desktop', image: IMAGE })
  sandbox.aws.addImage({ region: REGION, id: NEW_IMAGE })
})

async function describeBundles(
  input: DescribeWorkspaceBundlesCommandInput = {},
): Promise<[ids: (string | undefined)[] | undefined, token: string | undefined]> {
  const answer = await sandbox.client().send(new DescribeWorkspaceBundlesCommand(input))
  return [answer.Bundles?.map(({ BundleId }) => BundleId), answer.NextToken]
}

async function update(input: { BundleId?: string; ImageId?: string } = {}): Promise<unknown> {
  return sandbox
    .client()
    .send(new UpdateWorkspaceBundleCommand({ BundleId: BUNDLE, ImageId: NEW_IMAGE, ...input }))
}

async function tag(ResourceId: string, count = 1): Promise<unknown> {
  const Tags = Array.from({ length: count }, (_, index) => ({ Key: `key ${index}`, Value: String(count) }))
  return sandbox.client().send(new CreateTagsCommand({ ResourceId, Tags }))
}

async function tagsOf(ResourceId: string): Promise<Tag[] | undefined> {
  return (await sandbox.client().send(new DescribeTagsCommand({ ResourceId }))).TagList
}

describe('bundles', () => {
  it('are the caller’s own, an owner’s, or those asked for by their ids', async () => {
    sandbox.aws.addBundle({ region: REGION, id: 'wsb-amazon000', owner: 'AMAZON', image: IMAGE })
    sandbox.aws.addBundle({ region: REGION, id: 'wsb-theirs000', owner: '999999999999', image: IMAGE })
    sandbox.aws.addBundle({ region: 'us-east-1', id: 'wsb-elsewhere', image: IMAGE })
    expect(await describeBundles()).toEqual([[BUNDLE], undefined])
    expect(await describeBundles({ Owner: 'AMAZON' })).toEqual([['wsb-amazon000'], undefined])
    const BundleIds = [BUNDLE, 'wsb-theirs000', 'wsb-elsewhere', 'wsb-unknown00']
    expect(await describeBundles({ BundleIds })).toEqual([[BUNDLE], undefined])
    expect((await thrown(describeBundles({ BundleIds, Owner: 'AMAZON' }))).name).toBe(
      'InvalidParameterValuesException',
    )
  })

  it('come in pages', async () => {
    for (let index = 10; index < 40; index += 1)
      sandbox.aws.addBundle({ region: REGION, id: `wsb-many0000${index}`, image: IMAGE })
    const [first, token] = await describeBundles()
    const [second, end] = await describeBundles({ NextToken: token })
    expect([first?.length, second?.length, end]).toEqual([25, 6, undefined])
  })

  it('take another image of their owner', async () => {
    await update()
    await update()
    expect(sandbox.aws.bundleImage(REGION, BUNDLE)).toBe(NEW_IMAGE)
    sandbox.aws.inject({ do: { kind: 'accept-without-effect' } })
    await update({ ImageId: IMAGE })
    expect(sandbox.aws.bundleImage(REGION, BUNDLE)).toBe(NEW_IMAGE)
    expect(sandbox.aws.writes()).toHaveLength(3)
  })

  it.each([
    ['ResourceNotFoundException', { BundleId: 'wsb-unknown00' }, {}],
    ['ResourceNotFoundException', { ImageId: 'wsi-unknown00' }, {}],
    ['AccessDeniedException', {}, { owner: '999999999999', sharedWith: ['111122223333'] }],
    ['ResourceUnavailableException', {}, { state: 'PENDING' }],
    ['ValidationException', { BundleId: 'wsi-0123456789' }, {}],
  ] as const)('answer %s to %j of an image that is %j', async (name, input, image) => {
    sandbox.aws.addImage({ region: REGION, id: NEW_IMAGE, ...image })
    expect((await thrown(update(input))).name).toBe(name)
    expect(sandbox.aws.bundleImage(REGION, BUNDLE)).toBe(IMAGE)
  })
})

describe('tags', () => {
  it('are added and replaced, on images and bundles', async () => {
    sandbox.aws.addImage({ region: REGION, id: IMAGE, tags: { 'key 0': 'before', kept: 'yes' } })
    await tag(IMAGE)
    await tag(BUNDLE)
    expect(await tagsOf(IMAGE)).toEqual([
      { Key: 'key 0', Value: '1' },
      { Key: 'kept', Value: 'yes' },
    ])
    expect(await tagsOf(BUNDLE)).toEqual([{ Key: 'key 0', Value: '1' }])
  })

  it('are 50 at most, and no business of other accounts', async () => {
    await tag(IMAGE, 50)
    expect((await thrown(tag(IMAGE, 51))).name).toBe('ResourceLimitExceededException')
    sandbox.aws.addImage({ region: REGION, id: IMAGE, owner: '999999999999', sharedWith: ['111122223333'] })
    expect((await thrown(tag(IMAGE))).name).toBe('ResourceNotFoundException')
    expect((await thrown(tagsOf(IMAGE))).name).toBe('ResourceNotFoundException')
  })
})
