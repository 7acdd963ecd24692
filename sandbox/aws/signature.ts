import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** The content of an `Authorization: AWS4-HMAC-SHA256` header. */
export interface SignatureHeader {
  readonly accessKeyId: string
  /** `yyyymmdd` */
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)\/(?<date>\d{8})\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=(?<headers>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/u

/** Parses the header; returns `undefined` if it isn't a complete Signature Version 4. */
export function parseSignature(header: string | undefined): SignatureHeader | undefined {
  const parts = AUTHORIZATION.exec(header ?? '')?.groups
  if (parts === undefined) return undefined
  return {
    accessKeyId: parts['key'] ?? '',
    date: parts['date'] ?? '',
    region: parts['region'] ?? '',
    service: parts['service'] ?? '',
    signedHeaders: (parts['headers'] ?? '').split(';'),
    signature: parts['signature'] ?? '',
  }
}

/**
 * Computes the expected signature of a request.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function sign(
  request: IncomingMessage,
  body: string | Uint8Array,
  header: SignatureHeader,
  secretAccessKey: string,
): string {
  const scope = `${header.date}/${header.region}/${header.service}/aws4_request`
  const timestamp = String(request.headers['x-amz-date'])
  const canonical = sha256(canonicalRequest(request, body, header.signedHeaders))
  const text = ['AWS4-HMAC-SHA256', timestamp, scope, canonical].join('\n')
  const key = [header.date, header.region, header.service, 'aws4_request'].reduce<Buffer | string>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    `AWS4${secretAccessKey}`,
  )
  return createHmac('sha256', key).update(text).digest('hex')
}

function canonicalRequest(
  request: IncomingMessage,
  body: string | Uint8Array,
  signedHeaders: readonly string[],
): string {
  const url = new URL(request.url ?? '/', 'http://sandbox')
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&')
  const headers = signedHeaders.map((name) => `${name}:${headerValue(request, name)}\n`).join('')
  return [request.method, url.pathname, query, headers, signedHeaders.join(';'), sha256(body)].join('\n')
}

function headerValue(request: IncomingMessage, name: string): string {
  return (request.headersDistinct[name] ?? []).map((value) => value.trim().replaceAll(/ +/gu, ' ')).join(',')
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}
