/** A role that trusts an OIDC provider. */
export interface TrustedRole {
  arn: string
  /** Default: `sts.amazonaws.com`. */
  audience?: string
  /** The `sub` the trust policy asks for. Default: any. */
  subject?: string | RegExp
  /** Checks the ID token's signature. Default: any signature will do. */
  verify?: (jwt: string) => boolean
  /** Operations the role may not call. */
  deny?: readonly string[]
  /** The role's longest session. Default: 3600, as in IAM. */
  maxDurationSeconds?: number
}

/** The parts of a role's ARN: `arn:partition:iam::account:role/path/name`. */
export function partsOfRole(arn: string): { partition: string; account: string; name: string } | undefined {
  const parts = /^arn:(?<partition>[\w-]+):iam::(?<account>\d{12}):role\/(?:.*\/)?(?<name>[^/]+)$/u.exec(
    arn,
  )?.groups
  if (parts === undefined) return undefined
  return {
    partition: parts['partition'] ?? '',
    account: parts['account'] ?? '',
    name: parts['name'] ?? '',
  }
}
