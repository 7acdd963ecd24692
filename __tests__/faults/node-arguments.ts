import { fileURLToPath } from 'node:url'
import type { InjectedFault } from './fault-case.ts'

const lowestPriority = fileURLToPath(new URL('./lowest-priority.cjs', import.meta.url))

/** Returns Node's arguments for a run with the faults of some cases, one of many runs at a time. */
export function nodeArgumentsOf(cases: readonly Pick<InjectedFault, 'nodeArguments'>[]): readonly string[] {
  return ['--require', lowestPriority, ...cases.flatMap(({ nodeArguments = [] }) => nodeArguments)]
}
