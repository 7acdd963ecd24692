import { describe, expect, it } from '@jest/globals'
import {
  UpdateWorkspaceImagePermissionCommand,
  type WorkSpacesClient,
  type WorkSpacesClientConfig,
} from '@aws-sdk/client-workspaces'
import { Fixture, IMAGE, RECIPIENT, REGION, thrown } from '../support/sandbox-aws.ts'

const sandbox = new Fixture()
const TARGET = 'WorkspacesService.UpdateWorkspaceImagePermission'
const BODY = JSON.stringify({ ImageId: IMAGE, AllowCopyImage: true, SharedAccountId: RECIPIENT })

interface Signed {
  headers: Record<string, string>
  body: Uint8Array
}

function isSigned(request: unknown): request is Signed {
  return typeof request === 'object' && request !== null && 'headers' in request && 'body' in request
}

/** Lets a test change a request after it was signed, just before it leaves. */
function tamper(client: WorkSpacesClient, change: (request: Signed) => void): WorkSpacesClient {
  client.middlewareStack.add(
    (next) => (args) => {
      if (isSigned(args.request)) change(args.request)
      return next(args)
    },
    { step: 'deserialize', priority: 'low' },
  )
  return client
}

async function post(headers: Record<string, string>, body: string): Promise<[number, unknown]> {
  const answer = await fetch(sandbox.aws.url, { method: 'POST', headers, body })
  const text = await answer.text()
  return [answer.status, text === '' ? '' : JSON.parse(text)]
}

describe('the wire', () => {
  it('answers a share with an empty body', async () => {
    let signed: Record<string, string> = {}
    const client = tamper(sandbox.client(), (request) => {
      signed = { ...request.headers }
    })
    await sandbox.share(RECIPIENT, true, client)
    const { host: _host, 'content-length': _length, ...headers } = signed
    const again = await fetch(sandbox.aws.url, { method: 'POST', headers, body: BODY })
    expect([again.status, again.headers.get('content-type'), await again.text()]).toEqual([
      200,
      'application/x-amz-json-1.1',
      '',
    ])
    expect(again.headers.get('x-amzn-requestid')).toBe(sandbox.aws.calls[1]?.requestId)
  })

  it('wants a signature', async () => {
    expect(await post({ 'x-amz-target': TARGET }, BODY)).toEqual([
      400,
      { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' },
    ])
    expect(await post({ 'x-amz-target': TARGET, authorization: 'AWS4-HMAC-SHA256 x' }, BODY)).toMatchObject([
      400,
      { __type: 'IncompleteSignatureException' },
    ])
  })

  it('knows no other operation', async () => {
    const [status, body] = await post({ 'x-amz-target': 'WorkspacesService.MakeCoffee' }, '{}')
    expect([status, body]).toMatchObject([400, { __type: 'UnknownOperationException' }])
    expect(sandbox.aws.calls).toMatchObject([{ operation: 'MakeCoffee', status: 400 }])
  })
})

describe('signatures', () => {
  const keys = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'right' }

  it.each<[string, WorkSpacesClientConfig]>([
    ['UnrecognizedClientException', { credentials: { ...keys, accessKeyId: 'AKIAUNKNOWN' } }],
    ['UnrecognizedClientException', { credentials: { ...keys, sessionToken: 'unknown' } }],
    ['InvalidSignatureException', { credentials: { ...keys, secretAccessKey: 'wrong' } }],
    ['InvalidSignatureException', { credentials: keys, systemClockOffset: -6 * 60_000 }],
    ['InvalidSignatureException', { credentials: keys, systemClockOffset: 6 * 60_000 }],
  ])('answers %s for %j', async (name, config) => {
    sandbox.aws.addCredentials(keys)
    const error = await thrown(sandbox.share(RECIPIENT, true, sandbox.client(config)))
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
    expect(sandbox.aws.recipients(REGION, IMAGE)).toEqual([])
  })

  it('accepts keys without a session token', async () => {
    sandbox.aws.addCredentials(keys)
    await sandbox.share(RECIPIENT, true, sandbox.client({ credentials: keys }))
    expect(sandbox.aws.calls).toMatchObject([{ status: 200, accessKeyId: keys.accessKeyId }])
  })

  it('lets the SDK correct a wrong clock', async () => {
    const client = sandbox.client({ systemClockOffset: -60 * 60_000, maxAttempts: 2 })
    await sandbox.share(RECIPIENT, true, client)
    expect(sandbox.aws.calls.map((call) => call.status)).toEqual([400, 200])
  })

  it('notice a changed body', async () => {
    const client = tamper(sandbox.client(), (request) => {
      request.body = Buffer.from(BODY.replace(RECIPIENT, '000000000002'))
    })
    expect((await thrown(sandbox.share(RECIPIENT, true, client))).name).toBe('InvalidSignatureException')
  })

  it('are for one service', async () => {
    const client = tamper(sandbox.client(), ({ headers }) => {
      headers['authorization'] = String(headers['authorization']).replace('/workspaces/', '/ec2/')
    })
    expect((await thrown(sandbox.share(RECIPIENT, true, client))).name).toBe('InvalidSignatureException')
  })

  it('expire with their keys', async () => {
    sandbox.aws.addCredentials({ ...keys, expiresAt: Date.now() - 1 })
    const error = await thrown(sandbox.share(RECIPIENT, true, sandbox.client({ credentials: keys })))
    expect(error).toMatchObject({ name: 'ExpiredTokenException', $metadata: { attempts: 1 } })
  })

  it('give no right to an operation that is denied', async () => {
    sandbox.aws.addCredentials({ ...keys, deny: ['UpdateWorkspaceImagePermission'] })
    const client = sandbox.client({ credentials: keys })
    expect(await sandbox.page({}, client)).toMatchObject({ accounts: [] })
    expect(
      await thrown(
        client.send(
          new UpdateWorkspaceImagePermissionCommand({
            ImageId: IMAGE,
            AllowCopyImage: true,
            SharedAccountId: RECIPIENT,
          }),
        ),
      ),
    ).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'not authorized to perform: workspaces:UpdateWorkspaceImagePermission',
      ),
    })
  })
})
