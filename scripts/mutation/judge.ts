import { glob } from 'node:fs/promises'
import { resolve } from 'node:path'
import { it } from '@jest/globals'
import { configureGlobal } from 'fast-check'

/** The test files that judge, as patterns. */
declare const judges: readonly string[]

// A mutant's end must not depend on luck; a failure is enough, as nobody reads the smallest example; and
// what takes hundreds of examples to notice is luck as well.
configureGlobal({ seed: 1, numRuns: 25, endOnFailure: true })

// All in one file, because a mutant takes as long as its test files take to load.
for await (const path of glob([...judges])) {
  try {
    await import(resolve(path))
  } catch (error) {
    // A table that can't even be written down has noticed the mutant as well.
    // oxlint-disable-next-line jest/expect-expect -- what it throws fails it
    it(`loads ${path}`, () => {
      throw error
    })
  }
}
