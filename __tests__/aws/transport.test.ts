import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect as connectSocket, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import { connect } from '../../src/aws/connect.ts'
import { Transport } from '../../src/aws/transport.ts'
import type { ImageService } from '../../src/ports/image-service.ts'
import { ownEnvironment, setEnvironment } from '../support/environment.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { image, imageNumber, region } from '../support/examples.ts'

countNodeErrorsAsErrors()

/** A proxy on loopback that opens a way to the sandbox, whatever host it is asked for. */
class ConnectProxy {
  /** The hosts it was asked for. */
  readonly asked: string[] = []
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  constructor(port: number) {
    this.#server = createServer()
    this.#server.on('connection', (socket) => this.#sockets.add(socket))
    this.#server.on('connect', (request, client) => {
      this.asked.push(request.url ?? '')
      const upstream = connectSocket(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        upstream.pipe(client).pipe(upstream)
      })
      for (const socket of [upstream, client]) socket.on('error', () => upstream.destroy())
    })
  }

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
    return `http://127.0.0.1:${address.port}`
  }

  async close(): Promise<void> {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await once(this.#server, 'close')
  }
}

const never = new AbortController().signal
const noTokens = { request: async () => Promise.reject(new Error('No token is needed here')) }
let aws: SandboxAws
let proxy: ConnectProxy
let proxyUrl: string
let services: ImageService[]

beforeEach(async () => {
  aws = await SandboxAws.start()
  aws.addImage(image)
  aws.addImage(imageNumber(2))
  proxy = new ConnectProxy(Number(new URL(aws.url).port))
  proxyUrl = await proxy.start()
  services = []
})
ownEnvironment(() => aws.environment())
afterEach(async () => {
  for (const service of services) service.close()
  await proxy.close()
  await aws.close()
})

async function connected(): Promise<ImageService> {
  const service = await connect({ region, role: undefined }, noTokens, ['test', '1'], never)
  services.push(service)
  return service
}

describe('requests', () => {
  it('go straight to AWS without a proxy', async () => {
    await (await connected()).readRecipients(image, never)
    expect([proxy.asked, aws.calls.length]).toEqual([[], 1])
  })

  it('go through the proxy that the environment names, over connections that are kept', async () => {
    setEnvironment({ AWS_ENDPOINT_URL: 'http://aws.test:8080', http_proxy: proxyUrl })
    const service = await connected()
    await service.readRecipients(image, never)
    await service.readRecipients(imageNumber(2), never)
    expect(proxy.asked).toEqual(['aws.test:8080'])
    expect(aws.calls.map(({ status, connection }) => [status, connection])).toEqual([
      [200, 1],
      [200, 1],
    ])
  })

  it('go to the usual port where the address names none', async () => {
    setEnvironment({ AWS_ENDPOINT_URL: 'http://aws.test', HTTP_PROXY: proxyUrl })
    await (await connected()).readRecipients(image, never)
    expect(proxy.asked).toEqual(['aws.test:80'])
  })

  it('go round the proxy for hosts that NO_PROXY names', async () => {
    setEnvironment({ http_proxy: proxyUrl, no_proxy: '*' })
    await (await connected()).readRecipients(image, never)
    expect(proxy.asked).toEqual([])
  })

  it('go round the proxy for loopback', async () => {
    setEnvironment({ http_proxy: proxyUrl })
    await (await connected()).readRecipients(image, never)
    expect(proxy.asked).toEqual([])
  })

  it('say so where the proxy can not be reached', async () => {
    setEnvironment({ AWS_ENDPOINT_URL: 'http://aws.test:8080', http_proxy: 'http://127.0.0.1:1' })
    const controller = new AbortController()
    const read = (await connected()).readRecipients(image, controller.signal)
    controller.abort()
    await expect(read).rejects.toMatchObject({ problem: { reason: 'cancelled' } })
  })
})

it('closes all its connections', () => {
  const transport = new Transport()
  expect(() => transport.destroy()).not.toThrow()
})
