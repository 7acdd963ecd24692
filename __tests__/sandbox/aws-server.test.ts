import { once } from 'node:events'
import { connect } from 'node:net'
import { Agent, request } from 'node:https'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import { loopbackCertificate } from '../../sandbox/http/certificate.ts'
import { Fixture, RECIPIENT, thrown } from '../support/sandbox-aws.ts'

const sandbox = new Fixture()

/** Waits until so many requests have arrived; the test's time-out ends the wait. */
async function arrived(count: number): Promise<void> {
  while (sandbox.aws.calls.length < count) await setImmediate()
}

describe('closing', () => {
  it('ends a request that hangs, a body that drips, an answer that waits and a connection that idles', async () => {
    sandbox.aws.inject({ times: 1, do: { kind: 'hang' } })
    const hung = fetch(sandbox.aws.url, { method: 'POST' })
    await arrived(1)
    sandbox.aws.inject({ times: 1, do: { kind: 'slow-loris', everyMs: 1 } })
    const socket = connect(Number(new URL(sandbox.aws.url).port), '127.0.0.1')
    await once(socket, 'connect')
    const dripping = (await fetch(sandbox.aws.url, { method: 'POST' })).text()
    sandbox.aws.inject({ do: { kind: 'slow', ms: 3_600_000 } })
    const waiting = fetch(sandbox.aws.url, { method: 'POST' })
    await arrived(3)
    const outcomes = Promise.allSettled([hung, dripping, waiting, once(socket, 'close')])
    await sandbox.aws.close()
    expect((await outcomes).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'fulfilled',
    ])
  })

  it('leaves nobody listening', async () => {
    await sandbox.aws.close()
    await expect(fetch(sandbox.aws.url)).rejects.toThrow('fetch failed')
  })
})

describe('connections', () => {
  it('are numbered as they come', async () => {
    const one = sandbox.client()
    await sandbox.share(RECIPIENT, true, one)
    // The connection becomes free a moment after the answer.
    await setImmediate()
    await sandbox.share(RECIPIENT, true, one)
    await sandbox.share(RECIPIENT, true, sandbox.client())
    expect(sandbox.aws.calls.map(({ connection }) => connection)).toEqual([1, 1, 2])
    expect(sandbox.aws.connections).toBe(2)
  })
})

describe('TLS', () => {
  it('serves clients that trust the authority, and no others', async () => {
    const { key, cert, ca } = await loopbackCertificate()
    const aws = await SandboxAws.start({ tls: { key, cert } })
    const httpsAgent = new Agent({ ca })
    const trusting = sandbox.client({
      endpoint: aws.url,
      requestHandler: new NodeHttpHandler({ httpsAgent }),
    })
    expect((await thrown(sandbox.share(RECIPIENT, true, trusting))).name).toBe('UnrecognizedClientException')
    const errors: unknown = await once(request(aws.url).end(), 'error')
    expect(errors).toMatchObject([{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }])
    expect(aws.calls).toMatchObject([{ connection: 1, status: 400 }])
    await aws.close()
  })
})
