import { setImmediate } from 'node:timers/promises'
import type { Region } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { ImageService } from '../ports/image-service.ts'
import type { IdTokens } from '../ports/id-tokens.ts'
import { noSecrets } from '../ports/secrets.ts'
import { warmUp } from './warm-up.ts'

/**
 * Signs in to AWS; a cancel ends that at once. Throws a ProblemError where it fails: the job ends before it has asked
 * anything.
 * @param firstReads how many reads the job begins with, by Region: so many connections are opened meanwhile
 * @param meanwhile what else can be done while the network is waited for, one after the other; left out where there is no wait
 * @param secrets is told of the credentials as soon as they are known
 */
export async function connect(
  signIn: SignIn,
  idTokens: IdTokens,
  userAgent: readonly [string, string],
  cancelled: AbortSignal,
  firstReads: ReadonlyMap<Region, number> = new Map(),
  meanwhile: readonly (() => Promise<unknown>)[] = [],
  secrets = noSecrets,
): Promise<ImageService> {
  const early = warmUp(signIn, firstReads, idTokens)
  // Loading the SDK blocks everything else for a while: first let go out what was begun.
  await setImmediate()
  const { signInToAws } = await import('./session.ts')
  return signInToAws(signIn, early, userAgent, cancelled, meanwhile, secrets)
}
