// Everything GitHub's documentation lists as public about a run; the token itself stays secret.
const shownClaims = ['sub', 'aud', 'repository_id', 'ref', 'environment', 'event_name'] as const

/** The claims of an ID token that a trust policy can be compared with; none where the token can't be read. */
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
 * The token's issuer as IAM names it in a condition: host and path without `https://`. An Enterprise Server, GHE.com
 * and an enterprise on github.com may each have one of their own.
 */
export function issuerOf(token: string): string {
  const { iss } = decodePayload(token)
  // What is more than a plain host and path, no OIDC provider of IAM can be named for.
  const issuer = typeof iss === 'string' ? /^https:\/\/([A-Za-z0-9._/-]+)$/.exec(iss)?.[1] : undefined
  return issuer ?? issuerOfGitHub
}

// Only read to be shown, so the signature doesn't matter here: STS is the one who checks it.
function decodePayload(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ''] = token.split('.')
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}

/** The condition of an IAM trust policy that lets exactly these claims of this issuer in. */
export function trustCondition(claims: Readonly<Record<string, string>>, issuer: string): string {
  const conditions = ['aud', 'sub'].flatMap((name) => {
    const value = claims[name]
    return value === undefined ? [] : [[`${issuer}:${name}`, value] as const]
  })
  return JSON.stringify({ Condition: { StringEquals: Object.fromEntries(conditions) } }, null, 2)
}
