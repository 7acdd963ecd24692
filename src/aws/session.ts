import { setImmediate } from 'node:timers/promises'
import { isAccountId, type AccountId } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { ImageService } from '../ports/image-service.ts'
import { unlessAborted } from '../abortable.ts'
import { credentialsFor } from './credentials.ts'
import { WorkSpacesImages } from './workspaces-images.ts'
import { problemErrorOf } from './problems.ts'
import { warmUps } from './warm-up.ts'
import type { Secrets } from '../ports/secrets.ts'
import { Transport } from './transport.ts'
import type { Preconnect } from './preconnect.ts'

/** The part of connecting that needs the SDK; see `connect`. */
export async function signInToAws(
  signIn: SignIn,
  { connections, idTokens }: Preconnect,
  userAgent: readonly [string, string],
  cancelled: AbortSignal,
  meanwhile: readonly (() => Promise<unknown>)[],
  secrets: Secrets,
): Promise<ImageService> {
  const transport = new Transport(connections)
  const credentials = credentialsFor(signIn, idTokens, transport, userAgent, secrets)
  const identity = credentials()
  let isSigningIn = true
  const waited = whileWaiting(
    [...warmUps(signIn, userAgent), ...meanwhile],
    () => isSigningIn || connections.areOpening,
  )
  try {
    const { accountId } = await unlessAborted(identity, cancelled)
    return new WorkSpacesImages({ credentials, transport, userAgent, secrets }, callerOf(signIn, accountId))
  } catch (error) {
    transport.destroy()
    throw problemErrorOf(error, { doing: 'sign in to AWS', action: 'sts:AssumeRole', service: 'AWS STS' })
  } finally {
    isSigningIn = false
    await waited
  }
}

// Only STS knows, and says so where it gives a role's credentials. With the job's own the SDK takes what AWS_ACCOUNT_ID
// or a profile says, which may be any account that the workflow has to do with.
function callerOf({ role }: SignIn, accountId: string | undefined): AccountId | undefined {
  return role !== undefined && accountId !== undefined && isAccountId(accountId) ? accountId : undefined
}

/** Does one thing after the other as long as there is a wait. None of them matters: what fails is tried again later. */
async function whileWaiting(
  things: readonly (() => Promise<unknown>)[],
  isWaiting: () => boolean,
): Promise<void> {
  for (const thing of things) {
    // What has arrived from the network goes first.
    await setImmediate()
    if (!isWaiting()) return
    await thing().catch(() => undefined)
  }
}
