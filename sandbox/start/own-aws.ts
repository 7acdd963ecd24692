import { homedir } from 'node:os'

// What the AWS command line and the SDK read, and what leads through a company's network.
const passedOn = /^(?:AWS_.*|HTTPS?_PROXY|NO_PROXY|NODE_EXTRA_CA_CERTS|USERPROFILE)$/i

/** The caller's own AWS settings, credentials and proxy: what a step runs with when it is to work on the real AWS. */
export function ownAwsEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const own = Object.entries(environment).flatMap(([name, value]) =>
    passedOn.test(name) && value !== undefined ? [[name, value] as const] : [],
  )
  return { HOME: homedir(), ...Object.fromEntries(own) }
}
