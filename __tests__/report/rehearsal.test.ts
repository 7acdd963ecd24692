import { expect, it } from '@jest/globals'
import { rehearseReport } from '../../src/report/rehearsal.ts'
import { verdictOf } from '../../src/report/verdict.ts'

// What is rehearsed does good only where it is what most runs do.
it('a rehearsal reports a share that was done and proven', async () => {
  expect(verdictOf(await rehearseReport())).toBe('Done and proven: 1 share made.')
})
