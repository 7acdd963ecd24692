import { homedir } from 'node:os'
import { parseKnownFiles } from '@smithy/core/config'

// Variables that the AWS command line and the SDK read, and those of a company's network.
const passedOn = /^(?:AWS_.*|HTTPS?_PROXY|NO_PROXY|NODE_EXTRA_CA_CERTS|USERPROFILE)$/i

/** Returns the caller's own AWS settings, credentials and proxy, for a step that works on the real AWS. */
export function ownAwsEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const own = Object.entries(environment).flatMap(([name, value]) =>
    passedOn.test(name) && value !== undefined ? [[name, value] as const] : [],
  )
  return { HOME: homedir(), ...Object.fromEntries(own) }
}

/** Adds the Region of the caller's profile, unless a variable has one: a laptop keeps it there, a runner doesn't. */
export async function withProfileRegion(
  environment: Record<string, string>,
): Promise<Record<string, string>> {
  if (environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION']) return environment
  const profiles = await parseKnownFiles({ ignoreCache: true })
  const region = profiles[environment['AWS_PROFILE'] || 'default']?.['region']
  return region === undefined ? environment : { ...environment, AWS_REGION: region }
}

/**
 * Checks the inputs of a step on a laptop.
 * @throws Error if they ask for a role by GitHub's ID token, which only a workflow gets
 */
export function refuseRole(inputs: Readonly<Record<string, string>>): void {
  const role = inputs['role-to-assume']
  if (!role) return
  throw new Error(
    `--role-to-assume needs an ID token of GitHub, which only a workflow gets. To work as the role from here, add a profile to ~/.aws/config and name it in AWS_PROFILE:

[profile share-images]
role_arn = ${role}
source_profile = default
`,
  )
}
