import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { AwsError } from './aws-error.ts'
import type { AwsService } from './call.ts'
import type { Principal, Principals } from './principals.ts'
import { parseSignature, sign, type SignatureHeader } from './signature.ts'

const FIVE_MINUTES = 5 * 60 * 1000
const INVALID_TOKEN = 'The security token included in the request is invalid.'

/** The facts that a service checks a signature against. */
export interface SignatureContext {
  /** The called service, as signatures name it. */
  readonly service: AwsService
  readonly principals: Principals
  /** AWS's clock. */
  readonly now: number
}

/**
 * Authenticates the signer of a request, as AWS does before any other check.
 *
 * @throws {AwsError} with the name AWS has for each way a signature can be wrong.
 */
export function authenticate(
  request: IncomingMessage,
  body: string | Uint8Array,
  { service, principals, now }: SignatureContext,
): { caller: Principal; region: string } {
  const { authorization } = request.headers
  if (authorization === undefined)
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const header = parseSignature(authorization)
  if (header === undefined)
    throw new AwsError(
      'IncompleteSignatureException',
      'Authorization header is not a complete AWS4-HMAC-SHA256 signature.',
    )

  const caller = principals.find(header.accessKeyId)
  const token = request.headersDistinct['x-amz-security-token']?.[0]
  if (caller === undefined || caller.sessionToken !== token)
    throw new AwsError('UnrecognizedClientException', INVALID_TOKEN)
  checkScope(request, header, service, now)
  checkSignature(request, body, header, caller)
  if (caller.expiresAt !== undefined && caller.expiresAt <= now)
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired')
  return { caller, region: header.region }
}

function checkScope(
  request: IncomingMessage,
  header: SignatureHeader,
  service: AwsService,
  now: number,
): void {
  if (header.service !== service)
    throw new AwsError(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${service}'. `,
    )
  if (!header.signedHeaders.includes('host'))
    throw new AwsError(
      'InvalidSignatureException',
      "'Host' must be a 'SignedHeader' in the AWS Authorization.",
    )
  const date = String(request.headersDistinct['x-amz-date']?.[0])
  const signedAt = parseTimestamp(date)
  if (Number.isNaN(signedAt) || !date.startsWith(header.date))
    throw new AwsError(
      'IncompleteSignatureException',
      `Date must be in ISO-8601 'basic format'. Got '${date}'.`,
    )
  if (signedAt < now - FIVE_MINUTES)
    throw new AwsError(
      'InvalidSignatureException',
      `Signature expired: ${date} is now earlier than ${timestamp(now - FIVE_MINUTES)} (${timestamp(now)} - 5 min.)`,
    )
  if (signedAt > now + FIVE_MINUTES)
    throw new AwsError(
      'InvalidSignatureException',
      `Signature not yet current: ${date} is still later than ${timestamp(now + FIVE_MINUTES)} (${timestamp(now)} + 5 min.)`,
    )
}

function checkSignature(
  request: IncomingMessage,
  body: string | Uint8Array,
  header: SignatureHeader,
  caller: Principal,
): void {
  const declared = request.headersDistinct['x-amz-content-sha256']?.[0]
  const wanted = sign(request, body, header, caller.secretAccessKey)
  const same = timingSafeEqual(Buffer.from(wanted), Buffer.from(header.signature))
  if (!same || (declared !== undefined && declared !== createHash('sha256').update(body).digest('hex')))
    throw new AwsError(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    )
}

function parseTimestamp(text: string): number {
  const shape = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/u
  return shape.test(text) ? Date.parse(text.replace(shape, '$1-$2-$3T$4:$5:$6Z')) : Number.NaN
}

function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d{3}/gu, '')
}
