import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import type { Settings } from '../../src/input/read-inputs.ts'
import { readInputs } from '../../src/input/read-inputs.ts'
import type { InputName } from '../../src/input/input-texts.ts'
import { commentChange } from '../../src/report/comment-body.ts'
import { publish } from '../../src/report/publish.ts'
import { summaryOf } from '../../src/report/summary.ts'
import type { RunResult } from '../../src/sharing/result.ts'
import { AccountMask } from '../../src/workflow/account-mask.ts'
import { RecordingRunner } from '../support/runner.ts'
import { job, soundTexts, textsOf } from '../support/input-texts.ts'
import { failed, imageResult, runResult } from '../support/results.ts'
import {
  account,
  accounts,
  change,
  describing,
  image,
  owner,
  problem,
  standing,
} from '../support/examples.ts'

function settings(given: Partial<Record<InputName, string>>): Settings {
  const reading = readInputs(textsOf({ ...soundTexts, 'mask-account-ids': 'true', ...given }), job)
  if (reading.kind === 'refused') throw new Error('The example is refused')
  return reading.settings
}

/** The mask of a run with these settings. */
function maskFor({ maskAccountIds, request, signIn }: Settings, runner: RecordingRunner): AccountMask {
  const mask = new AccountMask(maskAccountIds, runner)
  mask.maskRequested(request)
  mask.maskRole(signIn.role)
  return mask
}

const joints = ['', '', ' ', '-', '_', '.', ',', '/', '\u00A0', '\u2013', '·', "'"]
const id = fc
  .array(fc.constantFrom(...joints), { minLength: 11, maxLength: 11 })
  .map((between) => `7${between.map((joint) => `${joint}7`).join('')}`)
// As long as that the id stands where labels, quotes and annotations are cut.
const filler = fc
  .oneof(fc.nat(70), fc.integer({ min: 480, max: 510 }), fc.integer({ min: 3700, max: 4010 }))
  .map((length) => 'n'.repeat(length))
const foreign = fc
  .tuple(filler, fc.constantFrom('', ' ', '('), id, fc.constantFrom('', ' ', ')', 'n'))
  .map((parts) => parts.join(''))

/** A result that has a text everywhere where text may come from elsewhere. */
function naming(text: string): RunResult {
  const where = { file: text, line: 1, column: 1 }
  const aws = { name: 'X', message: text }
  const box = { until: '2020-01-01', daysLeft: -9, hasEnded: true, where }
  return runResult({
    images: [
      imageResult({
        description: describing(image, { name: text }),
        changes: [{ change: change('share', 1), outcome: failed({ message: text, remedy: text, aws }) }],
        origins: { via: new Map([[account(1), text]]), leftOut: new Map(), closed: [text] },
        timeBoxes: new Map([[account(1), box]]),
      }),
    ],
    problems: [problem({ where, message: text, remedy: text, example: JSON.stringify({ text }) })],
    warnings: [text],
    accountNames: new Map([[account(1), text]]),
  })
}

describe('the mask', () => {
  it.each<[given: Partial<Record<InputName, string>>, hidden: string[]]>([
    [{ 'account-id': '000000000001 000000000002' }, ['000000000001', '000000000002']],
    [{ 'image-id': 'wsi-000000001 wsi-000000002' }, ['000000000001']],
    [{ allow: 'false' }, ['000000000001']],
    [{ allow: 'false', 'account-id': 'all' }, []],
    [{ 'role-to-assume': 'arn:aws:iam::111122223333:role/x' }, ['000000000001', '111122223333']],
  ])('hides at once what the inputs %j name', (given, hidden) => {
    const runner = new RecordingRunner()
    expect(maskFor(settings(given), runner)).toBeDefined()
    expect(runner.masked).toEqual(hidden)
  })

  it('hides owners and recipients, each once', () => {
    const runner = new RecordingRunner()
    const mask = maskFor(settings({}), runner)
    mask.maskIn([standing([1, 2]), standing([2, 3], image, { owner: undefined })])
    mask.mask(accounts(3, 4))
    expect(runner.masked).toEqual([...accounts(1, 2), owner, ...accounts(3, 4)])
  })

  it('hides the accounts of shares that end, ended ones too', () => {
    const runner = new RecordingRunner()
    const { request, ...others } = settings({})
    const box = { until: '2020-01-01', daysLeft: -9, hasEnded: true }
    const [first] = request.images
    if (first === undefined) throw new Error('The example has no image')
    const images = [{ ...first, share: [], timeBoxes: new Map([[account(4), box]]) }]
    expect(maskFor({ ...others, request: { ...request, images } }, runner)).toBeDefined()
    expect(runner.masked).toEqual([account(4)])
  })

  it('hides the recipients that only a result names', () => {
    const runner = new RecordingRunner()
    const mask = maskFor(settings({}), runner)
    mask.maskResult(runResult({ images: [imageResult({ recipients: accounts(7) })] }))
    expect(runner.masked).toEqual([account(1), account(7)])
  })

  it('hides what looks like an id in another spelling', () => {
    const runner = new RecordingRunner()
    expect(maskFor(settings({}), runner)).toBeDefined()
    runner.info('It belongs to 2000_0000_0007, not 1234567890 or 2000 0000 0004.')
    expect(runner.masked).toEqual([account(1), '2000_0000_0007', '1234567890', '2000 0000 0004'])
  })

  it('hides what looks like an id in each text before it is shown', () => {
    const runner = new RecordingRunner()
    expect(maskFor(settings({}), runner)).toBeDefined()
    runner.info(`share with prod, by other-${account(5)}`)
    expect(runner.recorded.slice(-2)).toEqual([
      `mask ${account(5)}`,
      `info share with prod, by other-${account(5)}`,
    ])
  })

  it('leaves no digits of an id, whatever name, path or message it is in and wherever that is shown', async () => {
    await fc.assert(
      fc.asyncProperty(foreign, async (text) => {
        const runner = new RecordingRunner()
        expect(new AccountMask(true, runner)).toBeDefined()
        runner.info(text)
        const result = naming(text)
        await publish(result, summaryOf(result), runner, text)
        const comment = commentChange(
          'always',
          result,
          { marker: '', commit: undefined },
          undefined,
          (body) => runner.redact(body),
        )
        const told = [
          ...runner.recorded.filter((line) => !line.startsWith('mask')),
          ...runner.annotations.map(({ message }) => message),
          runner.summary,
        ].map((shown) => runner.redact(shown))
        // With an escape between them, too.
        expect([...told, JSON.stringify(comment)].join('\n')).not.toMatch(/7(?:&?#\d+;|\\?.)?7/su)
      }),
    )
  })

  it('hides nothing unless asked', () => {
    const runner = new RecordingRunner()
    const mask = maskFor(settings({ 'mask-account-ids': 'false' }), runner)
    mask.maskIn([standing([1])])
    mask.mask(accounts(2))
    runner.info(account(4))
    expect(runner.masked).toEqual([])
  })
})
