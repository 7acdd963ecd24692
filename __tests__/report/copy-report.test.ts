import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from '../support/fast-check.ts'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import { copyResultWithoutPlan, type BundleOutcome, type CopyResult } from '../../src/copying/copy-result.ts'
import { copyOutputs } from '../../src/report/copying/copy-outputs.ts'
import { copyResultJson } from '../../src/report/copying/copy-result-json.ts'
import { copySummary } from '../../src/report/copying/copy-summary.ts'
import { copyVerdict } from '../../src/report/copying/copy-verdict.ts'
import { failureReasons } from '../../src/sharing/problem.ts'
import {
  bundle,
  copyOfSource,
  copyRequest,
  copyResult,
  copyState,
  ownImage,
  source,
} from '../support/copies.ts'
import { problem } from '../support/examples.ts'

const schema = parseObject(readFileSync('schema/copy-result.schema.json', 'utf8')) ?? {}
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema)
const neverOfCopies = new Set(['invalid-policy', 'image-not-owned', 'plan-changed', 'not-approved', 'drift'])

const settled = (outcome: BundleOutcome): CopyResult['bundles'][number] => ({ bundle: bundle(), outcome })
const throttled = problem({ reason: 'throttled' })
const outcomes: readonly BundleOutcome[] = [
  { kind: 'unchanged' },
  { kind: 'planned' },
  { kind: 'updated' },
  { kind: 'failed', problem: throttled },
  { kind: 'not-attempted', because: throttled },
  { kind: 'not-attempted' },
]

/** Any result a run can have, and many that it can't. */
const anyCopyResult = fc
  .record({
    isRefused: fc.boolean(),
    copiedAs: fc.constantFrom(undefined, 'golden'),
    mayBeCopied: fc.boolean(),
    copy: fc.constantFrom(undefined, copyOfSource(), copyOfSource({ state: 'ERROR', errors: ['No.'] })),
    source: fc.constantFrom(undefined, copyState().source),
    bundles: fc.array(fc.constantFrom(...outcomes).map(settled), { maxLength: 3 }),
    problems: fc.array(
      fc
        .constantFrom(...failureReasons.filter((reason) => !neverOfCopies.has(reason)))
        .map((reason) => problem({ reason })),
      { maxLength: 3 },
    ),
    warnings: fc.array(fc.string(), { maxLength: 2 }),
  })
  .map(({ isRefused, ...but }) =>
    isRefused ? copyResultWithoutPlan(undefined, but.problems) : copyResult(but),
  )

describe('schema/copy-result.schema.json', () => {
  it('fits the output of any run', () => {
    fc.assert(
      fc.property(anyCopyResult, (result) => {
        const json: unknown = JSON.parse(JSON.stringify(copyResultJson(result)))
        expect(validate(json) ? [] : validate.errors).toEqual([])
      }),
    )
  })

  it('does not fit anything else', () => {
    expect(validate({ ...copyResultJson(copyResult()), extra: 1 })).toBe(false)
    expect(validate({ ...copyResultJson(copyResult()), failureReason: 'other' })).toBe(false)
  })

  it('has the reasons that a run can have', () => {
    const listed = JSON.stringify(schema).match(/"reason":\{"enum":(\[[^\]]+\])/)?.[1] ?? '[]'
    const reasons: unknown = JSON.parse(listed)
    expect(new Set(Array.isArray(reasons) ? reasons : [])).toEqual(
      new Set(failureReasons.filter((reason) => !neverOfCopies.has(reason))),
    )
  })
})

describe('the verdict', () => {
  const done = { copiedAs: 'golden' }
  it.each<[but: Partial<CopyResult>, says: string]>([
    [{}, `Nothing to do: the copy is ${copyOfSource().image.id}, AVAILABLE.`],
    [
      done,
      `Copied ${source.id} from eu-west-1 to eu-west-1: the copy is ${copyOfSource().image.id}, AVAILABLE.`,
    ],
    [
      { ...done, copy: copyOfSource({ state: 'PENDING' }) },
      `Started to copy ${source.id} from eu-west-1 to eu-west-1: the copy is ${copyOfSource().image.id}, PENDING.`,
    ],
    [
      { bundles: [settled({ kind: 'updated' }), settled({ kind: 'unchanged' })] },
      `Done and verified: the copy is ${copyOfSource().image.id}, AVAILABLE, 2 of 2 bundles use it.`,
    ],
    [
      { mode: 'plan', request: copyRequest({ mode: 'plan' }), bundles: [settled({ kind: 'planned' })] },
      'Plan: point 1 bundle at the copy. Nothing was written.',
    ],
    [
      { problems: [problem({ reason: 'refused-by-guard' })], copy: undefined },
      'Held back by a guard. Nothing was written.',
    ],
    [
      { problems: [throttled], copy: undefined, mayBeCopied: true },
      'AWS asked to slow down. No read shows a copy, but AWS may have started one.',
    ],
    [
      { ...done, bundles: [settled({ kind: 'updated' }), settled({ kind: 'failed', problem: throttled })] },
      `Some changes failed; AWS asked to slow down. The copy is ${copyOfSource().image.id}, AVAILABLE, 1 of 2 bundles use it.`,
    ],
    [
      { ...done, problems: [problem({ reason: 'image-not-found' })], copy: undefined },
      'Image not found. No read shows the copy.',
    ],
    [{ problems: [problem({ reason: 'internal' })] }, 'The action itself failed.'],
  ])('of %j', (but, says) => {
    expect(copyVerdict(copyResult(but))).toBe(says)
  })

  it('never says of a failure that nothing was written, where something may have been', () => {
    fc.assert(
      fc.property(anyCopyResult, (result) => {
        const isWritten =
          result.copiedAs !== undefined ||
          result.mayBeCopied ||
          result.bundles.some(({ outcome }) => outcome.kind === 'updated' || outcome.kind === 'failed')
        const isRed = copyOutputs(result, '')['failure-reason'] !== ''
        const isWrong = isRed && isWritten && copyVerdict(result).includes('Nothing was written')
        expect(isWrong).toBe(false)
      }),
    )
  })
})

describe('the summary', () => {
  it.each<[what: string, but: Partial<CopyResult>, state: string]>([
    ['would be made', { request: copyRequest({ mode: 'plan' }), copiedAs: 'golden' }, 'would be made'],
    ['was made, and is not shown', { copiedAs: 'golden' }, 'made by this run, but no read shows it'],
    ['is not there', {}, '–'],
  ])('says of a copy what is true: it %s', (_what, but, state) => {
    const row = copySummary(copyResult({ copy: undefined, ...but }))
      .split('\n')
      .find((line) => line.startsWith('| Copy'))
    expect(row?.split('|')[5]?.trim()).toBe(state)
  })

  it('has foreign text as text: no markup, no command, no end of a cell', () => {
    const hostile = '<b>x</b> | [a](http://b) `c` @d\n::error::e'
    const text = copySummary(
      copyResult({
        source: ownImage({ image: source, name: hostile, state: hostile }),
        copy: copyOfSource({ name: hostile }),
        bundles: [{ bundle: bundle({ name: hostile }), outcome: { kind: 'updated' } }],
        warnings: [hostile],
        problems: [problem({ message: hostile })],
      }),
    )
    expect(text).not.toMatch(/<b>|\]\(http:|^::error|@d/m)
    const rows = text.split('\n').filter((line) => line.startsWith('| Source') || line.startsWith('| Copy'))
    expect(rows.map((row) => row.split('|').length)).toEqual([8, 8])
  })

  it('stays below the limit of GitHub with all that the inputs can name', () => {
    const problems = Array.from({ length: 2000 }, (_, index) =>
      problem({ message: `${index} ${'&'.repeat(300)}` }),
    )
    const text = copySummary(copyResultWithoutPlan(undefined, problems))
    expect(Buffer.byteLength(text)).toBeLessThan(1_048_576)
    expect(text).toContain('… and 1900 more failures like these')
  })
})
