import { describe, expect, it } from '@jest/globals'
import type { Settings } from '../../src/input/read-inputs.ts'
import { readInputs } from '../../src/input/read-inputs.ts'
import type { InputName } from '../../src/input/input-texts.ts'
import { AccountMask } from '../../src/workflow/account-mask.ts'
import { RecordingRunner } from '../support/runner.ts'
import { job, soundTexts, textsOf } from '../support/input-texts.ts'
import { imageResult, runResult } from '../support/results.ts'
import { account, accounts, image, owner, problem, standing } from '../support/examples.ts'

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

  it('hides what problems name, in the action’s words and in AWS’s', () => {
    const runner = new RecordingRunner()
    const mask = maskFor(settings({}), runner)
    const aws = { name: 'X', message: 'User: arn:aws:iam::000000000006:user/x' }
    mask.maskNamedIn([
      problem({ message: 'It belongs to account 000000000005, not 1234567890 or 2000_0000_0007.' }),
      problem({ aws }),
      problem({ aws: { name: 'Y' } }),
    ])
    expect(runner.masked).toEqual([account(1), account(5), '1234567890', '2000_0000_0007', account(6)])
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

  it('hides what only a result names: recipients, and accounts in its problems', () => {
    const runner = new RecordingRunner()
    const mask = maskFor(settings({}), runner)
    mask.maskResult(
      runResult({
        images: [imageResult({ recipients: accounts(7) })],
        problems: [problem({ message: `Not with ${account(5)}.` })],
      }),
    )
    expect(runner.masked).toEqual([account(1), account(5), account(7)])
  })

  it('hides what remedies and examples name', () => {
    const runner = new RecordingRunner()
    const mask = maskFor(settings({}), runner)
    mask.maskNamedIn([problem({ remedy: `Ask ${account(5)}.`, example: `"aws:${account(6)}"` })])
    expect(runner.masked).toEqual([account(1), account(5), account(6)])
  })

  it('hides names of accounts and images that are ids in another spelling', () => {
    const runner = new RecordingRunner()
    const { request, ...others } = settings({})
    const accountNames = new Map([[account(1), 'prod 2000.0000.0002']])
    const mask = maskFor({ ...others, request: { ...request, accountNames } }, runner)
    mask.maskIn([standing([], image, { name: 'golden-2000-0000-0003', owner: undefined })])
    mask.maskInTexts(['golden', 'for 2000 0000 0004'])
    expect(runner.masked).toEqual([account(1), '2000.0000.0002', '2000-0000-0003', '2000 0000 0004'])
  })

  it('hides nothing unless asked', () => {
    const runner = new RecordingRunner()
    const mask = maskFor(settings({ 'mask-account-ids': 'false' }), runner)
    mask.maskIn([standing([1])])
    mask.mask(accounts(2))
    mask.maskInTexts([account(3)])
    expect(runner.masked).toEqual([])
  })
})
