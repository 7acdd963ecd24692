import { describe, expect, it } from '@jest/globals'
import { failureReasons, foremostReason, problemOf, ProblemError } from '../../src/sharing/problem.ts'
import { ChangeError } from '../../src/ports/change-error.ts'
import { problem } from '../support/examples.ts'

describe('the foremost reason', () => {
  it('is undefined without problems', () => {
    expect(foremostReason([])).toBeUndefined()
  })

  it.each(failureReasons.slice(1).map((reason, index) => [failureReasons[index] ?? reason, reason] as const))(
    'is %s before %s, whichever came first',
    (first, second) => {
      expect(foremostReason([problem({ reason: second }), problem({ reason: first })])).toBe(first)
      expect(foremostReason([problem({ reason: first }), problem({ reason: second })])).toBe(first)
    },
  )
})

describe('the problem of an error', () => {
  it('is the one it carries, and the cause is kept', () => {
    const cause = new Error('the cause')
    const error = new ProblemError(problem(), cause)
    expect(problemOf(error)).toBe(error.problem)
    expect(error).toMatchObject({ name: 'ProblemError', message: 'It was denied.', cause })
  })

  it('is the one a change carries', () => {
    const error = new ChangeError(problem(), true, 'the cause')
    expect(problemOf(error)).toBe(error.problem)
    expect(error).toMatchObject({ name: 'ChangeError', mayHaveTakenEffect: true, cause: 'the cause' })
  })

  it.each<[thrown: unknown, detail: string]>([
    [new TypeError('x is undefined'), 'TypeError: x is undefined'],
    ['a text', 'a text'],
    [undefined, 'undefined'],
  ])('is the action’s own for %p', (thrown, detail) => {
    expect(problemOf(thrown)).toEqual({
      reason: 'internal',
      message: `The action met a case it was not built for (${detail}).`,
      remedy:
        'Please report it, with the log of a run that has debug logging on. Check who can copy the image before you run it again.',
    })
  })
})
