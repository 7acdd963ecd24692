import { describe, expect, it } from '@jest/globals'
import { annotate } from '../../src/sharing/annotate.ts'
import type { Outcome } from '../../src/sharing/outcome.ts'
import type { Problem } from '../../src/sharing/problem.ts'
import { allProblems } from '../../src/sharing/result.ts'
import { account, image, imageNumber, problem, region, wanting } from '../support/examples.ts'
import { done, runResult, sharesEnding } from '../support/results.ts'

const where = { file: 'policy.yml', line: 7, column: 5 }
const elsewhere = { file: 'policy.yml', line: 9, column: 3 }
const accountNames = new Map([
  [account(1), 'work $& place'],
  [account(3), 'three'],
])
const via = new Map([
  [account(3), 'production'],
  [account(4), 'production'],
])
const wanted = [
  { ...wanting([1]), where, origins: { via, leftOut: new Map(), closed: [] } },
  wanting([1], [], imageNumber(2)),
  { region, name: 'golden', share: [], unshare: [], where: elsewhere },
]

/** A problem of an account of the first image. */
const of = (number: number, message: string) => problem({ account: account(number), message, image })

/** A problem of the run as a whole, annotated. */
function annotated(one: Problem): Problem | undefined {
  return annotate(runResult({ accountNames, problems: [one] }), wanted).problems[0]
}

describe('a problem of an account', () => {
  it.each([
    [
      'gets its name',
      problem({ account: account(1), message: 'Not 000000000001.' }),
      'Not 000000000001 (work $& place).',
    ],
    [
      'keeps it where it is there',
      problem({ account: account(1), message: 'Not 000000000001 (work $& place).' }),
      'Not 000000000001 (work $& place).',
    ],
    ['has none', problem({ account: account(2), message: 'Not 000000000002.' }), 'Not 000000000002.'],
    ['is about none', problem({ message: 'Not 000000000001.' }), 'Not 000000000001.'],
    ['gets its group', of(3, 'Not 000000000003.'), 'Not 000000000003 (three) by production.'],
    ['gets its group alone', of(4, 'Not 000000000004.'), 'Not 000000000004 by production.'],
    [
      'gets its group after its name',
      of(3, 'Not 000000000003 (three).'),
      'Not 000000000003 (three) by production.',
    ],
    [
      'keeps its group where it is there',
      of(3, 'Not 000000000003 (three) by production.'),
      'Not 000000000003 (three) by production.',
    ],
  ])('%s', (_what, one, message) => {
    expect(annotated(one)).toMatchObject({ ...one, message })
  })
})

describe('a problem of an image', () => {
  it.each([
    ['gets its place', problem({ image }), where],
    ['keeps its own place', problem({ image, where: elsewhere }), elsewhere],
    ['has none where the image has none', problem({ image: imageNumber(2) }), undefined],
    ['has none where the image was not asked for', problem({ image: imageNumber(3) }), undefined],
    ['is about none', problem(), undefined],
  ])('%s', (_what, one, place) => {
    expect(annotated(one)).toStrictEqual({ ...one, ...(place && { where: place }) })
  })
})

describe('problems of changes', () => {
  const one = problem({ account: account(1), message: 'Not 000000000001.', image })
  const message = 'Not 000000000001 (work $& place).'

  it.each<[Outcome['kind'], Outcome, Outcome]>([
    [
      'failed',
      { kind: 'failed', problem: one, mayBeInEffect: true },
      { kind: 'failed', problem: { ...one, message, where }, mayBeInEffect: true },
    ],
    [
      'undo-failed',
      { kind: 'undo-failed', problem: one },
      { kind: 'undo-failed', problem: { ...one, message, where } },
    ],
    [
      'not-attempted',
      { kind: 'not-attempted', because: one },
      { kind: 'not-attempted', because: { ...one, message, where } },
    ],
    ['done', done, done],
    ['planned', { kind: 'planned' }, { kind: 'planned' }],
    ['unchanged', { kind: 'unchanged' }, { kind: 'unchanged' }],
    ['undone', { kind: 'undone' }, { kind: 'undone' }],
  ])('get both where they are %s', (_kind, outcome, expected) => {
    const result = annotate(runResult({ accountNames, images: [sharesEnding(outcome)] }), wanted)
    expect(result.images[0]?.changes.map((settled) => settled.outcome)).toEqual([expected])
  })

  it('stay one where many changes share it', () => {
    const because: Outcome = { kind: 'not-attempted', because: one }
    const images = [sharesEnding(because, because)]
    const result = annotate(runResult({ accountNames, problems: [one], images }), wanted)
    expect(allProblems(result)).toEqual([{ ...one, message, where }])
  })
})
