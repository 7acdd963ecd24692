import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { HttpResponse } from '@smithy/core/protocols'
import type { SignIn } from '../sharing/sign-in.ts'
import { WorkSpacesImages } from './workspaces-images.ts'
import { assumeRole } from './role.ts'
import { noSecrets } from '../ports/secrets.ts'
import { Transport } from './transport.ts'

/**
 * Returns tasks that warm up the SDK while waiting for the network: signing in and reading an image once, with canned
 * answers. The first use of the SDK takes tens of milliseconds, because V8 compiles it then; the second takes two or
 * three. Without them a run takes 1.09 to 1.12 times as long (60 ms of latency). Nothing leaves the process, and
 * nothing is kept.
 */
export function warmUps(
  signIn: SignIn,
  userAgent: readonly [string, string],
): readonly (() => Promise<void>)[] {
  return [async () => signInOnce(signIn, userAgent), async () => readOnce(signIn, userAgent)]
}

async function signInOnce({ region, role }: SignIn, userAgent: readonly [string, string]): Promise<void> {
  if (role === undefined) return
  const idTokens = { request: async () => 'nobody' }
  await assumeRole(role, region, idTokens, new CannedTransport('text/xml', grantedToNobody), userAgent)
}

async function readOnce({ region }: SignIn, userAgent: readonly [string, string]): Promise<void> {
  const transport = new CannedTransport('application/x-amz-json-1.1', '{"Images":[]}')
  const images = new WorkSpacesImages(
    { credentials: nobody, transport, userAgent, secrets: noSecrets },
    undefined,
  )
  const { signal } = new AbortController()
  await images.describeImages(region, [], signal)
  images.close()
}

async function nobody(): Promise<{ accessKeyId: string; secretAccessKey: string }> {
  await setImmediate()
  return { accessKeyId: 'nobody', secretAccessKey: 'nothing' }
}

const grantedToNobody = `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
<AccessKeyId>nobody</AccessKeyId><SecretAccessKey>nothing</SecretAccessKey><SessionToken>none</SessionToken>
<Expiration>2000-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>`

/** A transport that sends nothing. Every request gets the same answer. */
class CannedTransport extends Transport {
  readonly #headers: Record<string, string>
  readonly #body: string

  constructor(contentType: string, body: string) {
    super()
    this.#headers = { 'content-type': contentType }
    this.#body = body
  }

  override async handle(): ReturnType<Transport['handle']> {
    // Gives the network its turn: a handshake must not wait for a warm-up.
    await setImmediate()
    const body = Readable.from([Buffer.from(this.#body)])
    return { response: new HttpResponse({ statusCode: 200, headers: this.#headers, body }) }
  }
}
