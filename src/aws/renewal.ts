import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types'

// Credentials are renewed while they still hold this long, so that no call is signed with ones that end under way.
const renewBeforeMilliseconds = 5 * 60_000

/**
 * Keeps credentials, and renews those that end, five minutes before. Where that fails the old ones still hold, and the
 * work goes on with them to their end. Until then nobody is asked again, since every call would ask; only then a failure
 * counts.
 * @param obtain gets new ones
 * @param now the time in milliseconds
 */
export function renewed(
  obtain: () => Promise<AwsCredentialIdentity>,
  now: () => number = () => Date.now(),
): AwsCredentialIdentityProvider {
  let held: AwsCredentialIdentity | undefined
  let renewAt = 0
  let underWay: Promise<AwsCredentialIdentity> | undefined

  const renew = async (): Promise<AwsCredentialIdentity> => {
    try {
      held = await obtain()
      renewAt = endOf(held) - renewBeforeMilliseconds
      return held
    } catch (error) {
      if (held === undefined || now() >= endOf(held)) throw error
      renewAt = endOf(held)
      return held
    }
  }

  return async () => {
    if (held !== undefined && now() < renewAt) return held
    underWay ??= renew().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}

function endOf({ expiration }: AwsCredentialIdentity): number {
  return expiration?.getTime() ?? Infinity
}
