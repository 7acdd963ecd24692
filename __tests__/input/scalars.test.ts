import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { InputProblems, quoted } from '../../src/input/input-problems.ts'
import { canBeToken, readBoolean, readChoice, readWholeNumber } from '../../src/input/scalars.ts'
import { anyCharacter } from '../support/any-character.ts'
import { noting } from '../support/input-texts.ts'

describe('a boolean', () => {
  it.each<[text: string, value: boolean]>([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('%s is %s', (text, value) => {
    expect(noting((problems) => readBoolean('allow', text, problems))).toEqual([value, []])
  })

  it.each(['', 'yes', 'no', 'on', '1', '0', 'tRUE', ' true', 'y'])(
    '%j is neither, and reads as false',
    (text) => {
      expect(noting((problems) => readBoolean('allow', text, problems))).toEqual([
        false,
        [`allow: ${JSON.stringify(text)} is neither true nor false. Write true or false.`],
      ])
    },
  )
})

const minutes = (text: string) =>
  noting((problems) =>
    readWholeNumber('wait-for-minutes', text, { least: 5, most: 360, unit: 'minutes' }, problems),
  )

describe('a whole number', () => {
  it.each<[text: string, value: number]>([
    ['5', 5],
    ['360', 360],
    ['007', 7],
    ['000000060', 60],
  ])('%s is %d', (text, value) => {
    expect(minutes(text)).toEqual([value, []])
  })

  it.each(['', '4', '361', '-5', '+5', '5.0', '1e2', '0x10', ' 5', '5 ', '٥', '0000000005', 'ten', 'NaN'])(
    '%j is out of bounds, and reads as the least',
    (text) => {
      expect(minutes(text)).toEqual([
        5,
        [
          `wait-for-minutes: ${JSON.stringify(text)} is not a whole number of minutes from 5 to 360. Write a whole number from 5 to 360, in digits.`,
        ],
      ])
    },
  )
})

describe('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.string({ unit: fc.constantFrom(...'0123456789+-.eE_xn '.split('')), maxLength: 11 }),
    fc.integer({ min: -10, max: 1000 }).map(String),
    fc.constantFrom('true', 'TRUE', 'false', 'apply', 'plan'),
  )

  it('is read within the bounds, as the number that it is, or noted once and read as the least', () => {
    fc.assert(
      fc.property(text, (one) => {
        const [value, problems] = minutes(one)
        const isNumber = /^[0-9]{1,9}$/.test(one) && Number(one) >= 5 && Number(one) <= 360
        expect([value, problems.length]).toEqual(isNumber ? [Number(one), 0] : [5, 1])
      }),
      { numRuns: 500 },
    )
  })

  it('is a boolean or a choice by its very letters, or noted once and read as what does least harm', () => {
    fc.assert(
      fc.property(text, (one) => {
        const [flag, wrong] = noting((problems) => readBoolean('allow', one, problems))
        expect([flag, wrong.length === 0]).toEqual([
          one.toLowerCase() === 'true' && wrong.length === 0,
          ['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].includes(one),
        ])
        const [choice, others] = mode(one)
        expect([choice, others.length]).toEqual(
          ['apply', 'plan', 'check'].includes(one) ? [one, 0] : ['apply', 1],
        )
      }),
    )
  })
})

const mode = (text: string) =>
  noting((problems) => readChoice('mode', text, ['apply', 'plan', 'check'], problems))

describe('a choice', () => {
  it.each(['apply', 'plan', 'check'])('%s is one', (text) => {
    expect(mode(text)).toEqual([text, []])
  })

  it.each(['', 'Apply', 'dry-run'])('%j is none, and reads as the first', (text) => {
    expect(mode(text)).toEqual([
      'apply',
      [`mode: ${JSON.stringify(text)} is not one of apply, plan, check. Write apply or plan or check.`],
    ])
  })
})

it('is noted as a problem of the inputs', () => {
  const problems = new InputProblems()
  problems.add('allow', '"x" is wrong', 'Fix it.')
  expect(problems.found).toEqual([
    { reason: 'invalid-input', message: 'allow: "x" is wrong.', remedy: 'Fix it.' },
  ])
})

describe('a quoted value', () => {
  it.each<[text: string, shown: string]>([
    ['a', '"a"'],
    ['say "x"\n', String.raw`"say \"x\"\n"`],
    ['x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['x'.repeat(81), `"${'x'.repeat(80)}…"`],
  ])('%j', (text, shown) => {
    expect(quoted(text)).toBe(shown)
  })
})

it.each<[text: string, isOne: boolean]>([
  ['', true],
  ['!', true],
  ['ghs_abc~', true],
  ['a b', false],
  [' a', false],
  ['a\n', false],
  ['ä', false],
])('%j can be a token: %j', (text, isOne) => {
  expect(canBeToken(text)).toBe(isOne)
})
