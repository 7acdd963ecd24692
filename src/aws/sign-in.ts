import { setImmediate } from 'node:timers/promises'
import { isAccountId } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { ImageService } from '../steps/image-service.ts'
import { unlessAborted } from '../abandon.ts'
import { credentialsFor } from './credentials.ts'
import { WorkSpacesImages } from './image-service.ts'
import { problemErrorOf } from './problems.ts'
import { rehearsals } from './rehearsal.ts'
import { Transport } from './transport.ts'
import type { WarmUp } from './warm-up.ts'

/** The part of connecting that needs the SDK; see `connect`. */
export async function signInToAws(
  signIn: SignIn,
  { sockets, idTokens }: WarmUp,
  userAgent: readonly [string, string],
  cancelled: AbortSignal,
  meanwhile: readonly (() => Promise<unknown>)[],
): Promise<ImageService> {
  const transport = new Transport(sockets)
  const credentials = credentialsFor(signIn, idTokens, transport, userAgent)
  const identity = credentials()
  let isSigningIn = true
  const waited = whileWaiting(
    [...rehearsals(signIn, userAgent), ...meanwhile],
    () => isSigningIn || sockets.areOpening,
  )
  try {
    const { accountId } = await unlessAborted(identity, cancelled)
    const caller = accountId !== undefined && isAccountId(accountId) ? accountId : undefined
    return new WorkSpacesImages({ credentials, transport, userAgent }, caller)
  } catch (error) {
    transport.destroy()
    throw problemErrorOf(error, { doing: 'sign in to AWS', action: 'sts:AssumeRole', service: 'AWS STS' })
  } finally {
    isSigningIn = false
    await waited
  }
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
