import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import type { Outcome } from '../../src/sharing/outcome.ts'
import {
  readRecord,
  refuseTooMany,
  rememberShares,
  sharesIn,
  sharesLeft,
  stateName,
  writeRecord,
  type TemporaryRecord,
  type TemporaryShare,
} from '../../src/workflow/temporary-record.ts'
import { imageKey } from '../../src/sharing/identifiers.ts'
import { RecordingRunner } from '../support/runner.ts'
import { account, change, image, imageNumber, problem, region, regionOf } from '../support/examples.ts'
import { numbers } from '../support/fake-ports.ts'

const record = (count: number): TemporaryRecord => ({
  signInRegion: region,
  shares: numbers(count).map((number) => ({ image, account: account(number), isUnanswered: true })),
})
const keyOf = (share: TemporaryShare) =>
  `${imageKey(share.image)} ${share.account} ${String(share.isUnanswered)}`

describe('temporary shares', () => {
  it('are those of a plan, not its unshares, and none of them is answered yet', () => {
    expect(sharesIn([change('share', 1), change('unshare', 2)])).toEqual([
      { image, account: account(1), isUnanswered: true },
    ])
  })

  it.each<[outcome: Outcome, isLeft: boolean]>([
    [{ kind: 'done' }, true],
    [{ kind: 'done', despite: problem() }, true],
    [{ kind: 'undo-failed', problem: problem() }, true],
    [{ kind: 'failed', problem: problem(), mayBeInEffect: true }, true],
    [{ kind: 'failed', problem: problem(), mayBeInEffect: false }, false],
    [{ kind: 'undone' }, false],
    [{ kind: 'unchanged' }, false],
    [{ kind: 'not-attempted', because: problem() }, false],
    [{ kind: 'planned' }, false],
  ])('are left after %j: %s', (outcome, isLeft) => {
    const shared = { change: change('share', 1), outcome }
    const unshared = { change: change('unshare', 2), outcome }
    const left = { image, account: account(1), isUnanswered: false }
    expect(sharesLeft([shared, unshared])).toEqual(isLeft ? [left] : [])
    // Whatever became of it: what AWS never answered may take effect at any time.
    const unanswered = { isUnanswered: true }
    expect(sharesLeft([{ ...shared, ...unanswered }])).toEqual([{ ...left, ...unanswered }])
    expect(sharesLeft([{ ...unshared, ...unanswered }])).toEqual([])
  })

  it('are left for the post step as text, and for later steps', () => {
    const runner = new RecordingRunner()
    rememberShares(
      {
        signInRegion: regionOf('us-east-1'),
        shares: [
          { image, account: account(1), isUnanswered: true },
          { image: imageNumber(2), account: account(3), isUnanswered: false },
          { image, account: account(2), isUnanswered: false },
          { image, account: account(4), isUnanswered: true },
        ],
      },
      runner,
    )
    const text = [
      'us-east-1',
      'eu-west-1/wsi-0123456789abc/000000000002/000000000001,000000000004',
      'eu-west-1/wsi-000000002/000000000003/',
    ].join('\n')
    expect([...runner.state]).toEqual([[stateName, text]])
    expect(runner.note).toBe(text)
    rememberShares({ signInRegion: region, shares: [] }, runner)
    expect([...runner.state]).toEqual([[stateName, '']])
    expect(runner.note).toBe('')
  })

  it('come back as they were left', () => {
    const share = fc
      .record({
        number: fc.nat(9),
        where: fc.constantFrom(region, regionOf('us-east-1')),
        to: fc.nat(99),
        isUnanswered: fc.boolean(),
      })
      .map(({ number, where, to, isUnanswered }) => ({
        image: imageNumber(number, where),
        account: account(to),
        isUnanswered,
      }))
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), (shares) => {
        const back = readRecord(writeRecord({ signInRegion: region, shares }))
        expect(back?.signInRegion).toBe(region)
        expect(back?.shares.map(keyOf).toSorted()).toEqual(shares.map(keyOf).toSorted())
      }),
    )
  })

  it('are what the text says, to the letter, or can not be read', () => {
    const pieces = [
      'eu-west-1',
      'us-east-1',
      'wsi-0123456789abc',
      '000000000001',
      'eu-west-1\neu-west-1/wsi-0123456789abc/000000000001/',
      ',',
      '/',
      '/',
      '\n',
      ' ',
      '\r',
      'x',
    ]
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 }), (text) => {
        const read = readRecord(text)
        expect(read === undefined ? text : writeRecord(read)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    '',
    'x',
    'eu-west-1',
    'eu-west-1\n',
    'eu-west-1/wsi-0123456789abc/000000000001/',
    'x\neu-west-1/wsi-0123456789abc/000000000001/',
    ...[
      'eu-west-1/wsi-0123456789abc',
      'eu-west-1/wsi-0123456789abc/',
      'eu-west-1/wsi-0123456789abc//',
      'eu-west-1/wsi-0123456789abc/000000000001',
      'eu-west-1/wsi-0123456789abc/1/',
      'eu-west-1/wsi-0123456789abc/000000000002/1',
      'eu-west-1/wsi-0123456789abc/000000000001,/',
      'eu-west-1/wsi-0123456789abc//,000000000001',
      'eu-west-1//000000000001/',
      '/wsi-0123456789abc/000000000001/',
      'eu-west-1/wsi-0123456789abc/000000000001/\n',
      'eu-west-1/wsi-0123456789abc/000000000001/000000000002/000000000003',
    ].map((line) => `eu-west-1\n${line}`),
  ])('are not passed over where they can not be read: %j', (text) => {
    expect(readRecord(text)).toBeUndefined()
  })
})

describe('what the job’s end can be told', () => {
  it('is limited by what one environment variable holds, on every system', () => {
    const most = 2458
    expect(writeRecord(record(most)).length).toBe(31_992)
    expect(refuseTooMany(record(most))).toEqual([])
    expect(refuseTooMany(record(most + 1))).toEqual([
      {
        reason: 'invalid-input',
        message:
          "temporary: the record of 2459 shares has 32005 characters, and the job's end can be given 32000 at most.",
        remedy:
          'Share with fewer accounts in one step, or set temporary: false and unshare in a step of its own.',
      },
    ])
  })
})
