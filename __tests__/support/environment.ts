import { afterEach, beforeEach } from '@jest/globals'

// What steers the SDK, the runner's toolkit or a proxy, and must not come from the machine the tests run on.
const foreign = /^(?:AWS_|INPUT_|GITHUB_|ACTIONS_|RUNNER_|STATE_|https?_proxy$|no_proxy$|all_proxy$)/i

/**
 * Gives every test of a file an environment of its own: without what the machine has set for AWS, GitHub or a proxy,
 * with these variables, and restored afterwards.
 */
export function ownEnvironment(variables: () => Readonly<Record<string, string>> = () => ({})): void {
  let before: NodeJS.ProcessEnv = {}
  beforeEach(() => {
    before = { ...process.env }
    for (const name of Object.keys(process.env)) if (foreign.test(name)) delete process.env[name]
    setEnvironment({
      AWS_CONFIG_FILE: '/nonexistent/config',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...variables(),
    })
  })
  afterEach(() => {
    for (const name of Object.keys(process.env)) delete process.env[name]
    setEnvironment(before)
  })
}

/** Sets variables until the end of the test; `undefined` removes one. */
export function setEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}
