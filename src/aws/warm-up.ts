import { proxyFor } from './proxy.ts'
import type { Region } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import { EarlySockets } from './early-sockets.ts'
import { expectedEndpoint } from './endpoints.ts'
import type { IdTokens } from '../ports/id-tokens.ts'

/** What was begun before the SDK was there to ask for it. */
export interface WarmUp {
  readonly sockets: EarlySockets
  readonly idTokens: IdTokens
}

/**
 * Begins what waits for nothing: asks for the ID token, and connects to STS and WorkSpaces. A run is a few round trips
 * one after the other; this takes out those that needn't be.
 * @param firstReads how many reads the run begins with, by Region
 */
export function warmUp(
  { region, role }: SignIn,
  firstReads: ReadonlyMap<Region, number>,
  idTokens: IdTokens,
): WarmUp {
  const sockets = new EarlySockets()
  const open = (endpoint: URL | undefined, count: number) => {
    if (endpoint?.protocol === 'https:' && proxyFor(endpoint) === undefined) sockets.open(endpoint, count)
  }
  const early = role === undefined ? idTokens : new EarlyToken(idTokens, role.audience)
  if (role !== undefined) open(expectedEndpoint('sts', region, process.env), 1)
  // Whoever has to look for credentials first may find none; then nothing was to be connected to.
  if (role !== undefined || process.env['AWS_ACCESS_KEY_ID']) {
    for (const [place, count] of firstReads) open(expectedEndpoint('workspaces', place, process.env), count)
  }
  return { sockets, idTokens: early }
}

/** ID tokens of which the first is under way. */
class EarlyToken implements IdTokens {
  readonly #idTokens: IdTokens
  #first: Promise<string> | undefined

  constructor(idTokens: IdTokens, audience: string) {
    this.#idTokens = idTokens
    this.#first = idTokens.request(audience)
    // Whoever asks for it is told; until then nobody listens, and that must not end the process.
    this.#first.catch(() => undefined)
  }

  async request(audience: string): Promise<string> {
    const token = this.#first ?? this.#idTokens.request(audience)
    this.#first = undefined
    return token
  }
}
