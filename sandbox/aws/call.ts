import { randomUUID } from 'node:crypto'
import type { Exchange } from '../http/loopback-server.ts'
import { parseObject } from './json-object.ts'
import { parseSignature } from './signature.ts'

/** A request that reached the sandbox's AWS. */
export interface AwsCall {
  service: 'workspaces' | 'sts'
  operation: string
  /** From the scope of the signature; an unsigned call has none. */
  region?: string
  input: Record<string, unknown>
  /** The HTTP status; 0 as long as no whole answer left, which is for ever when the connection was broken. */
  status: number
  /** AWS's name of the error it answered. */
  error?: string
  requestId: string
  userAgent: string
  accessKeyId?: string
  /** When it arrived, as `performance.now()`. */
  at: number
  /** Which TCP connection it came over: 1 for the first. */
  connection: number
}

/** Reads what a request is about, before anything judges whether it may. */
export function callOf({ request, body, connection, at }: Exchange): AwsCall {
  const { headers } = request
  const target = String(headers['x-amz-target'] ?? '').split('.')
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  const fields: Record<string, unknown> = form ? Object.fromEntries(new URLSearchParams(body)) : {}
  const signature = parseSignature(headers.authorization)
  const named = form ? fields['Action'] : target[0] === 'WorkspacesService' && target[1]
  return {
    service: form ? 'sts' : 'workspaces',
    operation: typeof named === 'string' ? named : `${request.method} ${request.url}`,
    ...(signature === undefined ? {} : { region: signature.region, accessKeyId: signature.accessKeyId }),
    input: form ? fields : (parseObject(body) ?? {}),
    status: 0,
    requestId: randomUUID(),
    userAgent: headers['user-agent'] ?? '',
    at,
    connection,
  }
}
