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

/**
 * Signs in to AWS. A cancellation ends it at once.
 * @param firstReads number of reads the job starts with, by Region: as many connections are opened early
 * @param meanwhile tasks to run one by one while waiting for the network; skipped when there is no wait
 * @param secrets receives the credentials before any other code, to redact them
 * @throws ProblemError when signing in fails
 */
async function signInWith(
  signIn: SignIn,
  idTokens: IdTokens,
  userAgent: readonly [string, string],
  cancelled: AbortSignal,
  firstReads: ReadonlyMap<Region, number> = new Map(),
  meanwhile: readonly (() => Promise<unknown>)[] = [],
  secrets = noSecrets,
) {
  const early = preconnect(signIn, firstReads, idTokens)
  // Loading the SDK blocks the event loop for a while: send the started requests first.
  await setImmediate()
  const { signInToAws, openImages, openCopies } = await import('./session.ts')
  const session = await signInToAws(signIn, early, userAgent, cancelled, meanwhile, secrets)
  return { session, openImages, openCopies }
}
