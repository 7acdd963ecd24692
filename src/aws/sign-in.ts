import { isAccountId } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { ImageService } from '../steps/image-service.ts'
import { unlessAborted } from './abandon.ts'
import { credentialsFor } from './credentials.ts'
import { WorkSpacesImages } from './image-service.ts'
import { problemErrorOf } from './problems.ts'
import { Transport } from './transport.ts'
import type { WarmUp } from './warm-up.ts'

/** The part of connecting that needs the SDK; see `connect`. */
export async function signInToAws(
  signIn: SignIn,
  { sockets, idTokens }: WarmUp,
  userAgent: readonly [string, string],
  cancelled: AbortSignal,
): Promise<ImageService> {
  const transport = new Transport(sockets)
  const credentials = credentialsFor(signIn, idTokens, transport, userAgent)
  const { accountId } = await unlessAborted(credentials(), cancelled).catch((error: unknown) => {
    transport.destroy()
    throw problemErrorOf(error, { doing: 'sign in to AWS', action: 'sts:AssumeRole', service: 'AWS STS' })
  })
  const caller = accountId !== undefined && isAccountId(accountId) ? accountId : undefined
  return new WorkSpacesImages({ credentials, transport, userAgent }, caller)
}
