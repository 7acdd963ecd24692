import { describe, expect, it } from '@jest/globals'
import { PolicyProblems } from '../../../src/input/policy/policy-problems.ts'
import { image } from '../../support/examples.ts'
import { problemsOf, reading } from '../../support/policy-reading.ts'

describe('the problems of a file', () => {
  it('come from top to bottom, each once', () => {
    const problems = new PolicyProblems('ab\ncd\n', 'p.yml')
    for (const offset of [4, 0, 4, 3]) problems.note(offset, [`at ${offset}`, 'Fix it.'])
    problems.note(4, ['another', 'Fix it.'])
    expect(problems.inOrder.map(({ where, message }) => [where?.line, where?.column, message])).toEqual([
      [1, 1, 'at 0.'],
      [2, 1, 'at 3.'],
      [2, 2, 'at 4.'],
      [2, 2, 'another.'],
    ])
  })

  it('are in the file: what is missing at its end is missing after its last character', () => {
    const problems = new PolicyProblems('ab\n \n\n', 'p.yml')
    problems.note(6, ['missing', 'Add it.'])
    expect(problems.inOrder).toMatchObject([{ where: { file: 'p.yml', line: 1, column: 3 } }])
  })

  it('are counted where they are more than anyone reads', () => {
    const entries = Array.from({ length: 1500 }, () => '1')
    const told = problemsOf(`version: 1\nimages: [{ id: ${image.id}, share-with: [${entries.join()}] }]\n`)
    expect(told).toHaveLength(1001)
    expect(told.at(-1)).toBe('2:2046 500 more problems of this file are left out. Fix those above first.')
  })

  it('are counted once where aliases repeat more of them than anyone reads', () => {
    const problems = new PolicyProblems('x'.repeat(1500), 'p.yml')
    for (const offset of [...Array(1500).keys(), ...Array(1500).keys()])
      problems.note(offset, ['wrong', 'Fix it.'])
    expect(problems.inOrder.at(-1)?.message).toBe('500 more problems of this file are left out.')
  })

  it('are told in few words, whatever they quote', () => {
    const long = 'k'.repeat(50_000)
    const text = [
      'version: 1',
      'images:',
      `  - { id: ${long}, share-with: [${'1'.repeat(50_000)}, "${'1'.repeat(50_000)}", *${long}] }`,
      `  - { "${'\\u0001'.repeat(500)}": 1, name: ${long}, share-with: [${long}, { ${long}: 1 }, { account: a, until: ${long} }] }`,
      '',
    ].join('\n')
    const read = reading(text)
    const problems = read.kind === 'refused' ? read.problems : []
    expect(problems.length).toBeGreaterThan(8)
    const lengths = problems.map(({ message, remedy }) => message.length + remedy.length)
    expect(Math.max(...lengths)).toBeLessThan(800)
  })
})
