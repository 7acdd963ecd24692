import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { annotationsOf } from '../../src/report/annotations.ts'
import { escapeForLog } from '../../src/report/escape-for-log.ts'
import { troubleshootingLink } from '../../src/report/troubleshooting.ts'
import { failureReasons } from '../../src/sharing/problem.ts'
import { change, problem } from '../support/examples.ts'
import { anyResult, failed, runResult, sharesEnding } from '../support/results.ts'
import { titles } from '../../src/report/titles.ts'

const more = `More: ${troubleshootingLink('access-denied')}`
const messages = (but: Parameters<typeof runResult>[0]): string[] =>
  annotationsOf(runResult(but)).annotations.map(({ message }) => message)

/** A text with an id after so many characters. */
const idAfter = (length: number) => `${'m'.repeat(length)} 9999 8888 7777 ${'m'.repeat(99)}`
const at = (line: number) => ({ file: 'policy.yml', line, column: 1 })

describe('annotations', () => {
  it('are none where all went well', () => {
    expect(annotationsOf(runResult())).toEqual({ annotations: [], leftOut: [], leftOutWarnings: [] })
  })

  it('are one a class, with every message, what to do, and what AWS said', () => {
    const aws = { name: 'AccessDeniedException', requestId: 'r-1', message: 'not authorised' }
    const other = failed({ message: 'Two.', aws: { name: 'AccessDeniedException', requestId: 'r-2' } })
    expect(
      annotationsOf(runResult({ images: [sharesEnding(failed({ message: 'One.', aws }), other)] }))
        .annotations,
    ).toEqual([
      {
        level: 'error',
        title: titles['access-denied'],
        message: `One.\nTwo.\nAllow it.\nAWS: AccessDeniedException "not authorised" (request id r-1)\n${more}`,
      },
    ])
  })

  it.each([
    [{ name: 'X' }, 'AWS: X'],
    [{ name: 'X', requestId: 'r' }, 'AWS: X (request id r)'],
    [{ name: 'X', message: 'm'.repeat(501) }, `AWS: X "${'m'.repeat(500)}"`],
  ])('say of AWS what it said: %j', (aws, line) => {
    expect(messages({ problems: [problem({ aws })] })).toEqual([
      `It was denied.\nAllow it.\n${line}\n${more}`,
    ])
  })

  it('say different remedies with their messages', () => {
    const problems = ['A.', 'B.', 'A.', 'C.', 'D.'].map((remedy) => problem({ message: 'M.', remedy }))
    expect(messages({ problems })).toEqual([`M. A.\nM. B.\nM. A.\nM. C.\nM. D.\n${more}`])
  })

  it('show what to write, and warn of the report itself first', () => {
    const result = runResult({ problems: [problem({ example: '{\n}' })], warnings: ['Mind this.'] })
    expect(annotationsOf(result, 'No comment.').annotations.map(({ message }) => message)).toEqual([
      `It was denied.\nAllow it.\n{\n}\n${more}`,
      'No comment.',
      'Mind this.',
    ])
  })

  it('show every statement that is missing, whatever the remedies', () => {
    const missing = ['{1}', '{2}', '{1}'].map((example) => problem({ example }))
    expect(messages({ problems: missing })[0]).toBe(
      `It was denied.\nIt was denied.\nIt was denied.\nAllow it.\n{1},\n{2}\n${more}`,
    )
    const [one, two] = missing
    expect(
      messages({
        problems: [
          { ...problem(), ...one },
          { ...problem(), ...two, remedy: 'B.' },
        ],
      }),
    ).toEqual([`It was denied. Allow it.\nIt was denied. B.\n{1},\n{2}\n${more}`])
    const many = Array.from({ length: 12 }, (_, index) => problem({ example: `{${index}}` }))
    expect(messages({ problems: many })[0]).toContain(
      '{8},\n{9}\n… and 2 more statements like these, for other images.\n',
    )
  })

  it('stand at their place in a file, one a place', () => {
    const problems = [1, 2, 1].map((line) => problem({ reason: 'invalid-policy', where: at(line) }))
    const guarded = [3, 4].map((line) => problem({ reason: 'refused-by-guard', where: at(line) }))
    expect(
      annotationsOf(runResult({ problems: [...problems, ...guarded] })).annotations.map(({ where }) => where),
    ).toEqual([at(1), at(2), at(3)])
  })

  it('say their place in the message too, as the log does not show it otherwise', () => {
    const problems = [problem({ reason: 'invalid-policy', message: 'No.', where: at(3) })]
    expect(messages({ problems })[0]).toMatch(/^policy\.yml:3:1: No\.\n/)
  })

  it('name who keeps access before who does not get it', () => {
    const unshare = { change: change('unshare', 9), outcome: failed({ message: 'Nine.' }) }
    const { changes, ...one } = sharesEnding(failed({ message: 'One.' }))
    expect(messages({ images: [{ ...one, changes: [...changes, unshare] }] })[0]).toMatch(/^Nine\.\nOne\.\n/)
  })

  it('count the messages that do not fit, and keep the remedy', () => {
    const problems = Array.from({ length: 50 }, (_, index) =>
      problem({ message: `${String(index).padStart(2, '0')} ${'x'.repeat(97)}` }),
    )
    const [message = ''] = messages({ problems })
    const lines = message.split('\n')
    expect(lines.slice(-3)).toEqual(['… and 12 more like these.', 'Allow it.', more])
    expect(lines.slice(0, -3)).toEqual(problems.slice(0, 38).map((one) => one.message))
    expect(message.length).toBeLessThanOrEqual(4000)
    expect(annotationsOf(runResult({ problems })).leftOut).toEqual(problems.slice(38))
  })

  it('cut a single message that is too long, and keep the remedy', () => {
    const [message = ''] = messages({ problems: [problem({ message: 'x'.repeat(9000) })] })
    expect(message).toBe(`${'x'.repeat(3989 - more.length)}\nAllow it.\n${more}`)
    const problems = [problem({ message: 'x'.repeat(9000) })]
    expect(annotationsOf(runResult({ problems })).leftOut).toEqual(problems)
  })

  it('are measured as the log escapes them: nothing that is left out gets lost', () => {
    // Each of these characters takes eight in the log.
    const turned = '\u202E'.repeat(60)
    const problems = Array.from({ length: 60 }, (_, index) => problem({ message: `${index} ${turned}` }))
    const aws = { name: 'X', message: turned.repeat(20) }
    const { annotations, leftOut } = annotationsOf(
      runResult({ problems: [...problems, problem({ aws })], warnings: [turned.repeat(9)] }),
    )
    const [first, second, warning] = annotations.map(({ message }) => message.split('\n'))
    expect(first?.slice(-3)).toEqual(['… and 53 more like these.', 'Allow it.', more])
    expect(leftOut).toEqual(problems.slice(7))
    expect(second?.at(-1)).toBe(more)
    expect(warning?.at(-1)).toMatch(/… The log has the rest\.$/)
  })

  it('cut no id into digits that no mask fits', () => {
    const aws = { name: 'X', message: idAfter(490) }
    for (const but of [{ message: idAfter(3882) }, { aws }, { remedy: idAfter(3990) }])
      expect(messages({ problems: [problem(but)] }).join('\n')).not.toMatch(/9999|8888|7777/)
    expect(messages({ warnings: [idAfter(3970)] })).not.toEqual([expect.stringMatching(/9999|8888|7777/)])
  })

  it('cut a remedy that is too long', () => {
    const [message = ''] = messages({ problems: [problem({ remedy: 'r'.repeat(9000) })] })
    expect(message).toBe(`\n${'r'.repeat(3999)}`)
  })

  it('cut a warning that is too long, which the log has whole', () => {
    const warnings = ['w'.repeat(4000), 'x'.repeat(4001)]
    const { annotations, leftOutWarnings } = annotationsOf(runResult({ warnings }))
    expect(annotations.map(({ message }) => message)).toEqual([
      warnings[0],
      `${'x'.repeat(3977)}… The log has the rest.`,
    ])
    expect(leftOutWarnings).toEqual([warnings[1]])
  })

  it('are nine errors and ten warnings at most: the tenth error is the verdict', () => {
    const problems = failureReasons.map((reason) => problem({ reason }))
    const warnings = Array.from({ length: 12 }, (_, index) => `Mind ${index}.`)
    const { annotations, leftOutWarnings } = annotationsOf(runResult({ problems, warnings }))
    const errors = annotations.filter(({ level }) => level === 'error')
    expect(errors).toHaveLength(9)
    expect(errors[8]).toEqual({
      level: 'error',
      title: '14 more problems',
      message: failureReasons
        .slice(8)
        .map(() => 'It was denied. Allow it.')
        .join('\n'),
    })
    expect(annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual([
      ...warnings.slice(0, 9),
      '3 more warnings are in the log.',
    ])
    expect(leftOutWarnings).toEqual(warnings.slice(9))
    expect(annotationsOf(runResult({ warnings: warnings.slice(0, 10) })).annotations).toHaveLength(10)
    expect(annotations.at(-1)?.title).toBe('Share WorkSpaces Image')
  })

  it('stay within the runner’s limits for any result', () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        const { annotations } = annotationsOf(result)
        for (const { message } of annotations) {
          expect(message.length).toBeLessThanOrEqual(4000)
          // The log would lengthen nothing.
          expect(message.split('\n').map(escapeForLog).join('\n')).toBe(message)
        }
        expect(annotations.filter(({ level }) => level === 'error').length).toBeLessThanOrEqual(9)
        expect(annotations.filter(({ level }) => level === 'warning').length).toBeLessThanOrEqual(10)
      }),
    )
  })
})
