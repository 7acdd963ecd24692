import { expect, it } from '@jest/globals'
import { ProblemError } from '../../src/sharing/problem.ts'
import { reading } from '../../src/sharing/reading.ts'
import { problem } from '../support/examples.ts'

it('turns an answer and an error into values', async () => {
  const error = new ProblemError(problem())
  expect(await reading(Promise.resolve(7))).toEqual({ kind: 'read', value: 7 })
  expect(await reading(Promise.reject(error))).toEqual({ kind: 'unread', problem: error.problem })
})
