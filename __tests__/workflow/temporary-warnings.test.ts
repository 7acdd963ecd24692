import { describe, expect, it } from '@jest/globals'
import { temporaryWarnings } from '../../src/workflow/temporary-warnings.ts'
import { account, imageNumber, planOf, standing, wanting } from '../support/examples.ts'

const plan = planOf(
  [wanting([1, 2], [3]), wanting([1], [], imageNumber(2))],
  [standing([1, 3]), standing([], imageNumber(2))],
)
const note = (...lines: readonly string[]) => ['eu-west-1', ...lines].join('\n')
const warning = (id: string, label: string) =>
  `${id} is shared with ${label} by an earlier step of this job that has temporary: true: the job's end unshares it. To keep the share, run this step before that one, or in another job.`

describe('a share that a plan wants for good', () => {
  it('is warned about where a step before made it for the time of the job, with names', () => {
    const notes = [
      note('eu-west-1/wsi-0123456789abc/000000000001/000000000002,000000000003'),
      note('eu-west-1/wsi-000000002/000000000009/'),
    ]
    expect(temporaryWarnings(plan, notes, new Map([[account(1), 'test']]), false)).toEqual([
      warning('wsi-0123456789abc', '000000000001 (test)'),
      warning('wsi-0123456789abc', '000000000002'),
    ])
  })

  it.each<[what: string, notes: string[]]>([
    ['there is no note', []],
    ['a note is empty, as its step took all back', ['']],
    ['a note is no record', ['nonsense', note('x'), '\u0000']],
    ['it is about the same image elsewhere', [note('us-east-1/wsi-0123456789abc/000000000001/')]],
  ])('is not warned about where %s', (_what, notes) => {
    expect(temporaryWarnings(plan, notes, new Map(), false)).toEqual([])
  })

  it('is warned about once, whatever else lies there', () => {
    const one = note('eu-west-1/wsi-000000002//000000000001')
    expect(temporaryWarnings(plan, ['x', one, one], new Map(), false)).toEqual([
      warning('wsi-000000002', '000000000001'),
    ])
  })
})

const lasts = (id: string, who: string) =>
  `${id} was shared with ${who} before this step: the job's end leaves that. If a job that was lost left it behind, unshare it.`

describe('a share that a temporary step finds', () => {
  const shared = planOf(
    [wanting([1, 2, 3], [4]), wanting([1], [], imageNumber(2)), wanting([5], [], imageNumber(3))],
    [standing([1, 2]), standing([1], imageNumber(2)), standing([], imageNumber(3))],
  )
  it('is warned about, because nothing ends it', () => {
    expect(temporaryWarnings(shared, [], new Map([[account(1), 'test']]), true)).toEqual([
      lasts('wsi-000000002', '000000000001 (test)'),
      lasts('wsi-0123456789abc', '2 accounts'),
    ])
  })

  it('is not warned about where an earlier step of the job ends it', () => {
    const notes = [note('eu-west-1/wsi-0123456789abc/000000000001,000000000002/')]
    expect(temporaryWarnings(shared, notes, new Map(), true)).toEqual([
      lasts('wsi-000000002', '000000000001'),
    ])
  })
})
