import { randomUUID } from 'node:crypto'
import type { Exchange } from '../http/loopback-server.ts'
import { cborTarget, isCbor, parseCbor } from './cbor.ts'
import { parseObject } from './json-object.ts'
import { parseSignature } from './signature.ts'

/** The services of the sandbox's AWS, as signatures and IAM name them. */
export type AwsService = 'workspaces' | 'organizations' | 'sts'

/** A request that reached the sandbox's AWS. */
export interface AwsCall {
  service: AwsService
  operation: string
  /** The Region in the signature's scope; unsigned calls have none. */
  region?: string
  input: Record<string, unknown>
  /** The HTTP status; 0 until a whole response was sent, so for ever if the connection was broken. */
  status: number
  /** AWS's name of the returned error. */
  error?: string
  requestId: string
  userAgent: string
  accessKeyId?: string
  /** The ARN of the user or role session that owns the access key. */
  caller?: string
  /** The time of arrival, as `performance.now()`. */
  at: number
  /** The number of its TCP connection, counted from 1. */
  connection: number
}

/** The services by the first part of `X-Amz-Target`, or by that in a path of CBOR. */
const SERVICE_OF_TARGET: ReadonlyMap<string, AwsService> = new Map([
  ['WorkspacesService', 'workspaces'],
  ['AWSOrganizationsV20161128', 'organizations'],
])

/** Reads the service, operation and input of a request, before any authorization. */
export function callOf(exchange: Exchange): AwsCall {
  const { request, body, connection, at } = exchange
  const { headers } = request
  const [target = '', targeted] = isCbor(exchange)
    ? cborTarget(exchange)
    : String(headers['x-amz-target'] ?? '').split('.')
  const service = SERVICE_OF_TARGET.get(target)
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  const fields: Record<string, unknown> = form ? Object.fromEntries(new URLSearchParams(body)) : {}
  const signature = parseSignature(headers.authorization)
  const named = form ? fields['Action'] : service !== undefined && targeted
  return {
    service: form ? 'sts' : (service ?? 'workspaces'),
    operation: typeof named === 'string' ? named : `${request.method} ${request.url}`,
    ...(signature === undefined ? {} : { region: signature.region, accessKeyId: signature.accessKeyId }),
    input: form ? fields : ((isCbor(exchange) ? parseCbor(exchange) : parseObject(body)) ?? {}),
    status: 0,
    requestId: randomUUID(),
    userAgent: headers['user-agent'] ?? '',
    at,
    connection,
  }
}

const WRITES = new Set([
  'UpdateWorkspaceImagePermission',
  'CopyWorkspaceImage',
  'CreateTags',
  'UpdateWorkspaceBundle',
])

/** Returns whether the call is of a write operation. */
export function isWrite({ operation }: AwsCall): boolean {
  return WRITES.has(operation)
}
