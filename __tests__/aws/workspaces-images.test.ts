import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { applyThen, SandboxAws, type FaultAction } from '../../sandbox/aws/aws.ts'
import { connect } from '../../src/aws/connect.ts'
import { Transport } from '../../src/aws/transport.ts'
import { WorkSpacesImages } from '../../src/aws/workspaces-images.ts'
import type { ImageReference } from '../../src/sharing/identifiers.ts'
import { ProblemError, type FailureReason } from '../../src/sharing/problem.ts'
import type { ImageService } from '../../src/ports/image-service.ts'
import { noSecrets } from '../../src/ports/secrets.ts'
import { ownEnvironment } from '../support/environment.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { moment } from '../support/moment.ts'
import { account, accounts, image, problem, region, regionOf } from '../support/examples.ts'

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

/** An error that says that an answer can't be relied on. */
const unreadable = (what: string) => ({
  problem: { reason: 'service-unavailable', message: expect.stringContaining(what) },
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
    const { requestId } = await share()
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(aws.calls.at(-1)?.requestId).toBe(requestId)
    aws.inject({ do: answer('') })
    expect((await share()).requestId).toBeUndefined()
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

describe('a renewal of the credentials that fails', () => {
  const there = { ...image, region: regionOf('us-east-1') }
  const refused = new ProblemError({ ...problem(), reason: 'role-refused' })

  it('leaves open whether a call had effect whose answer was lost, and not whether a first attempt had', async () => {
    // The SDK asks at every attempt, since it renews five minutes before the end.
    const expiration = new Date(Date.now() + 60_000)
    const keys = { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token', expiration }
    aws.addCredentials(keys)
    const asks: ('given' | 'waits' | 'fails')[] = []
    const [begin, end] = [moment(), moment()]
    const credentials = async () => {
      const ask = asks.shift() ?? 'given'
      if (ask === 'given') return keys
      if (ask === 'waits') begin.comes()
      else end.comes()
      await end.come
      throw refused
    }
    const connection = { credentials, transport: new Transport(), secrets: noSecrets }
    const images = new WorkSpacesImages({ ...connection, userAgent: ['test', '1'] }, undefined)
    const sharing = async (one: ImageReference) =>
      images.changePermission(one, account(1), 'share', never).catch((error: unknown) => error)
    aws.addImage(there)
    for (const one of [image, there]) await images.readRecipients(one, never)
    aws.inject({
      times: 1,
      do: applyThen({ kind: 'reset' }),
      // One ask to sign the second attempt. The other call asks twice: before its first attempt, and to sign it.
      onArrival: () => asks.push('waits', 'given', 'fails'),
    })
    const lost = sharing(image)
    await begin.come
    const unsent = sharing(there)
    expect(await Promise.all([lost, unsent])).toMatchObject([
      { mayHaveTakenEffect: true, problem: refused.problem },
      { mayHaveTakenEffect: false, problem: refused.problem },
    ])
    expect([image, there].map((one) => aws.recipients(one.region, one.id))).toEqual([[account(1)], []])
    images.close()
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

  it.each<[what: string, fault: FaultAction, ofPermissions: string, ofImages: string]>([
    [
      'a token that repeats',
      { kind: 'repeat-token' },
      'the same page again and again',
      'the same page again and again',
    ],
    // Its name of an image is no text either, and that is looked at first.
    ['wrong types', { kind: 'wrong-types' }, 'an answer about another image', 'an answer that is no list'],
  ])('is not taken for a list: %s', async (_what, fault, ofPermissions, ofImages) => {
    aws.inject({ do: fault })
    await expect(service.readRecipients(image, never)).rejects.toMatchObject(unreadable(ofPermissions))
    await expect(service.describeImages(region, [image.id], never)).rejects.toMatchObject(
      unreadable(ofImages),
    )
  })

  it('is not taken for an image without an id', async () => {
    aws.inject({ do: answer(JSON.stringify({ Images: [{}, { ImageId: 'x' }, { ImageId: image.id }] })) })
    const found = await service.describeImages(region, [image.id], never)
    expect(found.map((one) => one.image.id)).toEqual([image.id])
  })
})
