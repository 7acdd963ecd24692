import Sequencer from '@jest/test-sequencer'
import { basename } from 'node:path'

// Both wait longer than all other files together. A clean checkout has no times of earlier runs to go by.
const longest = new Set(['matrix.faults.ts', 'copying.faults.ts'])
const isLong = (/** @type {{ path: string }} */ { path }) => Number(longest.has(basename(path)))

/** Starts the two longest files of fault tests first, so that no run waits for one of them at its end. */
export default class LongestFirst extends Sequencer {
  /**
   * @override
   * @type {Sequencer['sort']}
   */
  sort(tests) {
    return tests.toSorted((one, other) => isLong(other) - isLong(one))
  }
}
