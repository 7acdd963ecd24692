import { randomBytes } from 'node:crypto'

/** Someone on GitHub, as REST and GraphQL's `viewer` name them. */
export interface Identity {
  /** An app's ends with `[bot]`. GraphQL leaves that out wherever it names an actor, but not for `viewer`. */
  login: string
  id: number
  type: 'Bot' | 'User'
}

/** Who the job's token speaks for, as `GITHUB_TOKEN` does. */
export const JOB_IDENTITY: Identity = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' }

/** The permissions the sandbox's API asks for, as a workflow names them. */
export type Permission = 'issues' | 'pull-requests' | 'statuses'
export type Access = 'none' | 'read' | 'write'

/** A token, who it speaks for, and what it may do. */
export interface GitHubToken {
  readonly text: string
  readonly identity: Identity
  readonly permissions: Record<Permission, Access>
}

/** Makes a token that may do everything unless it is told otherwise. */
export function freshToken(
  identity: Identity,
  permissions: Partial<Record<Permission, Access>> = {},
): GitHubToken {
  const prefix = identity.type === 'Bot' ? 'ghs' : 'ghp'
  return {
    text: `${prefix}_${randomBytes(18).toString('hex')}`,
    identity,
    permissions: { issues: 'write', 'pull-requests': 'write', statuses: 'write', ...permissions },
  }
}

/** Whether the token has one of these permissions; `write` is more than `read`. */
export function mayDo({ permissions }: GitHubToken, needs: readonly Need[]): boolean {
  return needs.some(([permission, access]) => [access, 'write'].includes(permissions[permission]))
}

/** What a request needs. */
export type Need = readonly [Permission, 'read' | 'write']

/** What GitHub says to a token that may not. */
export function refusalOf({ identity }: GitHubToken): string {
  return `Resource not accessible by ${identity.type === 'Bot' ? 'integration' : 'personal access token'}`
}
