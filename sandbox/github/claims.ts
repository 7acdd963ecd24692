import { randomUUID } from 'node:crypto'

const OWNER = 'octo-org'
const REPOSITORY = `${OWNER}/golden-images`
const REF = 'refs/heads/main'
const WORKFLOW = `${REPOSITORY}/.github/workflows/share.yml@${REF}`

/** Returns the ID token claims of a plain push to a repository with the immutable format of `sub`. */
export function defaultClaims(): Record<string, unknown> {
  return {
    iss: 'https://token.actions.githubusercontent.com',
    sub: `repo:${OWNER}@1234/golden-images@5678:ref:${REF}`,
    ref: REF,
    ref_type: 'branch',
    ref_protected: 'true',
    sha: '0123456789abcdef0123456789abcdef01234567',
    repository: REPOSITORY,
    repository_id: '5678',
    repository_owner: OWNER,
    repository_owner_id: '1234',
    repository_visibility: 'private',
    actor: 'octocat',
    actor_id: '583231',
    event_name: 'push',
    workflow: 'Share',
    workflow_ref: WORKFLOW,
    job_workflow_ref: WORKFLOW,
    run_id: '9876543210',
    run_number: '10',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    head_ref: '',
    base_ref: '',
  }
}

/** Returns the claims specific to each token, which is valid for five minutes from now. */
export function tokenClaims(audience: string): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  return { jti: randomUUID(), aud: audience, iat: now, nbf: now - 10, exp: now + 300 }
}

/** The audience of a token requested without one. */
export const DEFAULT_AUDIENCE = `https://github.com/${OWNER}`
