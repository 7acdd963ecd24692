import { expect, it } from '@jest/globals'
import { problemClasses } from '../../src/report/problem-classes.ts'
import { problem } from '../support/examples.ts'
import { failed, runResult, sharesEnding } from '../support/results.ts'

it('puts problems of the same reason and the same AWS error together, in the order they were met', () => {
  const [one, two, three, four] = [
    problem({ message: 'One.' }),
    problem({ message: 'Two.', aws: { name: 'AccessDenied' } }),
    problem({ message: 'Three.' }),
    problem({ message: 'Four.', reason: 'throttled' }),
  ]
  const result = runResult({
    problems: [one],
    images: [sharesEnding(failed(two), failed(three), failed(four), failed({ ...two, message: 'Five.' }))],
  })
  expect(problemClasses(result).map(({ problems }) => problems.map(({ message }) => message))).toEqual([
    ['One.', 'Three.'],
    ['Two.', 'Five.'],
    ['Four.'],
  ])
  expect(problemClasses(result).map(({ first }) => first.message)).toEqual(['One.', 'Two.', 'Four.'])
})

it('has none where nothing failed', () => {
  expect(problemClasses(runResult())).toEqual([])
})
