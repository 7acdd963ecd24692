// Claims about a run that GitHub's documentation lists as public; the token itself stays secret.
const shownClaims = [
  'sub',
  'aud',
  'repository_id',
  'ref',
  'environment',
  'event_name',
  'job_workflow_ref',
] as const

/** Returns the claims of an ID token to compare with a trust policy; none if the token can't be read. */
export function claimsOf(token: string): Readonly<Record<string, string>> {
  const claims = decodePayload(token)
  const entries = shownClaims.flatMap((name) => {
    const value = claims[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return Object.fromEntries(entries)
}

const issuerOfGitHub = 'token.actions.githubusercontent.com'

/**
 * Returns the token's issuer as IAM names it in a condition: host and path without `https://`. An Enterprise Server,
 * GHE.com and an enterprise on github.com may each have their own issuer.
 */
export function issuerOf(token: string): string {
  const { iss } = decodePayload(token)
  // An OIDC provider of IAM can only be named after a plain host and path.
  const issuer = typeof iss === 'string' ? /^https:\/\/([A-Za-z0-9._/-]+)$/.exec(iss)?.[1] : undefined
  return issuer ?? issuerOfGitHub
}

// The claims are only reported, so the signature doesn't matter here: STS checks it.
function decodePayload(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ''] = token.split('.')
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}

/** Returns the condition of an IAM trust policy that allows exactly these claims of this issuer. */
export function trustCondition(claims: Readonly<Record<string, string>>, issuer: string): string {
  const conditions = ['aud', 'sub'].flatMap((name) => {
    const value = claims[name]
    return value === undefined ? [] : [[`${issuer}:${name}`, value] as const]
  })
  return JSON.stringify({ Condition: { StringEquals: Object.fromEntries(conditions) } }, null, 2)
}
