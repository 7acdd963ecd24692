import { createHash, createHmac } from 'node:crypto'
import type { SandboxAws } from '../../sandbox/aws/aws.ts'

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** A call of any protocol, to be signed. */
export interface UnsignedCall {
  readonly service: string
  readonly region: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Sends a call with Signature Version 4 and the keys of the sandbox's account, for calls that no client here makes. */
export async function signedCall(aws: SandboxAws, call: UnsignedCall): Promise<Response> {
  const keys = aws.environment()
  const now = new Date().toISOString().replaceAll(/[-:]|\.\d{3}/gu, '')
  const headers: Record<string, string> = {
    ...call.headers,
    host: new URL(aws.url).host,
    'x-amz-date': now,
    'x-amz-security-token': String(keys['AWS_SESSION_TOKEN']),
  }
  const names = Object.keys(headers).toSorted()
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const canonical = ['POST', call.path, '', lines, names.join(';'), sha256(call.body)].join('\n')
  const scope = [now.slice(0, 8), call.region, call.service, 'aws4_request']
  const text = ['AWS4-HMAC-SHA256', now, scope.join('/'), sha256(canonical)].join('\n')
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${keys['AWS_SECRET_ACCESS_KEY']}`)
  const signature = createHmac('sha256', key).update(text).digest('hex')
  const credential = `${keys['AWS_ACCESS_KEY_ID']}/${scope.join('/')}`
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  const body = Uint8Array.from(call.body)
  return fetch(aws.url + call.path, { method: 'POST', headers: { ...headers, authorization }, body })
}
