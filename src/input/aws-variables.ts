import { quoted, type InputProblems } from './input-problems.ts'
import { canBeToken } from './scalars.ts'

/**
 * Returns the environment variables that the SDK reads and that can be checked before the first request; `''` if one is
 * not set.
 * @param read returns the text of one variable
 */
export function readAwsVariables(read: (name: string) => string) {
  return {
    AWS_ENDPOINT_URL: read('AWS_ENDPOINT_URL'),
    AWS_ENDPOINT_URL_WORKSPACES: read('AWS_ENDPOINT_URL_WORKSPACES'),
    AWS_ENDPOINT_URL_STS: read('AWS_ENDPOINT_URL_STS'),
    AWS_ENDPOINT_URL_ORGANIZATIONS: read('AWS_ENDPOINT_URL_ORGANIZATIONS'),
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: read('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'),
    AWS_USE_FIPS_ENDPOINT: read('AWS_USE_FIPS_ENDPOINT'),
    AWS_USE_DUALSTACK_ENDPOINT: read('AWS_USE_DUALSTACK_ENDPOINT'),
    AWS_ACCESS_KEY_ID: read('AWS_ACCESS_KEY_ID'),
    AWS_SECRET_ACCESS_KEY: read('AWS_SECRET_ACCESS_KEY'),
    AWS_SESSION_TOKEN: read('AWS_SESSION_TOKEN'),
    AWS_PROFILE: read('AWS_PROFILE'),
    AWS_CONTAINER_AUTHORIZATION_TOKEN: read('AWS_CONTAINER_AUTHORIZATION_TOKEN'),
  } as const
}

/** The values of all these variables. */
export type AwsVariables = Readonly<ReturnType<typeof readAwsVariables>>
/** The name of one variable. */
export type AwsVariable = keyof AwsVariables

const endpoints = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_WORKSPACES',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_ORGANIZATIONS',
] as const
const variants = ['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'] as const
const otherHalf = [
  ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'],
] as const
const secrets = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
] as const

/**
 * Reports the variables that can't be used.
 * @param hasRole whether a role is assumed with GitHub's ID token; the job's own keys are ignored then
 */
export function checkAwsVariables(variables: AwsVariables, hasRole: boolean, problems: InputProblems): void {
  checkFlags(variables, problems)
  if (variables.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS !== 'true') checkEndpoints(variables, problems)
  // With AWS_PROFILE, the SDK ignores keys in the environment.
  if (!hasRole && variables.AWS_PROFILE === '') checkKeys(variables, problems)
}

// The SDK silently treats every other spelling as unset.
function checkFlags(variables: AwsVariables, problems: InputProblems): void {
  for (const name of ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', ...variants] as const) {
    const text = variables[name]
    if (['', 'true', 'false'].includes(text)) continue
    problems.add(
      name,
      `${quoted(text)} is neither true nor false`,
      'Write true or false, in lower case: the AWS SDK takes anything else for a variable that is not set.',
    )
  }
}

function checkEndpoints(variables: AwsVariables, problems: InputProblems): void {
  const given = endpoints.filter((name) => variables[name] !== '')
  for (const name of given) {
    if (isAddress(variables[name])) continue
    // The message leaves the value out, because an address may hold a password.
    problems.add(
      name,
      'is not the address of an endpoint',
      'Write an address such as https://vpce-0123.workspaces.eu-west-1.vpce.amazonaws.com, or unset the variable.',
    )
  }
  if (given.length === 0) return
  for (const name of variants.filter((variant) => variables[variant] === 'true')) {
    problems.add(
      name,
      `can't be true together with ${given.join(' and ')}: a custom endpoint has no such variant`,
      'Unset one or the other.',
    )
  }
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

// Messages never quote secrets, not even in part.
function checkKeys(variables: AwsVariables, problems: InputProblems): void {
  for (const [name, other] of otherHalf) {
    if (variables[name] !== '' || variables[other] === '') continue
    problems.add(
      name,
      `is empty or not set, but ${other} is set`,
      'Set both, or neither: a secret that does not exist, or that this job may not read, is empty.',
      'no-credentials',
    )
  }
  for (const name of secrets) {
    // The token for a container's endpoint is a whole header, such as `Bearer x`.
    const text =
      name === 'AWS_CONTAINER_AUTHORIZATION_TOKEN' ? variables[name].replaceAll(' ', '') : variables[name]
    if (canBeToken(text)) continue
    problems.add(
      name,
      'holds a line end or another character that it can not have',
      'Store the secret anew, without what was pasted around it.',
      'no-credentials',
    )
  }
}
