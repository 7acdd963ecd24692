/** An injected fault, ready to match calls. */
export interface ArmedFault<Call, Action> {
  matches(call: Call): boolean
  /** Returns the action for this call; `undefined` lets it pass without counting as a use. */
  act(call: Call): Action | undefined
  /** The number of matching calls to skip first. */
  readonly after: number
  /** The number of calls to affect. */
  readonly times: number
}

/**
 * The faults of one server.
 *
 * A call gets the first matching fault in the order of injection. Every matching call counts towards `after`, even if
 * another fault got it. Only an affected call counts towards `times`.
 */
export class FaultQueue<Call, Action> {
  #faults: { fault: ArmedFault<Call, Action>; seen: number; used: number }[] = []

  /** Adds a fault at the end. */
  add(fault: ArmedFault<Call, Action>): void {
    this.#faults.push({ fault, seen: 0, used: 0 })
  }

  /** Removes every fault, so that later calls succeed. */
  clear(): void {
    this.#faults = []
  }

  /** The number of faults that have affected no call. */
  get unused(): number {
    return this.#faults.filter(({ used }) => used === 0).length
  }

  /** Returns the action for this call, if any. */
  next(call: Call): Action | undefined {
    let chosen: Action | undefined
    for (const entry of this.#faults) {
      if (!entry.fault.matches(call)) continue
      entry.seen += 1
      if (chosen !== undefined || entry.seen <= entry.fault.after || entry.used >= entry.fault.times) continue
      chosen = entry.fault.act(call)
      if (chosen !== undefined) entry.used += 1
    }
    return chosen
  }
}
