import { expect, it } from '@jest/globals'
import { outputNames, outputsOf } from '../../src/report/outputs.ts'
import { publish } from '../../src/report/publish.ts'
import { summaryOf } from '../../src/report/summary.ts'
import { RecordingRunner } from '../in-memory/runner.ts'
import { problem } from '../sharing/examples.ts'
import { done, runResult, sharesEnding } from './results.ts'

const outputsTold = outputNames.map((name) => `output ${name}`)

it('tells of a success: outputs, summary, and the verdict in the log', async () => {
  const runner = new RecordingRunner()
  const result = runResult({ images: [sharesEnding(done)], warnings: ['Mind this.'] })
  await publish(result, runner)
  expect(runner.told).toEqual([
    ...outputsTold,
    'warning Share WorkSpaces Image',
    'summary',
    'info Done and proven: 1 share made.',
  ])
  expect(runner.summary).toBe(summaryOf(result))
  expect(Object.fromEntries(runner.outputs)).toEqual(outputsOf(result, runner.summary))
})

it('tells of one problem by its annotation, and fails last of all', async () => {
  const runner = new RecordingRunner()
  await publish(runResult({ problems: [problem()] }), runner)
  expect(runner.told).toEqual([
    ...outputsTold,
    'error An AWS permission is missing',
    'summary',
    'fail An AWS permission is missing. Nothing was written.',
  ])
})

it('lists several problems in full in the log, because annotations are cut', async () => {
  const runner = new RecordingRunner()
  const problems = [problem({ message: 'One.' }), problem({ message: 'Two.' })]
  await publish(runResult({ problems }), runner)
  expect(runner.told.slice(outputNames.length, -2)).toEqual([
    'group All 2 problems',
    'info One.',
    'info Two.',
    'end',
    'error An AWS permission is missing',
  ])
})
