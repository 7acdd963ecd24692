import { cbor, tag } from '@smithy/core/cbor'
import type { Answer } from '../http/delivery.ts'
import type { Exchange } from '../http/loopback-server.ts'

// Smithy RPC v2 CBOR, which newer AWS clients speak: the same objects as in JSON, in CBOR, with the operation in the
// path. https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
const PROTOCOL = { 'smithy-protocol': 'rpc-v2-cbor' }
const PATH = /^\/service\/(?<service>[^/]+)\/operation\/(?<operation>[^/]+)$/u

/** The members that are points in time. JSON has them as numbers of seconds, CBOR with a tag. */
const TIMES: ReadonlySet<string> = new Set(['Created', 'CreationTime', 'LastUpdatedTime'])
const SECONDS_SINCE_1970 = 1

/** Returns whether a request is in CBOR. */
export function isCbor({ request }: Exchange): boolean {
  return request.headersDistinct['smithy-protocol']?.[0] === PROTOCOL['smithy-protocol']
}

/** Returns the service and the operation of a request in CBOR, as its path names them. */
export function cborTarget({ request }: Exchange): readonly string[] {
  const { service, operation } = PATH.exec(request.url ?? '')?.groups ?? {}
  return service === undefined || operation === undefined ? [] : [service, operation]
}

/** Reads the object of a request; returns `undefined` for any other body. A body without a byte is an empty object. */
export function parseCbor({ bytes }: Exchange): Record<string, unknown> | undefined {
  try {
    const value: unknown = bytes.length === 0 ? {} : cbor.deserialize(bytes)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined
  } catch {
    return undefined
  }
}

/** Returns a success. */
export function cborSuccess(requestId: string, output: Record<string, unknown> = {}): Answer {
  return answer(200, requestId, output)
}

/** Returns an error. */
export function cborError(
  service: string,
  requestId: string,
  error: { code: string; message: string; status: number; fields: Readonly<Record<string, unknown>> },
): Answer {
  const { code, message, status, fields } = error
  return answer(status, requestId, { __type: `com.amazonaws.${service}#${code}`, message, ...fields })
}

function answer(status: number, requestId: string, content: Record<string, unknown>): Answer {
  return {
    status,
    headers: { ...PROTOCOL, 'content-type': 'application/cbor', 'x-amzn-requestid': requestId },
    // The codec reuses the memory of what it returns.
    body: Uint8Array.from(cbor.serialize(withTimes(content))),
  }
}

function withTimes(value: unknown, member = ''): unknown {
  if (typeof value === 'number' && TIMES.has(member)) return tag({ tag: SECONDS_SINCE_1970, value })
  if (Array.isArray(value)) return value.map((one) => withTimes(one))
  if (typeof value !== 'object' || value === null) return value
  // JSON leaves such members out by itself.
  const members = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(members.map(([name, one]) => [name, withTimes(one, name)]))
}
