import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types'

// Credentials are renewed this long before they expire, so that none expires during a call.
const renewBeforeMilliseconds = 5 * 60_000

/**
 * Caches credentials, and renews them five minutes before they expire. If that fails, the old ones are still valid and
 * stay in use until they expire. The renewal isn't retried until then, since every call would retry it; only then does
 * a failure count.
 * @param obtain gets new credentials
 * @param lifetimeSeconds the lifetime of the credentials, if it is known. Their end then goes by this clock, for the SDK
 *   too: AWS names it by its own, and one of the two may be wrong.
 * @param now returns the time in milliseconds
 */
export function renewed(
  obtain: () => Promise<AwsCredentialIdentity>,
  lifetimeSeconds?: number,
  now: () => number = () => Date.now(),
): AwsCredentialIdentityProvider {
  let held: AwsCredentialIdentity | undefined
  let renewAt = 0
  let underWay: Promise<AwsCredentialIdentity> | undefined

  const renew = async (): Promise<AwsCredentialIdentity> => {
    const asked = now()
    try {
      const given = await obtain()
      held =
        lifetimeSeconds === undefined
          ? given
          : { ...given, expiration: new Date(asked + lifetimeSeconds * 1000) }
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
