import type { Principal } from './principals.ts'

/** Properties of every role, whichever principals it trusts. */
interface Role {
  arn: string
  /** Operations the role may not call. */
  deny?: readonly string[]
  /** The role's longest session. Default: 3600, as in IAM. */
  maxDurationSeconds?: number
}

/** A role that trusts an OIDC provider. */
export interface TrustedRole extends Role {
  /** Default: `sts.amazonaws.com`. */
  audience?: string
  /** The `sub` that the trust policy requires. Default: any. */
  subject?: string | RegExp
  /** Verifies the ID token's signature. Default: any signature is valid. */
  verify?: (jwt: string) => boolean
}

/** A role that trusts AWS principals. */
export interface AssumableRole extends Role {
  /** Account ids, and ARNs of roles and users. */
  trusts: readonly string[]
  /** The `ExternalId` that the trust policy requires. Default: none. */
  externalId?: string
}

/** Returns whether the role's trust policy names the caller's account, its role, or the user. */
export function isTrusted({ trusts }: AssumableRole, caller: Principal): boolean {
  return [caller.account, caller.role, caller.arn].some((name) => name !== undefined && trusts.includes(name))
}

/** Returns the parts of a role's ARN: `arn:partition:iam::account:role/path/name`. */
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
