import { problemOf, type Problem } from './problem.ts'

/** What a read brought, or why it brought nothing. */
export type Reading<Value> =
  { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'unread'; readonly problem: Problem }

/** Turns a promise that may reject into one that never does, so that one read can't hide the others. */
export async function reading<Value>(promise: Promise<Value>): Promise<Reading<Value>> {
  try {
    return { kind: 'read', value: await promise }
  } catch (error) {
    return { kind: 'unread', problem: problemOf(error) }
  }
}
