import { groupBy } from '../../src/sharing/grouping.ts'
import { sideBySide } from './side-by-side.ts'

/** A fault of a call. */
interface Case {
  readonly call: string
  readonly fault: string
}

// A run gets over these at any call, and makes all the calls that come after it.
const passing = /^(?:wrong content type|(?:status 503|reset .*|body cut|hang|slow-loris), once)$/
const slowing = /^(?:throttled for a while|TooManyRequestsException, for a while|status 429, once, JSON)$/
// But a call about a comment that was answered so is not repeated.
const notRepeated = /^(?:wrong content type|body cut, once|slow-loris, once)$/

const longest = /^(?:slow-loris|hang|hang after it took effect|endless pages|body cut)$/

/**
 * Begins to run all cases, so many runs at a time. Cases of several calls that pass with the same fault share a run.
 * @param together the calls of such runs. No fault of one of them changes at which call a fault of another happens.
 * @param see runs the step once, with a fault or several
 * @returns a function that gives what was seen of the run of a case
 */
export function inSharedRuns<One extends Case, Seen>(
  cases: readonly One[],
  together: readonly (readonly string[])[],
  atATime: number,
  see: (cases: readonly One[]) => Promise<Seen>,
): (one: One) => Promise<Seen> {
  const runs = groupBy(cases, (one) => runOf(one, together))
  // Runs wait rather than compute. Those that wait longest begin first, and of these the later calls: they are sent again.
  const waitsLong = (run: readonly One[]): boolean =>
    run.length > 1 || run.some(({ fault }) => longest.test(fault))
  const inTurn = [...runs.values()]
    .toReversed()
    .toSorted((a, b) => Number(waitsLong(b)) - Number(waitsLong(a)))
  const all = sideBySide(inTurn, atATime, see)
  return async (one) => all(runs.get(runOf(one, together)) ?? [])
}

function runOf({ call, fault }: Case, together: readonly (readonly string[])[]): string {
  const run = together.findIndex((calls) => calls.includes(call))
  const passes = passing.test(fault) && !(call.includes('comment') && notRepeated.test(fault))
  if (run < 0 || !(passes || slowing.test(fault))) return `${call}: ${fault}`
  return `${run}: ${passes ? fault : 'slowing'}`
}
