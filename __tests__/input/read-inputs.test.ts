import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { readInputTexts, type InputName } from '../../src/input/input-texts.ts'
import { readInputs, type InputReading } from '../../src/input/read-inputs.ts'
import { accounts, image, imageNumber } from '../sharing/examples.ts'
import { job, soundTexts, textsOf } from './texts.ts'

type Given = Partial<Record<InputName, string>>
const read = (given: Given): InputReading => readInputs(textsOf({ ...soundTexts, ...given }), job)

/** The settings of sound inputs. */
function settings(given: Given) {
  const reading = read(given)
  if (reading.kind !== 'sound') throw new Error(reading.problems.map(({ message }) => message).join(' '))
  return reading.settings
}

/** The problems' messages. */
function problems(given: Given): readonly string[] {
  const reading = read(given)
  return reading.kind === 'sound' ? [] : reading.problems.map(({ message }) => message)
}

describe('the least that is asked for', () => {
  it('is read, with the defaults of action.yml', () => {
    expect(settings({})).toEqual({
      request: {
        mode: 'apply',
        waitForMinutes: 0,
        images: [{ image, share: accounts(1), unshare: [] }],
      },
      signIn: { region: 'eu-west-1', role: undefined },
      maskAccountIds: false,
      warnings: [],
    })
  })
})

describe('what is wanted', () => {
  it.each<[given: Given, wanted: object]>([
    [{ 'account-id': '000000000002 000000000001' }, { share: accounts(2, 1), unshare: [] }],
    [{ allow: 'false' }, { share: [], unshare: accounts(1) }],
    [
      { allow: 'false', 'account-id': 'all' },
      { share: [], unshare: 'everyone-else' },
    ],
  ])('by %j is %j', (given, wanted) => {
    expect(settings(given).request.images).toEqual([{ image, ...wanted }])
  })

  it('is the same for every image, each once', () => {
    const both = 'wsi-000000002\nwsi-000000001 wsi-000000002'
    expect(settings({ 'image-id': both }).request.images).toEqual([
      { image: imageNumber(2), share: accounts(1), unshare: [] },
      { image: imageNumber(1), share: accounts(1), unshare: [] },
    ])
  })

  it.each(['apply', 'plan', 'check'])('may be to %s', (mode) => {
    expect(settings({ mode }).request.mode).toBe(mode)
  })

  it.each<[text: string, minutes: number]>([
    ['0', 0],
    ['360', 360],
  ])('may wait for %s minutes', (text, minutes) => {
    expect(settings({ 'wait-for-minutes': text }).request.waitForMinutes).toBe(minutes)
  })

  it('may be masked, and signed in to by a role', () => {
    const arn = 'arn:aws:iam::111122223333:role/x'
    expect(settings({ 'mask-account-ids': 'true', 'role-to-assume': arn })).toMatchObject({
      maskAccountIds: true,
      signIn: { region: 'eu-west-1', role: { arn } },
    })
  })

  it('may be in a Region that was not known to have WorkSpaces, with a warning', () => {
    expect(settings({ 'aws-region': 'eu-north-1' }).warnings).toEqual([
      "aws-region: eu-north-1 was not known to offer WorkSpaces when this version of the action was made. If AWS can't be reached, check the Region's spelling.",
    ])
  })
})

describe('what is refused', () => {
  it.each<[given: Given, message: string]>([
    [
      { 'account-id': 'all' },
      'account-id: "all" can only be unshared (allow: false), an image is never shared with everyone.',
    ],
    [{ 'image-id': '' }, 'image-id: is empty, at least one image id is needed.'],
    [{ 'account-id': '\n' }, 'account-id: is empty, at least one account id is needed.'],
    [{ allow: 'yes' }, 'allow: "yes" is neither true nor false.'],
    [{ mode: 'dry-run' }, 'mode: "dry-run" is not one of apply, plan, check.'],
    [
      { 'wait-for-minutes': '361' },
      'wait-for-minutes: "361" is not a whole number of minutes from 0 to 360.',
    ],
    [{ 'wait-for-minutes': '-1' }, 'wait-for-minutes: "-1" is not a whole number of minutes from 0 to 360.'],
    [
      { 'wait-for-minutes': '1.5' },
      'wait-for-minutes: "1.5" is not a whole number of minutes from 0 to 360.',
    ],
    [{ 'aws-region': 'nowhere' }, 'aws-region: "nowhere" is not the code of a Region.'],
    [{ 'role-to-assume': 'x' }, 'role-to-assume: "x" is not the ARN of an IAM role.'],
    [{ 'mask-account-ids': '1' }, 'mask-account-ids: "1" is neither true nor false.'],
  ])('%j', (given, message) => {
    expect(problems(given)).toEqual([message])
  })

  it('is told all at once', () => {
    const given = {
      'image-id': 'x',
      'account-id': 'y',
      allow: 'z',
      mode: '',
      'wait-for-minutes': '',
      'aws-region': '',
      'role-to-assume': 'r',
      'role-session-name': '!',
      'role-duration-seconds': '1',
      'mask-account-ids': 'm',
    }
    expect(problems(given).map((message) => message.split(':')[0])).toEqual([
      'image-id',
      'account-id',
      'allow',
      'mode',
      'wait-for-minutes',
      'aws-region',
      'role-duration-seconds',
      'role-session-name',
      'role-to-assume',
      'mask-account-ids',
    ])
  })
})

describe('any texts', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      'true',
      'false',
      'all',
      'plan',
      '12',
      '000000000001',
      'wsi-0123456789abc',
      'eu-west-1',
    ),
    fc.constantFrom('arn:aws:iam::111122223333:role/x', '1111-2222-3333', '0', '900'),
  )

  it('are read without a throw, and the problems are all of the inputs', () => {
    fc.assert(
      fc.property(fc.infiniteStream(text), (stream: Iterator<string, undefined>) => {
        const reading = readInputs(
          readInputTexts(() => stream.next().value ?? ''),
          job,
        )
        const found = reading.kind === 'sound' ? [] : reading.problems
        expect(found.length > 0).toBe(reading.kind === 'refused')
        expect(found.filter(({ reason }) => reason !== 'invalid-input')).toEqual([])
      }),
    )
  })
})
