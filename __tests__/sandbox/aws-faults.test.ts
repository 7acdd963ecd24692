import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import {
  DescribeWorkspaceImagePermissionsCommand,
  DescribeWorkspaceImagesCommand,
} from '@aws-sdk/client-workspaces'
import { applyThen, lateEffect, type FaultAction } from '../../sandbox/aws/aws.ts'
import { Fixture, IMAGE, RECIPIENT, REGION, thrown } from '../support/sandbox-aws.ts'

const sandbox = new Fixture()
const OTHER = '000000000002'
const held = (): string[] => sandbox.aws.recipients(REGION, IMAGE)

describe('what the SDK makes of', () => {
  it.each<[string, FaultAction, string, { took: boolean; status: number }]>([
    ['a reset', { kind: 'reset' }, 'TimeoutError', { took: false, status: 0 }],
    ['a cut body', { kind: 'cut' }, 'Error', { took: true, status: 0 }],
    ['HTML', { kind: 'http', status: 503, body: '<html>' }, 'SyntaxError', { took: false, status: 503 }],
    ['an empty 502', { kind: 'http', status: 502 }, 'Unknown', { took: false, status: 502 }],
    ['a reset after the effect', applyThen({ kind: 'reset' }), 'TimeoutError', { took: true, status: 0 }],
    [
      'an error after the effect',
      applyThen({ kind: 'error', name: 'InternalFailure' }),
      'InternalFailure',
      { took: true, status: 500 },
    ],
    [
      'an error named in a header',
      { kind: 'error', name: 'AccessDeniedException', nameIn: 'header' },
      'AccessDeniedException',
      { took: false, status: 400 },
    ],
    [
      'an error with a namespace',
      { kind: 'error', name: 'ResourceNotFoundException', nameIn: 'namespaced-type' },
      'ResourceNotFoundException',
      { took: false, status: 400 },
    ],
  ])('%s', async (_what, action, name, { took, status }) => {
    sandbox.aws.inject({ do: action })
    expect((await thrown(sandbox.share())).name).toBe(name)
    expect(held()).toEqual(took ? [RECIPIENT] : [])
    expect(sandbox.aws.calls).toMatchObject([{ status }])
  })

  it('fields of an error', async () => {
    const fields = { ResourceId: IMAGE }
    sandbox.aws.inject({
      do: { kind: 'error', name: 'ResourceUnavailableException', message: 'Busy', fields },
    })
    expect(await thrown(sandbox.share())).toMatchObject({ message: 'Busy', ResourceId: IMAGE })
  })

  it('a hang: nothing, until the client gives up', async () => {
    sandbox.aws.inject({ do: { kind: 'hang' } })
    const client = sandbox.client()
    const shared = thrown(sandbox.share(RECIPIENT, true, client))
    while (sandbox.aws.calls.length === 0) await setImmediate()
    client.destroy()
    expect((await shared).message).toBe('socket hang up')
    expect(sandbox.aws.calls).toMatchObject([{ status: 0 }])
  })

  it('a slow answer: a late success', async () => {
    sandbox.aws.inject({ do: { kind: 'slow', ms: 20 } })
    await sandbox.share()
    expect(sandbox.aws.calls).toMatchObject([{ status: 200 }])
  })
})

describe('faults', () => {
  it('pick their calls', async () => {
    sandbox.aws.inject({ on: { account: OTHER, image: IMAGE, region: REGION }, do: { kind: 'reset' } })
    await sandbox.share()
    await thrown(sandbox.share(OTHER))
    expect(await sandbox.page()).toMatchObject({ accounts: [RECIPIENT] })
  })

  it('start late and end', async () => {
    sandbox.aws.inject({ after: 1, times: 1, do: { kind: 'error', name: 'InternalFailure' } })
    await sandbox.share()
    await thrown(sandbox.share())
    await sandbox.share()
    expect(sandbox.aws.calls.map((call) => call.error)).toEqual([undefined, 'InternalFailure', undefined])
  })

  it('come one after another', async () => {
    sandbox.aws.inject({ times: 1, do: { kind: 'error', name: 'ThrottlingException' } })
    sandbox.aws.inject({ times: 1, do: { kind: 'http', status: 503 } })
    await sandbox.share(RECIPIENT, true, sandbox.client({ maxAttempts: 3 }))
    expect(sandbox.aws.calls.map((call) => call.status)).toEqual([400, 503, 200])
  })

  it('end when they are cleared', async () => {
    sandbox.aws.inject({ do: { kind: 'reset' } })
    sandbox.aws.clearFaults()
    await sandbox.share()
    expect(held()).toEqual([RECIPIENT])
  })

  it('throttle a burst that is too long', async () => {
    sandbox.aws.inject({ do: { kind: 'token-bucket', perSecond: 0, burst: 2 } })
    await sandbox.share()
    await sandbox.share()
    expect(await thrown(sandbox.share())).toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
    })
  })

  it('accept a share that never happens', async () => {
    sandbox.aws.inject({ do: { kind: 'accept-without-effect' } })
    await sandbox.share()
    expect(held()).toEqual([])
  })

  it('show what was there before the writes, for a number of reads', async () => {
    sandbox.aws.setRecipients(REGION, IMAGE, [OTHER])
    sandbox.aws.inject({ do: { kind: 'stale', reads: 1 } })
    await sandbox.page()
    await sandbox.share()
    expect((await sandbox.page()).accounts).toEqual([OTHER])
    expect((await sandbox.page()).accounts).toEqual([RECIPIENT, OTHER])
  })

  it('show what was there at a moment of choice', async () => {
    await sandbox.share()
    sandbox.aws.keepForStaleReads(REGION, IMAGE)
    await sandbox.share(RECIPIENT, false)
    sandbox.aws.inject({ do: { kind: 'stale', reads: 1 } })
    expect((await sandbox.page()).accounts).toEqual([RECIPIENT])
    expect((await sandbox.page()).accounts).toEqual([])
  })

  it('let a call take effect when it is told to, whatever it was answered', async () => {
    let takeEffect: (() => void) | undefined
    const told = new Promise<void>((resolve) => {
      takeEffect = resolve
    })
    sandbox.aws.inject({ times: 1, do: lateEffect(told, { kind: 'http', status: 302 }) })
    await thrown(sandbox.share())
    expect(held()).toEqual([])
    takeEffect?.()
    await sandbox.page()
    expect(held()).toEqual([RECIPIENT])
    expect(sandbox.aws.calls[0]).toMatchObject({ status: 302 })
  })

  it('give the same token again and again', async () => {
    sandbox.aws.inject({ do: { kind: 'repeat-token' } })
    const { token } = await sandbox.page()
    expect(await sandbox.page({ NextToken: String(token) })).toEqual({ accounts: [], token })
  })

  it('never let a list end', async () => {
    await sandbox.share()
    sandbox.aws.inject({ do: { kind: 'endless-pages' } })
    const first = await sandbox.page()
    const second = await sandbox.page({ NextToken: String(first.token) })
    expect([first.accounts, second.accounts]).toEqual([[RECIPIENT], []])
    expect(second.token).not.toBe(first.token)
  })

  it('mix up types', async () => {
    sandbox.aws.inject({ do: { kind: 'wrong-types' } })
    const { ImagePermissions, ImageId } = await sandbox
      .client()
      .send(new DescribeWorkspaceImagePermissionsCommand({ ImageId: IMAGE }))
    expect([ImagePermissions, ImageId]).toEqual([7, { value: IMAGE }])
  })

  it('let something else happen first', async () => {
    sandbox.aws.inject({
      times: 1,
      do: { kind: 'meanwhile', happens: async () => sandbox.share(OTHER) },
    })
    await sandbox.share()
    expect(held()).toEqual([RECIPIENT, OTHER])
    expect(sandbox.aws.writes().map(({ status }) => status)).toEqual([200, 200])
  })

  it('tell of the calls that they happen to, before anything comes of it', async () => {
    const told: string[][] = []
    const onArrival = (): number => told.push(held())
    sandbox.aws.inject({ on: { account: OTHER }, do: applyThen({ kind: 'reset' }), onArrival })
    await sandbox.share()
    expect(told).toEqual([])
    await thrown(sandbox.share(OTHER))
    expect(told).toEqual([[RECIPIENT]])
    expect(held()).toEqual([RECIPIENT, OTHER])
  })

  it("set AWS's clock, which refuses whoever goes by another", async () => {
    sandbox.aws.clockAheadMs = 60 * 60 * 1000
    const client = sandbox.client()
    await expect(client.send(new DescribeWorkspaceImagesCommand({}))).rejects.toThrow('Signature expired')
    // The answer's date has told the SDK the right time.
    expect((await client.send(new DescribeWorkspaceImagesCommand({}))).Images).toHaveLength(1)
  })
})
