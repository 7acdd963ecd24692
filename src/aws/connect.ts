import { setImmediate } from 'node:timers/promises'
import type { Region } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { SignedIn } from '../ports/organization-service.ts'
import type { IdTokens } from '../ports/id-tokens.ts'
import { noSecrets } from '../ports/secrets.ts'
import type { ImageCopies } from '../ports/image-copies.ts'
import { preconnect } from './preconnect.ts'

/** Signs in to AWS to share images. Takes and throws what {@link signInWith} does. */
export async function connect(...given: Parameters<typeof signInWith>): Promise<SignedIn> {
  const { session, openImages } = await signInWith(...given)
  return openImages(session)
}

/** Signs in to AWS to copy images. Takes and throws what {@link signInWith} does. */
export async function connectCopies(...given: Parameters<typeof signInWith>): Promise<ImageCopies> {
  const { session, openCopies } = await signInWith(...given)
  return openCopies(session)
}

/** What may be prepared while the job signs in. */
interface Preparation {
  /** Number of reads the job starts with, by Region: as many connections are opened early. */
  readonly firstReads?: ReadonlyMap<Region, number>
  /** Whether the job reads AWS Organizations. */
  readonly needsOrganization?: boolean
  /** Tasks to run one by one while waiting for the network; skipped when there is no wait. */
  readonly meanwhile?: readonly (() => Promise<unknown>)[]
}

/**
 * Signs in to AWS. A cancellation ends it at once.
 * @param secrets receives the credentials before any other code, to redact them
 * @throws ProblemError when signing in fails
 */
async function signInWith(
  signIn: SignIn,
  idTokens: IdTokens,
  userAgent: readonly [string, string],
  cancelled: AbortSignal,
  { firstReads = new Map(), needsOrganization = false, meanwhile = [] }: Preparation = {},
  secrets = noSecrets,
) {
  const early = preconnect(signIn, firstReads, needsOrganization, idTokens)
  // Loading the SDK blocks the event loop for a while: send the started requests first. Without this turn of the loop a
  // run with a role takes 1.03 to 1.06 times as long (20 and 60 ms of latency).
  await setImmediate()
  const { signInToAws, loadOrganizations, openImages, openCopies } = await import('./session.ts')
  const tasks = needsOrganization ? [loadOrganizations, ...meanwhile] : meanwhile
  const session = await signInToAws(signIn, early, userAgent, cancelled, tasks, secrets)
  return { session, openImages, openCopies }
}
