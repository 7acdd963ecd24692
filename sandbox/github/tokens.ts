import { randomBytes } from 'node:crypto'

/** An identity on GitHub, as in REST and GraphQL's `viewer`. */
export interface Identity {
  /** The login. An app's ends with `[bot]`; GraphQL omits that for actors, but not for `viewer`. */
  login: string
  id: number
  type: 'Bot' | 'User'
}

/** The identity of the job's token, as for `GITHUB_TOKEN`. */
export const JOB_IDENTITY: Identity = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' }

/** The permissions that the sandbox's API requires, as a workflow names them. */
export type Permission = 'contents' | 'issues' | 'pull-requests' | 'statuses'
export type Access = 'none' | 'read' | 'write'

/** A token, its identity and its permissions. */
export interface GitHubToken {
  readonly text: string
  readonly identity: Identity
  readonly permissions: Record<Permission, Access>
}

/** Creates a token with all permissions unless others are given. */
export function freshToken(
  identity: Identity,
  permissions: Partial<Record<Permission, Access>> = {},
): GitHubToken {
  const prefix = identity.type === 'Bot' ? 'ghs' : 'ghp'
  return {
    text: `${prefix}_${randomBytes(18).toString('hex')}`,
    identity,
    permissions: {
      contents: 'read',
      issues: 'write',
      'pull-requests': 'write',
      statuses: 'write',
      ...permissions,
    },
  }
}

/** Returns whether the token has one of these permissions; `write` includes `read`. */
export function mayDo({ permissions }: GitHubToken, needs: readonly Need[]): boolean {
  return needs.some(([permission, access]) => [access, 'write'].includes(permissions[permission]))
}

/** A permission that a request needs. */
export type Need = readonly [Permission, 'read' | 'write']

/** Returns GitHub's message for a token without the permission. */
export function refusalOf({ identity }: GitHubToken): string {
  return `Resource not accessible by ${identity.type === 'Bot' ? 'integration' : 'personal access token'}`
}
