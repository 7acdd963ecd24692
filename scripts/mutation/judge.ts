import { glob } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from '@jest/globals'
import { configureGlobal } from 'fast-check'

/** Glob patterns of the test files that judge the mutants. */
declare const judges: readonly string[]

// A mutant's result must not be random, so it has to be noticed within a few examples. The first failure is enough,
// because nobody reads the minimal example.
configureGlobal({ seed: 1, numRuns: 25, endOnFailure: true })

// All tests are in one file, because a mutant takes as long as its test files take to load.
for await (const path of glob([...judges])) {
  try {
    await import(resolve(path))
  } catch (error) {
    // A test file that fails to load has noticed the mutant too.
    it(`loads ${path}`, () => {
      expect(error).toBeUndefined()
    })
  }
}
