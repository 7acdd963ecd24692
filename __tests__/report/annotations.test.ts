import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { annotationsOf } from '../../src/report/annotations.ts'
import { failureReasons } from '../../src/sharing/problem.ts'
import { problem } from '../sharing/examples.ts'
import { anyResult, failed, runResult, sharesEnding } from './results.ts'

const messages = (but: Parameters<typeof runResult>[0]): string[] =>
  annotationsOf(runResult(but)).map(({ message }) => message)

describe('annotations', () => {
  it('are none where all went well', () => {
    expect(annotationsOf(runResult())).toEqual([])
  })

  it('are one a class, with every message, what to do, and what AWS said', () => {
    const aws = { name: 'AccessDeniedException', requestId: 'r-1', message: 'not authorised' }
    const other = failed({ message: 'Two.', aws: { name: 'AccessDeniedException', requestId: 'r-2' } })
    expect(
      annotationsOf(runResult({ images: [sharesEnding(failed({ message: 'One.', aws }), other)] })),
    ).toEqual([
      {
        level: 'error',
        title: 'An AWS permission is missing',
        message: 'One.\nTwo.\nAllow it.\nAWS: AccessDeniedException "not authorised" (request id r-1)',
      },
    ])
  })

  it.each([
    [{ name: 'X' }, 'AWS: X'],
    [{ name: 'X', requestId: 'r' }, 'AWS: X (request id r)'],
    [{ name: 'X', message: 'm'.repeat(501) }, `AWS: X "${'m'.repeat(500)}"`],
  ])('say of AWS what it said: %j', (aws, line) => {
    expect(messages({ problems: [problem({ aws })] })).toEqual([`It was denied.\nAllow it.\n${line}`])
  })

  it('say different remedies with their messages', () => {
    const problems = ['A.', 'B.', 'A.', 'C.', 'D.'].map((remedy) => problem({ message: 'M.', remedy }))
    expect(messages({ problems })).toEqual(['M. A.\nM. B.\nM. A.\nM. C.\nM. D.'])
  })

  it('count the messages that do not fit, and keep the remedy', () => {
    const problems = Array.from({ length: 50 }, (_, index) =>
      problem({ message: `${String(index).padStart(2, '0')} ${'x'.repeat(97)}` }),
    )
    const [message = ''] = messages({ problems })
    const lines = message.split('\n')
    expect(lines.slice(-2)).toEqual(['… and 11 more like these.', 'Allow it.'])
    expect(lines.slice(0, -2)).toEqual(problems.slice(0, 39).map((one) => one.message))
    expect(message.length).toBeLessThanOrEqual(4000)
  })

  it('cut a single message that is too long, and keep the remedy', () => {
    const [message = ''] = messages({ problems: [problem({ message: 'x'.repeat(9000) })] })
    expect(message).toBe(`${'x'.repeat(3990)}\nAllow it.`)
  })

  it('cut a remedy that is too long', () => {
    const [message = ''] = messages({ problems: [problem({ remedy: 'r'.repeat(9000) })] })
    expect(message).toBe(`\n${'r'.repeat(3999)}`)
  })

  it('are nine errors and ten warnings at most: the tenth error is the verdict', () => {
    const problems = failureReasons.map((reason) => problem({ reason }))
    const warnings = Array.from({ length: 12 }, (_, index) => `Mind ${index}.`)
    const annotations = annotationsOf(runResult({ problems, warnings }))
    expect(annotations.filter(({ level }) => level === 'error')).toHaveLength(9)
    expect(annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual(
      warnings.slice(0, 10),
    )
    expect(annotations.at(-1)?.title).toBe('Share WorkSpaces Image')
  })

  it('stay within the runner’s limits for any result', () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        const annotations = annotationsOf(result)
        for (const { message, level } of annotations) {
          expect(level === 'warning' || message.length <= 4000).toBe(true)
        }
        expect(annotations.filter(({ level }) => level === 'error').length).toBeLessThanOrEqual(9)
        expect(annotations.filter(({ level }) => level === 'warning').length).toBeLessThanOrEqual(10)
      }),
    )
  })
})
