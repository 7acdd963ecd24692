import { deliver, type Misbehaviour } from '../../sandbox/http/delivery.ts'
import { LoopbackServer, type Exchange } from '../../sandbox/http/loopback-server.ts'

/** What a service on the machine hands out as credentials of a role. */
export interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

const sessionToken = 'a-session-of-the-instance'
const role = 'golden-runner'
const roles = '/latest/meta-data/iam/security-credentials/'

/**
 * What gives a self-hosted runner its credentials, on loopback: the instance metadata service of EC2 (version 2, as its
 * guide has it: a token by PUT, then the role's name, then its keys), and the endpoint of ECS and EKS containers.
 */
export class MetadataService {
  /** Method and path of every request. */
  readonly requests: string[] = []
  readonly url: string
  /** What the endpoint of the container does instead of handing out keys. */
  misbehaviour: Misbehaviour | undefined
  readonly #server: LoopbackServer

  private constructor(server: LoopbackServer) {
    this.#server = server
    this.url = server.url
  }

  /** @param authorization what a container has to send */
  static async start(keys: Keys, authorization: string): Promise<MetadataService> {
    const server = await LoopbackServer.start()
    const service = new MetadataService(server)
    server.serve(async (exchange) => {
      const { method = '', url = '', headers } = exchange.request
      service.requests.push(`${method} ${url}`)
      const known = headers['x-aws-ec2-metadata-token'] === sessionToken
      if (method === 'PUT' && url === '/latest/api/token') await answer(exchange, 200, sessionToken)
      else if (url === roles && known) await answer(exchange, 200, role)
      else if (url === `${roles}${role}` && known) await answer(exchange, 200, textOf(keys))
      else if (url === '/container' && headers.authorization === authorization)
        await answer(exchange, 200, textOf(keys), service.misbehaviour)
      else await answer(exchange, 401, '')
    })
    return service
  }

  async close(): Promise<void> {
    await this.#server.close()
  }
}

async function answer(exchange: Exchange, status: number, body: string, how?: Misbehaviour): Promise<void> {
  const headers = { 'content-type': body.startsWith('{') ? 'application/json' : 'text/plain' }
  await deliver(exchange, { status, headers, body }, { status: 0 }, how)
}

/** Keys as the services write them, and as a program of `credential_process` does. */
export function textOf({ accessKeyId, secretAccessKey, sessionToken: token }: Keys): string {
  return JSON.stringify({
    Version: 1,
    Code: 'Success',
    Type: 'AWS-HMAC',
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: token,
    SessionToken: token,
    Expiration: '2099-01-01T00:00:00Z',
  })
}
