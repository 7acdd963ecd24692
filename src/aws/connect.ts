import { isAccountId } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { ImageService } from '../steps/image-service.ts'
import { credentialsFor } from './credentials.ts'
import type { IdTokens } from './id-tokens.ts'
import { WorkSpacesImages } from './image-service.ts'
import { Transport } from './transport.ts'

/** Signs in to AWS. Throws a ProblemError where that fails: the job ends before it has asked anything. */
export async function connect(
  signIn: SignIn,
  idTokens: IdTokens,
  userAgent: readonly [string, string],
): Promise<ImageService> {
  const transport = new Transport()
  const credentials = credentialsFor(signIn, idTokens, transport, userAgent)
  const { accountId } = await credentials()
  const caller = accountId !== undefined && isAccountId(accountId) ? accountId : undefined
  return new WorkSpacesImages({ credentials, transport, userAgent }, caller)
}
