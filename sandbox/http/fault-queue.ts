/** One injected fault, ready to judge calls. */
export interface ArmedFault<Call, Action> {
  matches(call: Call): boolean
  /** What to do to this call; `undefined` lets it pass and doesn't count as a use. */
  act(call: Call): Action | undefined
  /** How many matching calls to leave alone first. */
  readonly after: number
  /** How many calls to act on. */
  readonly times: number
}

/**
 * The faults of one server.
 *
 * The first fault, in the order of injection, that wants a call gets it. Every matching call counts towards `after`,
 * also one that another fault got; only a call that a fault acted on counts towards its `times`.
 */
export class FaultQueue<Call, Action> {
  #faults: { fault: ArmedFault<Call, Action>; seen: number; used: number }[] = []

  /** Adds a fault behind those already there. */
  add(fault: ArmedFault<Call, Action>): void {
    this.#faults.push({ fault, seen: 0, used: 0 })
  }

  /** Forgets every fault: from the next call on all is well. */
  clear(): void {
    this.#faults = []
  }

  /** What to do to this call, if anything. */
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
