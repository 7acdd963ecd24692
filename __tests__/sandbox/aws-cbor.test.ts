import { expect, it } from '@jest/globals'
import { cbor, tag } from '@smithy/core/cbor'
import { Fixture, IMAGE, RECIPIENT, REGION } from '../support/sandbox-aws.ts'
import { signedCall } from '../support/signed-call.ts'

// Smithy RPC v2 CBOR by its own rules: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
const sandbox = new Fixture()

/** Sends a signed call in CBOR. */
async function call(operation: string, body: Uint8Array) {
  const answer = await signedCall(sandbox.aws, {
    service: 'workspaces',
    region: REGION,
    path: `/service/WorkspacesService/operation/${operation}`,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
    body,
  })
  const content: unknown = cbor.deserialize(new Uint8Array(await answer.arrayBuffer()))
  return { status: answer.status, protocol: answer.headers.get('smithy-protocol'), content }
}

const share = { ImageId: IMAGE, AllowCopyImage: true, SharedAccountId: RECIPIENT }

it('shares an image and lists who can copy it, in CBOR', async () => {
  const protocol = 'rpc-v2-cbor'
  expect(await call('UpdateWorkspaceImagePermission', cbor.serialize(share))).toEqual({
    status: 200,
    protocol,
    content: {},
  })
  expect(sandbox.aws.recipients(REGION, IMAGE)).toEqual([RECIPIENT])
  const read = await call('DescribeWorkspaceImagePermissions', cbor.serialize({ ImageId: IMAGE }))
  expect(read).toMatchObject({
    status: 200,
    content: { ImageId: IMAGE, ImagePermissions: [{ SharedAccountId: RECIPIENT }] },
  })
  expect(sandbox.aws.calls).toMatchObject([
    { operation: 'UpdateWorkspaceImagePermission', input: share, status: 200 },
    { operation: 'DescribeWorkspaceImagePermissions', region: REGION },
  ])
})

it('tags points in time, and takes no body for no input', async () => {
  const { content } = await call('DescribeWorkspaceImages', new Uint8Array())
  const Created = tag({ tag: 1, value: expect.any(Number) })
  expect(content).toMatchObject({ Images: [{ ImageId: IMAGE, Created }] })
})

it('answers errors in CBOR too', async () => {
  const missing = { ...share, ImageId: 'wsi-000000000' }
  const type = 'com.amazonaws.workspaces#'
  expect(await call('UpdateWorkspaceImagePermission', cbor.serialize(missing))).toMatchObject({
    status: 400,
    content: { __type: `${type}ResourceNotFoundException`, ResourceId: missing.ImageId },
  })
  expect(await call('MakeCoffee', cbor.serialize({}))).toMatchObject({
    content: { __type: `${type}UnknownOperationException` },
  })
  // A map of one member that ends after its key.
  expect(await call('DescribeWorkspaceImages', Uint8Array.of(0xa1, 0x61, 0x61))).toMatchObject({
    content: { __type: `${type}SerializationException` },
  })
})

it('tells the aws command who it is', async () => {
  const body = Buffer.from('Action=GetCallerIdentity&Version=2011-06-15')
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  const answer = await signedCall(sandbox.aws, { service: 'sts', region: REGION, path: '/', headers, body })
  expect([answer.status, await answer.text()]).toEqual([
    200,
    expect.stringMatching(
      /<UserId>AIDA\w{16}<\/UserId><Account>111122223333<\/Account><Arn>arn:aws:iam::111122223333:user\/sandbox<\/Arn>/,
    ),
  ])
})
