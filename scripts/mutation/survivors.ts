import survivors from './survivors.json' with { type: 'json' }
import type { Mutant } from './mutants.ts'

/** A mutant that no test can tell from the source, and why. */
export interface Accepted {
  readonly file: string
  readonly line: string
  readonly original: string
  readonly replacement: string
  readonly reason: string
}

/** Every survivor that is accepted. */
export const accepted: readonly Accepted[] = survivors

/** Whether no test noticed it. */
export function isSurvivor({ status }: Mutant): boolean {
  return status === 'Survived' || status === 'NoCoverage'
}

/** What differs between the survivors that are accepted and those that are: nothing, where the list is true. */
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

// Not by line and column: those change with every line above.
function keyOf({ file, line, original, replacement }: Omit<Accepted, 'reason'>): string {
  return `${file}: ${line}\n    ${original}\n  → ${replacement}`
}
