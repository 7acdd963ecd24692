import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { applyThen, SandboxAws, type FaultAction } from '../../sandbox/aws/aws.ts'
import { connect } from '../../src/aws/connect.ts'
import { ProblemError, type FailureReason } from '../../src/sharing/problem.ts'
import type { ImageService } from '../../src/steps/image-service.ts'
import { ownEnvironment } from '../in-memory/environment.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { account, accounts, image, region, regionOf } from '../sharing/examples.ts'

countNodeErrorsAsErrors()

const never = new AbortController().signal
const noTokens = { request: async () => Promise.reject(new Error('No token is needed here')) }
let aws: SandboxAws
let service: ImageService

beforeEach(async () => {
  aws = await SandboxAws.start()
  aws.addImage({ ...image, name: 'golden' })
})
ownEnvironment(() => aws.environment())
beforeEach(async () => {
  service = await connect({ region, role: undefined }, noTokens, ['share-workspaces-image', '9.9.9'], never)
})
afterEach(async () => {
  service.close()
  await aws.close()
})

const share = async () => service.changePermission(image, account(1), 'share', never)
const answer = (body: string): FaultAction => ({
  kind: 'http',
  status: 200,
  contentType: 'application/x-amz-json-1.1',
  body,
})

describe('calls to WorkSpaces', () => {
  it('ask for the largest pages and say who asks', async () => {
    await service.describeImages(region, [image.id], never)
    await service.isSharedWithCaller(image, never)
    await service.readRecipients(image, never)
    await share()
    expect(aws.calls.map(({ operation, input }) => [operation, input])).toEqual([
      ['DescribeWorkspaceImages', { ImageIds: [image.id], MaxResults: 25 }],
      ['DescribeWorkspaceImages', { ImageType: 'SHARED', MaxResults: 25 }],
      ['DescribeWorkspaceImagePermissions', { ImageId: image.id, MaxResults: 25 }],
      [
        'UpdateWorkspaceImagePermission',
        { ImageId: image.id, SharedAccountId: account(1), AllowCopyImage: true },
      ],
    ])
    for (const { userAgent } of aws.calls) expect(userAgent).toContain('share-workspaces-image/9.9.9')
  })

  it('go to the Region of the image, over one client a Region', async () => {
    const there = { ...image, region: regionOf('us-east-1') }
    aws.addImage(there)
    await service.readRecipients(image, never)
    await service.readRecipients(there, never)
    await service.readRecipients(there, never)
    expect(aws.calls.map((call) => call.region)).toEqual(['eu-west-1', 'us-east-1', 'us-east-1'])
  })

  it('that change something give the request id of the answer', async () => {
    const requestId = await share()
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(aws.calls.at(-1)?.requestId).toBe(requestId)
    aws.inject({ do: answer('') })
    expect(await share()).toBeUndefined()
  })

  it('do not know who is signed in from keys alone', () => {
    expect(service.callerAccount).toBeUndefined()
  })

  it.each<[what: string, fault: FaultAction]>([
    ['throttling', { kind: 'error', name: 'ThrottlingException' }],
    ['a fault of AWS', { kind: 'error', name: 'InternalFailure' }],
    ['an empty 503', { kind: 'http', status: 503 }],
    ['a lost connection', { kind: 'reset' }],
    ['an answer that was lost', applyThen({ kind: 'reset' })],
  ])('are made again after %s', async (_what, fault) => {
    aws.inject({ times: 1, do: fault })
    await share()
    expect(aws.calls).toHaveLength(2)
    expect(aws.recipients(region, image.id)).toEqual([account(1)])
  })

  it('are not made again after a refusal', async () => {
    aws.inject({ do: { kind: 'error', name: 'AccessDeniedException' } })
    await expect(share()).rejects.toMatchObject({
      problem: {
        reason: 'access-denied',
        message: `Could not share ${image.id} with ${account(1)}: the credentials don't allow workspaces:UpdateWorkspaceImagePermission.`,
      },
    })
    expect(aws.calls).toHaveLength(1)
  })

  it('say which call it was', async () => {
    aws.inject({ do: { kind: 'error', name: 'AccessDeniedException' } })
    const messages = [
      service.describeImages(region, [image.id], never),
      service.isSharedWithCaller(image, never),
      service.readRecipients(image, never),
      service.changePermission(image, account(1), 'unshare', never),
    ].map(async (call) =>
      call.catch((error: unknown) => (error instanceof ProblemError ? error.message : '')),
    )
    expect(await Promise.all(messages)).toEqual([
      "Could not look up images in eu-west-1: the credentials don't allow workspaces:DescribeWorkspaceImages.",
      "Could not list the images shared with this account in eu-west-1: the credentials don't allow workspaces:DescribeWorkspaceImages.",
      `Could not read who can copy ${image.id}: the credentials don't allow workspaces:DescribeWorkspaceImagePermissions.`,
      `Could not unshare ${image.id} from ${account(1)}: the credentials don't allow workspaces:UpdateWorkspaceImagePermission.`,
    ])
  })
})

describe('an answer that can not be AWS’s', () => {
  it.each<[what: string, body: string, message: string, reason: FailureReason]>([
    ['nothing at all', '', 'an empty answer', 'service-unavailable'],
    ['an empty object', '{}', 'an empty answer', 'service-unavailable'],
    [
      'another image',
      '{"ImageId":"wsi-000000009","ImagePermissions":[]}',
      'an answer about another image',
      'service-unavailable',
    ],
    ['an image that is none', '{"ImageId":7}', 'an answer about another image', 'service-unavailable'],
    ['no list', '{"ImagePermissions":7}', 'an answer that is no list', 'service-unavailable'],
    ['an entry of null', '{"ImagePermissions":[null]}', 'an entry that is no account', 'service-unavailable'],
    ['an empty entry', '{"ImagePermissions":[{}]}', 'an entry that is no account', 'service-unavailable'],
    [
      'a number for an account',
      '{"ImagePermissions":[{"SharedAccountId":111122223333}]}',
      'an entry that is no account',
      'service-unavailable',
    ],
    [
      'an account that is too short',
      '{"ImagePermissions":[{"SharedAccountId":"1"}]}',
      'an entry that is no account',
      'service-unavailable',
    ],
  ])('is not taken for who can copy the image: %s', async (_what, body, what, reason) => {
    aws.inject({ do: answer(body) })
    await expect(service.readRecipients(image, never)).rejects.toMatchObject({
      problem: {
        reason,
        message: `Could not read who can copy ${image.id}: Amazon WorkSpaces gave ${what}.`,
      },
    })
  })

  it('may leave out the list, as long as it names the image', async () => {
    aws.inject({ do: answer(JSON.stringify({ ImageId: image.id })) })
    expect(await service.readRecipients(image, never)).toEqual([])
  })

  it('may repeat accounts, in any order', async () => {
    const ImagePermissions = [2, 1, 2].map((number) => ({ SharedAccountId: account(number) }))
    aws.inject({ do: answer(JSON.stringify({ ImagePermissions })) })
    expect(await service.readRecipients(image, never)).toEqual(accounts(1, 2))
  })

  it.each<[what: string, fault: FaultAction, message: string]>([
    ['a token that repeats', { kind: 'repeat-token' }, 'the same page again and again'],
    ['wrong types', { kind: 'wrong-types' }, 'an answer that is no list'],
  ])('is not taken for a list: %s', async (_what, fault, what) => {
    aws.inject({ do: fault })
    const problem = { reason: 'service-unavailable', message: expect.stringContaining(what) }
    // With wrong types, the image that the answer names is none either.
    const reason = fault.kind === 'wrong-types' ? { reason: problem.reason } : problem
    await expect(service.readRecipients(image, never)).rejects.toMatchObject({ problem: reason })
    await expect(service.describeImages(region, [image.id], never)).rejects.toMatchObject({ problem })
  })

  it('is not taken for an image without an id', async () => {
    aws.inject({ do: answer(JSON.stringify({ Images: [{}, { ImageId: 'x' }, { ImageId: image.id }] })) })
    const found = await service.describeImages(region, [image.id], never)
    expect(found.map((one) => one.image.id)).toEqual([image.id])
  })
})
