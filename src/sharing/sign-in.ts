import type { Region } from './identifiers.ts'

/** An IAM role to assume with GitHub's OIDC token. */
export interface RoleToAssume {
  readonly arn: string
  readonly sessionName: string
  /** 900 to 43200. */
  readonly durationSeconds: number
  /** The `aud` claim that the token is requested for. */
  readonly audience: string
}

/** An IAM role to assume with the credentials of the sign-in, for reading AWS Organizations and nothing else. */
export interface OrganizationsRole {
  readonly arn: string
  readonly sessionName: string
}

/** The sign-in to AWS. Without a role, it uses the job's own credentials. */
export interface SignIn {
  /** The Region of the STS endpoint. */
  readonly region: Region
  readonly role: RoleToAssume | undefined
  /** The role that reads AWS Organizations; without it, the credentials of the sign-in read it. */
  readonly organizationsRole?: OrganizationsRole | undefined
}
