import { fileURLToPath } from 'node:url'
import { defaultClaims } from '../../sandbox/github/claims.ts'
import { loopbackCertificate } from '../../sandbox/http/certificate.ts'
import { LoopbackServer } from '../../sandbox/http/loopback-server.ts'
import { ROLE } from '../support/fixture.ts'
import type { FaultFixture } from './fault-fixture.ts'

const noSuchName = fileURLToPath(new URL('./no-such-name.cjs', import.meta.url))
const hour = 60 * 60 * 1000

/** A variable that holds the address of a service. */
type Address =
  | 'AWS_ENDPOINT_URL_STS'
  | 'AWS_ENDPOINT_URL_WORKSPACES'
  | 'AWS_ENDPOINT_URL_ORGANIZATIONS'
  | 'ACTIONS_ID_TOKEN_REQUEST_URL'
  | 'GITHUB_API_URL'

/** Moves a service to a name that doesn't exist. */
export function nowhere(fixture: FaultFixture, address: Address): void {
  fixture.nodeArguments.push('--require', noSuchName)
  move(fixture, address, 'http://service.invalid')
}

/** Moves a service behind a certificate that nobody trusts. */
export async function strangeAuthority(fixture: FaultFixture, address: Address): Promise<void> {
  const server = await LoopbackServer.start(await loopbackCertificate())
  fixture.closeWithIt(server)
  move(fixture, address, server.url)
}

/** Sets the runner's clock so many hours behind that of AWS and GitHub. */
export function clocksApart(fixture: FaultFixture, hours: number): void {
  fixture.aws.clockAheadMs = hours * hour
  const now = Math.floor((Date.now() + hours * hour) / 1000)
  // The sandbox's own check of the token goes by this machine's clock.
  fixture.aws.trustRole({ arn: ROLE })
  fixture.github.claims = { ...defaultClaims(), iat: now, nbf: now - 10, exp: now + 300 }
}

/** Lets the run sign in with keys of the job. */
export function ownKeys(fixture: FaultFixture): void {
  fixture.inputs['role-to-assume'] = ''
  Object.assign(fixture.env, fixture.aws.environment())
}

function move(fixture: FaultFixture, address: Address, to: string): void {
  if (address === 'GITHUB_API_URL') fixture.variables[address] = to
  else if (address === 'ACTIONS_ID_TOKEN_REQUEST_URL') fixture.env[address] = `${to}/idtoken?api-version=2.0`
  else fixture.env[address] = to
}
