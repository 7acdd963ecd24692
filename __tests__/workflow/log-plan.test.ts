import { describe, expect, it } from '@jest/globals'
import { logPlan, logVerification, logRelease, logRequest } from '../../src/workflow/log-plan.ts'
import { RecordingRunner } from '../support/runner.ts'
import { readInputs } from '../../src/input/read-inputs.ts'
import type { InputName } from '../../src/input/input-texts.ts'
import { job, soundTexts, textsOf } from '../support/input-texts.ts'
import { done, failed, imageResult, runResult, sharesEnding } from '../support/results.ts'
import {
  account,
  accounts,
  change,
  describing,
  imageNumber,
  planOf,
  problem,
  standing,
  wanting,
} from '../support/examples.ts'

function requested(given: Partial<Record<InputName, string>>): readonly string[] {
  const log = new RecordingRunner()
  const reading = readInputs(textsOf({ ...soundTexts, ...given }), job)
  if (reading.kind === 'sound') logRequest(reading.settings, log)
  return log.recorded
}

describe('the log says', () => {
  it('what was asked for, and as whom', () => {
    expect(requested({})).toEqual(["group Reading 1 image in eu-west-1, with the job's own credentials"])
    const arn = 'arn:aws:iam::111122223333:role/x'
    expect(requested({ 'image-id': 'wsi-000000001 wsi-000000002', 'role-to-assume': arn })).toEqual([
      `group Reading 2 images in eu-west-1, as ${arn}`,
    ])
  })

  it('no more of a long plan, and of what was read back, than people can read', () => {
    const many = Array.from({ length: 60_000 }, (_, index) => index)
    const log = new RecordingRunner()
    logPlan(planOf([wanting(many)], [standing([])]), new Map(), log)
    expect(log.lines.length).toBeLessThan(46_000)
    expect(log.recorded.slice(-2)).toEqual([
      `info … and ${60_001 - log.lines.length} more lines left out of the log.`,
      'end',
    ])
    const images = many.map((number) => imageResult({ image: imageNumber(number), changes: [] }))
    const changes = many.map((number) => change('share', 1, imageNumber(number)))
    const readBack = new RecordingRunner()
    logVerification(runResult({ images }), changes, readBack)
    expect(readBack.lines.at(-1)).toMatch(/^… and [0-9]+ more lines left out of the log\.$/)
  })

  it('what has to change, a group an image and a line a change, and before the groups who loses access', () => {
    const log = new RecordingRunner()
    const two = imageNumber(2)
    const timeBoxes = new Map([
      [account(2), { until: '2027-03-31', daysLeft: 9, hasEnded: false }],
      [account(3), { until: '2027-03-01', daysLeft: -9, hasEnded: true }],
    ])
    const plan = planOf(
      [{ ...wanting([1, 2], [3]), timeBoxes }, wanting([1], [], two)],
      [standing([1, 3]), standing([1], two, { name: 'silver', state: 'PENDING' })],
    )
    logPlan(plan, new Map([[account(2), 'workplace']]), log)
    expect(log.recorded).toEqual([
      'end',
      'info unshare wsi-0123456789abc from 000000000003, ended 2027-03-01',
      'group Plan for wsi-000000002 (silver, eu-west-1, PENDING): no change, 1 already as wanted',
      'group Plan for wsi-0123456789abc (golden, eu-west-1, AVAILABLE): 1 share, 1 unshare, 1 already as wanted',
      'info share wsi-0123456789abc with 000000000002 (workplace), until 2027-03-31',
      'end',
    ])
  })

  it('no more than fifty unshares before the groups, and the others first in theirs', () => {
    const log = new RecordingRunner()
    const strangers = Array.from({ length: 52 }, (_, index) => index + 1)
    logPlan(planOf([wanting([99], 'everyone-else')], [standing(strangers)]), new Map(), log)
    expect(log.recorded.slice(51)).toEqual([
      'group Plan for wsi-0123456789abc (golden, eu-west-1, AVAILABLE): 1 share, 52 unshares, 0 already as wanted',
      'info unshare wsi-0123456789abc from 000000000051',
      'info unshare wsi-0123456789abc from 000000000052',
      'info share wsi-0123456789abc with 000000000099',
      'end',
    ])
  })

  it.each<[numbers: readonly number[], recorded: readonly string[]]>([
    [[], []],
    [[1], ['info The plan is refused. Only shares that have ended are unshared: 1.']],
    [[1, 2], ['info The plan is refused. Only shares that have ended are unshared: 2.']],
  ])('what goes on of a plan that is refused: %j', (numbers, recorded) => {
    const log = new RecordingRunner()
    const changes = numbers.map((number) => change('unshare', number))
    logRelease({ changes, heldBecause: problem() }, log)
    expect(log.recorded).toEqual(recorded)
  })

  it('nothing of what goes on where nothing is held', () => {
    const log = new RecordingRunner()
    logRelease({ changes: [change('share', 1)], heldBecause: undefined }, log)
    expect(log.recorded).toEqual([])
  })

  it('what the proving read showed, a line an image of which a change was sent', () => {
    const held = { kind: 'not-attempted', because: problem() } as const
    const log = new RecordingRunner()
    const images = [
      { ...sharesEnding(done, failed()), recipients: accounts(1) },
      {
        ...sharesEnding(done),
        image: imageNumber(2),
        description: describing(imageNumber(2)),
        recipients: undefined,
      },
      imageResult({ image: imageNumber(3) }),
      { ...sharesEnding(held), image: imageNumber(4) },
    ]
    logVerification(runResult({ images }), [change('share', 1), change('share', 1, imageNumber(2))], log)
    expect(log.recorded).toEqual([
      'info Read back wsi-0123456789abc: 1 of 2 changes in effect, 1 account can copy it now.',
      'info Read back wsi-000000002: 1 of 1 change in effect, who can copy it now is not known.',
    ])
  })
})
