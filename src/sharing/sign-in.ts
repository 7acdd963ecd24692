import type { Region } from './identifiers.ts'

/** An IAM role to assume with GitHub's OIDC token. */
export interface RoleToAssume {
  readonly arn: string
  readonly sessionName: string
  /** 900 to 43200. */
  readonly durationSeconds: number
  /** The `aud` claim the token is asked for. */
  readonly audience: string
}

/** How to sign in to AWS. Without a role, the job's own credentials are used. */
export interface SignIn {
  /** Where STS is asked. */
  readonly region: Region
  readonly role: RoleToAssume | undefined
}
