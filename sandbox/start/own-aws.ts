import { homedir } from 'node:os'

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
