import type { Principal } from './principals.ts'

/** What every role has, whoever trusts it. */
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
  /** The `sub` the trust policy asks for. Default: any. */
  subject?: string | RegExp
  /** Checks the ID token's signature. Default: any signature will do. */
  verify?: (jwt: string) => boolean
}

/** A role that trusts principals of AWS. */
export interface AssumableRole extends Role {
  /** Accounts by their ids, roles and users by their ARNs. */
  trusts: readonly string[]
  /** The `ExternalId` the trust policy asks for. Default: none is asked for. */
  externalId?: string
}

/** Whether the role's trust policy names the caller: its account, its role, or the user. */
export function isTrusted({ trusts }: AssumableRole, caller: Principal): boolean {
  return [caller.account, caller.role, caller.arn].some((name) => name !== undefined && trusts.includes(name))
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
