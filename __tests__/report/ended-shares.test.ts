import { describe, expect, it } from '@jest/globals'
import { warningsOf } from '../../src/report/warnings.ts'
import type { Outcome } from '../../src/sharing/outcome.ts'
import type { Mode } from '../../src/sharing/request.ts'
import { account, accounts, change, problem, region, wanting } from '../support/examples.ts'
import { PRODUCTION } from '../support/organizations.ts'
import { done, failed, imageResult, runResult } from '../support/results.ts'

const where = { file: 'policy.yml', line: 7, column: 9 }
const ended = { until: '2027-03-14', daysLeft: -1, hasEnded: true, where }
const timeBoxes = new Map([[account(1), ended]])
const start = 'policy.yml:7:9: the share of wsi-0123456789abc with 000000000001 ended 2027-03-14; '
const keep = 'Keep the entry until the account is unshared.'
const still = 'the account can still copy the image'
const unsharing = (outcome: Outcome) => [{ change: change('unshare', 1), outcome }]

describe('a share that has ended', () => {
  it.each<[kind: Outcome['kind'], outcome: Outcome, told: string, mode?: Mode]>([
    ['planned', { kind: 'planned' }, `${still}: mode: plan writes nothing. ${keep}`, 'plan'],
    ['planned', { kind: 'planned' }, `${still}: mode: check writes nothing. ${keep}`, 'check'],
    [
      'not-attempted',
      { kind: 'not-attempted', because: problem() },
      `${still}: its unshare was not sent. ${keep}`,
    ],
    ['failed', failed(), `${still}: its unshare failed. ${keep}`],
    ['undone', { kind: 'undone' }, `${still}: its unshare was undone. ${keep}`],
    ['undo-failed', { kind: 'undo-failed', problem: problem() }, `${still}: its unshare was undone. ${keep}`],
    ['done', done, `${still}. ${keep}`],
    ['unchanged', { kind: 'unchanged' }, `${still}. ${keep}`],
  ])('is told of by a read that lists the account: %s', (...[, outcome, told, mode]) => {
    const image = imageResult({ timeBoxes, changes: unsharing(outcome), recipients: accounts(1) })
    expect(warningsOf(runResult({ mode: mode ?? 'apply', images: [image] }))).toEqual([`${start}${told}`])
  })

  it.each<[what: string, changes: ReturnType<typeof unsharing>]>([
    ['unshared it', unsharing(done)],
    ['failed to', unsharing(failed())],
    ['had nothing to do', []],
  ])('is gone where no read lists the account, also where the run %s', (_what, changes) => {
    const image = imageResult({ timeBoxes, changes, recipients: accounts(2) })
    expect(warningsOf(runResult({ images: [image] }))).toEqual([
      `${start}the account is unshared. Remove the entry.`,
    ])
  })

  it.each<[what: string, recipients: readonly number[], via: string, told: string]>([
    [
      'a group',
      [],
      'vendors',
      'the account is unshared. Keep the entry: without it, vendors shares the image with the account again. Take the account out of vendors before you remove the entry.',
    ],
    [
      'a unit',
      [],
      PRODUCTION,
      `the account is unshared. Keep the entry: without it, ${PRODUCTION} shares the image with the account again. Except the account from ${PRODUCTION} before you remove the entry.`,
    ],
    [
      'a group, and is not gone',
      [1],
      'vendors',
      `${still}. Keep the entry: without it, vendors shares the image with the account again. Take the account out of vendors before you remove the entry.`,
    ],
  ])('has an entry that stays as long as the account is in %s', (_what, recipients, via, told) => {
    const overruled = new Map([[account(1), { account: account(1), via, box: undefined }]])
    const origins = { via: new Map(), overruled, leftOut: new Map(), closed: [] }
    const image = imageResult({ timeBoxes, origins, recipients: accounts(...recipients) })
    expect(warningsOf(runResult({ images: [image] }))).toEqual([`${start}${told}`])
  })

  it('may be back without a change of this run', () => {
    const image = imageResult({ timeBoxes, recipients: accounts(1) })
    expect(warningsOf(runResult({ images: [image] }))).toEqual([`${start}${still}. ${keep}`])
  })

  it('is told of as not known where nothing was read, with the name of account and image', () => {
    const unread = imageResult({ timeBoxes, recipients: undefined })
    const { image: _, ...recipients } = { ...wanting([], [1]), timeBoxes }
    const named = { ...recipients, region, name: 'golden' }
    const accountNames = new Map([[account(1), 'vendor']])
    const result = runResult({ images: [unread], unknown: [named], accountNames })
    const notKnown = 'whether the account can still copy the image is not known'
    expect(warningsOf(result)).toEqual(
      ['"golden"', 'wsi-0123456789abc'].map(
        (what) =>
          `policy.yml:7:9: the share of ${what} with 000000000001 (vendor) ended 2027-03-14; ${notKnown}. ${keep}`,
      ),
    )
  })

  it('is not told of before it has ended', () => {
    const open = new Map([[account(1), { ...ended, hasEnded: false }]])
    const image = imageResult({ timeBoxes: open, recipients: accounts(1) })
    const unknown = [{ ...wanting([1]), timeBoxes: open }]
    expect(warningsOf(runResult({ images: [image], unknown, warnings: ['Mind this.'] }))).toEqual([
      'Mind this.',
    ])
  })

  it('stands before all else that is warned of, those first that are not unshared', () => {
    const both = new Map([
      [account(1), ended],
      [account(2), ended],
    ])
    const image = imageResult({ timeBoxes: both, recipients: accounts(2) })
    expect(warningsOf(runResult({ images: [image], warnings: ['Mind this.'] }))).toEqual([
      expect.stringContaining('with 000000000002 ended'),
      expect.stringContaining('with 000000000001 ended'),
      'Mind this.',
    ])
  })
})

describe('the share of a group or a unit that has ended', () => {
  const boxes = new Map(accounts(1, 2, 3).map((id) => [id, ended]))
  const via = new Map(accounts(1, 2, 3).map((id) => [id, 'vendors']))
  const origins = { via, leftOut: new Map(), closed: [] }
  const of = 'policy.yml:7:9: the share of wsi-0123456789abc with'

  it('is told of once, by the number of its accounts', () => {
    const image = imageResult({ timeBoxes: boxes, origins, recipients: [] })
    expect(warningsOf(runResult({ images: [image] }))).toEqual([
      `${of} 3 accounts by vendors ended 2027-03-14; each of them is unshared. Remove the entry. An account that left vendors before keeps its access: unshare it by its id.`,
    ])
  })

  it('leaves nobody behind where the image is exclusive', () => {
    const closed = { ...origins, closed: ['vendors'] }
    const image = imageResult({ timeBoxes: boxes, origins: closed, recipients: [] })
    expect(warningsOf(runResult({ images: [image] }))).toEqual([
      `${of} 3 accounts by vendors ended 2027-03-14; each of them is unshared. Remove the entry.`,
    ])
  })

  it('has an entry that stays as long as one of them may have access', () => {
    const image = imageResult({ timeBoxes: boxes, origins, recipients: accounts(2) })
    expect(warningsOf(runResult({ images: [image] }))).toEqual([
      `${of} 000000000002 ended 2027-03-14; ${still}. ${keep}`,
      `${of} 2 accounts by vendors ended 2027-03-14; each of them is unshared. Keep the entry until all its accounts are unshared.`,
    ])
  })
})
