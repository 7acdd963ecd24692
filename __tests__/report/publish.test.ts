import { expect, it } from '@jest/globals'
import { outputNames, outputsOf } from '../../src/report/outputs.ts'
import { publish, publishOutputs } from '../../src/report/publish.ts'
import { summaryOf } from '../../src/report/summary.ts'
import { RecordingRunner } from '../support/runner.ts'
import { problem } from '../support/examples.ts'
import { done, runResult, sharesEnding } from '../support/results.ts'

it('tells of a success: warnings, summary, and the verdict in the log', async () => {
  const runner = new RecordingRunner()
  const result = runResult({ images: [sharesEnding(done)], warnings: ['Mind this.'] })
  await publish(result, summaryOf(result), runner)
  expect(runner.recorded).toEqual([
    'warning Share WorkSpaces Image',
    'summary',
    'info Done and verified: 1 share made.',
  ])
  expect(runner.summary).toBe(summaryOf(result))
})

it('sets all outputs, on failure too', () => {
  for (const result of [runResult({ images: [sharesEnding(done)] }), runResult({ problems: [problem()] })]) {
    const runner = new RecordingRunner()
    publishOutputs(result, summaryOf(result), runner)
    expect(runner.recorded).toEqual(outputNames.map((name) => `output ${name}`))
    expect(Object.fromEntries(runner.outputs)).toEqual(outputsOf(result, summaryOf(result)))
  }
})

it('tells of one problem by its annotation, and fails last of all', async () => {
  const runner = new RecordingRunner()
  await publish(runResult({ problems: [problem()] }), '# Report', runner)
  expect(runner.recorded).toEqual([
    'error An AWS permission is missing',
    'summary',
    'fail An AWS permission is missing. Nothing was written.',
  ])
})

it('lists in the log what the annotations have no room for, and nothing twice', async () => {
  const runner = new RecordingRunner()
  const where = { file: 'policy.yml', line: 3, column: 5 }
  const long = Array.from({ length: 3 }, (_, index) =>
    problem({ message: `${index} ${'x'.repeat(2000)}.`, where }),
  )
  await publish(runResult({ problems: long }), '# Report', runner)
  expect(runner.recorded.slice(0, -2)).toEqual([
    'error An AWS permission is missing',
    'group 2 more problems',
    ...long.slice(1).map(({ message }) => `info policy.yml:3:5: ${message} Allow it.`),
    'end',
  ])
})

it('lists in the log the warnings that there are too many of', async () => {
  const runner = new RecordingRunner()
  const warnings = Array.from({ length: 11 }, (_, index) => `Mind ${index}.`)
  await publish(runResult({ warnings }), '# Report', runner)
  expect(runner.recorded.slice(10, -2)).toEqual([
    'group 2 more warnings',
    'info Mind 9.',
    'info Mind 10.',
    'end',
  ])
})
