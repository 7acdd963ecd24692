import { setImmediate } from 'node:timers/promises'
import { isAccountId, type AccountId } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { ImageCopies } from '../ports/image-copies.ts'
import type { OrganizationService, SignedIn } from '../ports/organization-service.ts'
import { unlessAborted } from '../abortable.ts'
import { credentialsFor } from './credentials.ts'
import { WorkSpacesImages } from './workspaces-images.ts'
import { problemErrorOf } from './problems.ts'
import { warmUps } from './warm-up.ts'
import type { Secrets } from '../ports/secrets.ts'
import { Transport } from './transport.ts'
import type { Preconnect } from './preconnect.ts'
import type { Connection } from './workspaces-clients.ts'

/** A connection to AWS that is signed in. */
export interface Session {
  readonly connection: Connection
  readonly signIn: SignIn
  /** The account that is signed in, if the credentials contain it. */
  readonly callerAccount: AccountId | undefined
}

/** Returns the images of a session, and the organization that its credentials may read. */
export function openImages({ connection, signIn, callerAccount }: Session): SignedIn {
  const images = new WorkSpacesImages(connection, callerAccount)
  return Object.assign(images, { organization: lateOrganization(connection, signIn) })
}

/** Returns the copies of a session. */
export async function openCopies({ connection, callerAccount }: Session): Promise<ImageCopies> {
  // A separate file: only the action that copies needs it.
  const { WorkSpacesCopies } = await import('./workspaces-copies.ts')
  return new WorkSpacesCopies(connection, callerAccount)
}

/** Does the part of signing in that needs the SDK. */
export async function signInToAws(
  signIn: SignIn,
  { connections, idTokens }: Preconnect,
  userAgent: readonly [string, string],
  cancelled: AbortSignal,
  meanwhile: readonly (() => Promise<unknown>)[],
  secrets: Secrets,
): Promise<Session> {
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
    const connection = { credentials, transport, userAgent, secrets }
    return { connection, signIn, callerAccount: callerOf(signIn, accountId) }
  } catch (error) {
    transport.destroy()
    const call = { doing: 'sign in to AWS', action: 'sts:AssumeRole', service: 'AWS STS' } as const
    throw problemErrorOf(error, call, (text) => secrets.redact(text))
  } finally {
    isSigningIn = false
    await waited
  }
}

/** Loads what reads AWS Organizations. It is a separate file: few runs have units among their recipients. */
export async function loadOrganizations() {
  return import('./organizations.ts')
}

function lateOrganization(connection: Connection, signIn: SignIn): OrganizationService {
  const load = async (): Promise<OrganizationService> => {
    const { Organizations } = await loadOrganizations()
    return new Organizations(connection, signIn)
  }
  let loaded: Promise<OrganizationService> | undefined
  return {
    async read(units, signal) {
      loaded ??= load()
      const organization = await loaded
      return organization.read(units, signal)
    },
  }
}

// Only STS knows the account, and returns it with a role's credentials. For the job's own credentials the SDK takes it
// from AWS_ACCOUNT_ID or a profile, which may name any account that the workflow deals with.
function callerOf({ role }: SignIn, accountId: string | undefined): AccountId | undefined {
  return role !== undefined && accountId !== undefined && isAccountId(accountId) ? accountId : undefined
}

/** Runs the tasks one by one as long as there is a wait. Ignores failures: failed work is tried again later. */
async function whileWaiting(
  things: readonly (() => Promise<unknown>)[],
  isWaiting: () => boolean,
): Promise<void> {
  for (const thing of things) {
    // Data that arrived from the network goes first.
    await setImmediate()
    if (!isWaiting()) return
    await thing().catch(() => undefined)
  }
}
