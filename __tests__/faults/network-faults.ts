import type { Misbehaviour } from '../../sandbox/http/delivery.ts'
import type { InjectedFault } from './fault-case.ts'
import type { FaultFixture } from './fault-fixture.ts'

/** Something that happens to a call on its way. */
export interface NetworkFault {
  readonly do: Misbehaviour
  /** How many calls it happens to. Default: for ever. */
  readonly times?: number
  /** The call takes effect, and only its answer is lost. */
  readonly late?: boolean
}

const page = { contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' }
const answer = (status: number, content: { contentType?: string; body?: string } = {}): NetworkFault => ({
  do: { kind: 'http', status, ...content },
})

/**
 * What can happen to any call, by the name it has in the table. `__tests__/aws/problems.test.ts` has the other pairs of a
 * status and a body.
 */
export const networkFaults = {
  'status 500, empty': answer(500),
  'status 502, HTML': answer(502, page),
  'status 503, empty': answer(503),
  'status 503, once': { ...answer(503), times: 1 },
  'status 200, HTML': answer(200, page),
  'status 302': { do: { kind: 'http', status: 302, headers: { location: '/elsewhere' } } },
  'wrong content type': { do: { kind: 'content-type', value: 'text/html' } },
  'reset before it arrives, once': { do: { kind: 'reset' }, times: 1 },
  'reset before it arrives': { do: { kind: 'reset' } },
  'reset after it took effect, once': { do: { kind: 'reset' }, times: 1, late: true },
  'reset after it took effect': { do: { kind: 'reset' }, late: true },
  'body cut, once': { do: { kind: 'cut' }, times: 1 },
  'body cut': { do: { kind: 'cut' } },
  'hang, once': { do: { kind: 'hang' }, times: 1 },
  hang: { do: { kind: 'hang' } },
  'hang after it took effect': { do: { kind: 'hang' }, late: true },
  'slow-loris, once': { do: { kind: 'slow-loris', everyMs: 500 }, times: 1 },
  'slow-loris': { do: { kind: 'slow-loris', everyMs: 500 } },
} satisfies Record<string, NetworkFault>

/**
 * Returns all of them as faults of one call.
 * @param call `onlyReads`: the call has no effect, so nothing can happen after it
 */
export function everyNetworkFault<Fixture = FaultFixture>(
  hit: (fixture: Fixture, fault: NetworkFault) => void,
  { onlyReads = false }: { readonly onlyReads?: boolean | undefined } = {},
): Record<string, InjectedFault<Fixture>> {
  const faults = Object.entries<NetworkFault>(networkFaults)
    .filter(([, { late }]) => late !== true || !onlyReads)
    .map(([name, fault]): [string, InjectedFault<Fixture>] => [
      name,
      { arrange: (fixture) => hit(fixture, fault) },
    ])
  return Object.fromEntries(faults)
}
