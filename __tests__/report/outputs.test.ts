import { describe, expect, it } from '@jest/globals'
import { outputNames, outputsOf } from '../../src/report/outputs.ts'
import { resultJson } from '../../src/report/result-json.ts'
import { resultWithoutPlan, type RunResult } from '../../src/sharing/result.ts'
import { account, accounts, change, describing, image, problem } from '../support/examples.ts'
import { done, failed, imageResult, runResult, samplePlanId, sharesEnding } from '../support/results.ts'

const planned = { kind: 'planned' } as const
const counts = (result: RunResult): string[] => Object.values(outputsOf(result, 'R')).slice(0, 7)

describe('the outputs', () => {
  it('are those of action.yml, in its order', () => {
    expect(Object.keys(outputsOf(runResult(), ''))).toEqual(outputNames)
  })

  it('hold the report and the result as one line of JSON', () => {
    const outputs = outputsOf(runResult(), '# Report\n')
    expect(outputs.report).toBe('# Report\n')
    expect(JSON.parse(outputs.result)).toEqual(resultJson(runResult()))
    expect(outputs.result).not.toContain('\n')
  })

  it.each<[what: string, result: RunResult, expected: string[]]>([
    ['nothing to do', runResult(), ['false', '0', '0', '0', '0', samplePlanId, '']],
    ['a share', runResult({ images: [sharesEnding(done)] }), ['true', '1', '0', '0', '0', samplePlanId, '']],
    [
      'an unshare',
      runResult({ images: [imageResult({ changes: [{ change: change('unshare', 1), outcome: done }] })] }),
      ['true', '0', '1', '0', '0', samplePlanId, ''],
    ],
    [
      'what is planned',
      runResult({ mode: 'plan', images: [sharesEnding(planned, planned)] }),
      ['true', '2', '0', '0', '0', samplePlanId, ''],
    ],
    [
      'a failure',
      runResult({ images: [{ ...sharesEnding(failed()), unchanged: accounts(8, 9) }] }),
      ['false', '0', '0', '2', '1', samplePlanId, 'access-denied'],
    ],
    [
      'no plan',
      resultWithoutPlan(undefined, [problem({ reason: 'invalid-input' })]),
      ['false', '0', '0', '0', '0', '', 'invalid-input'],
    ],
  ])('count %s', (_what, result, expected) => {
    expect(counts(result)).toEqual(expected)
  })
})

describe('the result as JSON', () => {
  it('names accounts, the ends of shares and places in the policy', () => {
    const where = { file: 'policy.yml', line: 3, column: 5 }
    const timeBoxes = new Map([[account(1), { until: '2027-03-31', daysLeft: 9, hasEnded: false }]])
    const result = runResult({
      images: [{ ...sharesEnding(failed({ where }), done), timeBoxes }],
      accountNames: new Map([[account(1), 'workplace']]),
    })
    expect(resultJson(result).images[0]?.changes).toEqual([
      {
        account: '000000000001',
        accountName: 'workplace',
        until: '2027-03-31',
        change: 'share',
        outcome: 'failed',
        problem: { reason: 'access-denied', message: 'It was denied.', remedy: 'Allow it.', where },
      },
      { account: '000000000002', change: 'share', outcome: 'done' },
    ])
  })

  it('has nulls where something is not known', () => {
    expect(resultJson(resultWithoutPlan(undefined, [problem()], ['Mind this.']))).toEqual({
      version: 1,
      mode: null,
      failureReason: 'access-denied',
      planId: null,
      totals: { shared: 0, unshared: 0, unchanged: 0, failed: 0 },
      problems: [{ reason: 'access-denied', message: 'It was denied.', remedy: 'Allow it.' }],
      warnings: ['Mind this.'],
      images: [],
    })
    const unknown = imageResult({
      description: describing(image, { owner: undefined }),
      recipients: undefined,
    })
    expect(resultJson(runResult({ images: [unknown] })).images).toMatchObject([
      { owner: null, recipients: null },
    ])
  })

  it('tells every change with its outcome and what AWS said', () => {
    const aws = { name: 'X', requestId: 'r-1', message: 'secret words stay in the report' }
    const one = imageResult({
      changes: [
        { change: change('share', 1), outcome: done },
        { change: change('unshare', 2), outcome: failed({ aws }) },
        {
          change: change('share', 3),
          outcome: { kind: 'not-attempted', because: problem({ aws: { name: 'Y' } }) },
        },
      ],
      unchanged: accounts(4),
      recipients: accounts(1, 2, 4),
    })
    const told = { reason: 'access-denied', message: 'It was denied.', remedy: 'Allow it.' }
    expect(resultJson(runResult({ images: [one] }))).toEqual({
      version: 1,
      mode: 'apply',
      failureReason: 'partly-failed',
      planId: samplePlanId,
      totals: { shared: 1, unshared: 0, unchanged: 1, failed: 2 },
      problems: [],
      warnings: [],
      images: [
        {
          region: 'eu-west-1',
          id: 'wsi-0123456789abc',
          name: 'golden',
          state: 'AVAILABLE',
          owner: '111122223333',
          recipients: accounts(1, 2, 4),
          changes: [
            { account: '000000000001', change: 'share', outcome: 'done' },
            {
              account: '000000000002',
              change: 'unshare',
              outcome: 'failed',
              problem: { ...told, awsError: 'X', awsRequestId: 'r-1' },
            },
            {
              account: '000000000003',
              change: 'share',
              outcome: 'not-attempted',
              problem: { ...told, awsError: 'Y' },
            },
          ],
          unchanged: accounts(4),
        },
      ],
    })
  })
})
