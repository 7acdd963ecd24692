import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { Outcome } from '../../src/sharing/outcome.ts'
import {
  readShares,
  rememberShares,
  sharesIn,
  sharesLeft,
  stateName,
  writeShares,
} from '../../src/steps/temporary-shares.ts'
import { RecordingRunner } from '../in-memory/runner.ts'
import { account, change, image, imageNumber, problem, region, regionOf } from '../sharing/examples.ts'

describe('temporary shares', () => {
  it('are those of a plan, not its unshares', () => {
    expect(sharesIn([change('share', 1), change('unshare', 2)])).toEqual([change('share', 1)])
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
    expect(sharesLeft([shared, unshared])).toEqual(isLeft ? [shared.change] : [])
  })

  it('are left for the post step as text', () => {
    const runner = new RecordingRunner()
    rememberShares(
      [
        { image, account: account(1) },
        { image: imageNumber(2), account: account(3) },
      ],
      runner,
    )
    expect([...runner.state]).toEqual([
      [stateName, 'eu-west-1/wsi-0123456789abc/000000000001\neu-west-1/wsi-000000002/000000000003'],
    ])
    rememberShares([], runner)
    expect([...runner.state]).toEqual([[stateName, '']])
  })

  it('come back as they were left', () => {
    const share = fc
      .record({ number: fc.nat(9), where: fc.constantFrom(region, regionOf('us-east-1')), to: fc.nat(99) })
      .map(({ number, where, to }) => ({ image: imageNumber(number, where), account: account(to) }))
    fc.assert(
      fc.property(fc.array(share, { minLength: 1 }), (shares) => {
        expect(readShares(writeShares(shares))).toEqual(shares)
      }),
    )
  })

  it('are what the text says, to the letter, or can not be read', () => {
    const pieces = [
      'eu-west-1',
      'us-east-1',
      'wsi-0123456789abc',
      '000000000001',
      '/',
      '/',
      '/',
      '\n',
      ' ',
      '\r',
      'x',
    ]
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...pieces), maxLength: 12 }), (text) => {
        let read
        try {
          read = readShares(text)
        } catch {
          return
        }
        expect(writeShares(read)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    '',
    'x',
    'eu-west-1/wsi-0123456789abc',
    'eu-west-1/wsi-0123456789abc/1',
    'eu-west-1//000000000001',
    '/wsi-0123456789abc/000000000001',
    'eu-west-1/wsi-0123456789abc/000000000001\n',
    'eu-west-1/wsi-0123456789abc/000000000001/',
    'eu-west-1/wsi-0123456789abc/000000000001/000000000002',
  ])('are not passed over where they can not be read: %j', (text) => {
    expect(() => readShares(text)).toThrow(
      "The record of what was shared for the time of this job can't be read.",
    )
  })
})
