import survivors from './survivors.json' with { type: 'json' }
import type { Mutant } from './mutants.ts'

/** A mutant that no test can distinguish from the source, and the reason. */
export interface Accepted {
  readonly file: string
  readonly line: string
  readonly original: string
  readonly replacement: string
  readonly reason: string
}

/** All accepted survivors. */
export const accepted: readonly Accepted[] = survivors

/** Returns whether no test noticed the mutant. */
export function isSurvivor({ status }: Mutant): boolean {
  return status === 'Survived' || status === 'NoCoverage'
}

/** Returns the differences between the accepted and the actual survivors; empty if the list is correct. */
export function differences(mutants: readonly Mutant[]): readonly string[] {
  const listed = new Set(accepted.map(keyOf))
  const found = mutants.filter(isSurvivor)
  const alive = new Set(found.map(keyOf))
  const files = new Set(mutants.map(({ file }) => file))
  return [
    ...found
      .filter((one) => !listed.has(keyOf(one)))
      .map((one) => `Survived (${one.status}), not in the list: ${keyOf(one)}`),
    ...accepted
      .filter((one) => files.has(one.file) && !alive.has(keyOf(one)))
      .map((one) => `In the list, but did not survive: ${keyOf(one)}`),
  ]
}

// Lines and columns are no key, because they change with every line above.
function keyOf({ file, line, original, replacement }: Omit<Accepted, 'reason'>): string {
  return `${file}: ${line}\n    ${original}\n  → ${replacement}`
}
