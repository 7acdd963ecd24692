import { problemOf, type Problem } from './problem.ts'

/** The value of a read, or the problem that prevented it. */
export type Reading<Value> =
  { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'unread'; readonly problem: Problem }

/** Turns a promise that may reject into one that never does, so that one failed read doesn't lose the others. */
export async function reading<Value>(promise: Promise<Value>): Promise<Reading<Value>> {
  try {
    return { kind: 'read', value: await promise }
  } catch (error) {
    return { kind: 'unread', problem: problemOf(error) }
  }
}
