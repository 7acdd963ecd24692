import { isAccountId } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { ImageService } from '../steps/image-service.ts'
import { unlessAborted } from './abandon.ts'
import { credentialsFor } from './credentials.ts'
import type { IdTokens } from './id-tokens.ts'
import { WorkSpacesImages } from './image-service.ts'
import { problemErrorOf } from './problems.ts'
import { Transport } from './transport.ts'

/**
 * Signs in to AWS; a cancel ends that at once. Throws a ProblemError where it fails: the job ends before it has asked
 * anything.
 */
export async function connect(
  signIn: SignIn,
  idTokens: IdTokens,
  userAgent: readonly [string, string],
  cancelled: AbortSignal,
): Promise<ImageService> {
  const transport = new Transport()
  const credentials = credentialsFor(signIn, idTokens, transport, userAgent)
  const { accountId } = await unlessAborted(credentials(), cancelled).catch((error: unknown) => {
    throw problemErrorOf(error, { doing: 'sign in to AWS', action: 'sts:AssumeRole', service: 'AWS STS' })
  })
  const caller = accountId !== undefined && isAccountId(accountId) ? accountId : undefined
  return new WorkSpacesImages({ credentials, transport, userAgent }, caller)
}
