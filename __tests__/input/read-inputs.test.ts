import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { readInputTexts, type InputName } from '../../src/input/input-texts.ts'
import { readInputs, type InputReading } from '../../src/input/read-inputs.ts'
import { readWantedImages } from '../../src/input/wanted-images.ts'
import type { PolicyReading } from '../../src/input/policy/read-policy.ts'
import type { WantedImage, WantedNamedImage } from '../../src/sharing/request.ts'
import { anyCharacter } from '../support/any-character.ts'
import { account, accounts, image, imageNumber, problem, regionOf, wanting } from '../support/examples.ts'
import { job, noting, soundTexts, textsOf } from '../support/input-texts.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const imagesUpTo = (count: number) =>
  upTo(count)
    .map((index) => imageNumber(index).id)
    .join(' ')
type Given = Partial<Record<InputName, string>>
const token = 'ghs_0123456789abcdef'
const read = (given: Given): InputReading =>
  readInputs(textsOf({ ...soundTexts, 'github-token': token, ...given }), job)

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
        temporary: false,
        undoOnFailure: false,
        accountNames: new Map(),
      },
      guards: { trustedAccounts: 'any', maxUnshares: 'any', approvedPlan: 'any' },
      recordPlan: false,
      signIn: { region: 'eu-west-1', role: undefined },
      comment: 'never',
      maskAccountIds: false,
      warnings: [],
    })
  })
})

it('the role that reads AWS Organizations belongs to the sign-in, if there is one', () => {
  const arn = 'arn:aws:iam::999900001111:role/read-organization'
  expect(settings({ 'organizations-role-to-assume': arn }).signIn).toMatchObject({
    organizationsRole: { arn },
  })
  expect(Object.keys(settings({}).signIn)).toEqual(['region', 'role'])
})

describe('what is wanted', () => {
  const organization = { id: 'o-a1b2c3d4e5', except: [] }
  it.each<[given: Given, wanted: object]>([
    [{ 'account-id': '000000000002 000000000001' }, { share: accounts(2, 1), unshare: [] }],
    [{ allow: 'false' }, { share: [], unshare: accounts(1) }],
    [
      { allow: 'false', 'account-id': 'all' },
      { share: [], unshare: 'everyone-else' },
    ],
    [{ exclusive: 'true' }, { share: accounts(1), unshare: 'everyone-else' }],
    [{ temporary: 'true' }, { share: accounts(1), unshare: [] }],
    [
      { 'account-id': 'o-a1b2c3d4e5 000000000001' },
      { share: accounts(1), unshare: [], units: [{ ...organization, kind: 'share' }] },
    ],
    [
      { 'account-id': 'o-a1b2c3d4e5 000000000001', allow: 'false' },
      { share: [], unshare: accounts(1), units: [{ ...organization, kind: 'unshare' }] },
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

  it.each<[images: number, accounts: number, given: Given]>([
    [500, 500, {}],
    [500, 500, { allow: 'false' }],
    [5000, 0, { allow: 'false', 'account-id': 'all' }],
  ])('may be as much as one run takes: %d images, %d accounts', (imageCount, accountCount, given) => {
    const wanted = settings({
      'image-id': imagesUpTo(imageCount),
      'account-id': accounts(...upTo(accountCount)).join(' '),
      ...given,
    })
    expect(wanted.request.images).toHaveLength(imageCount)
  })

  it.each<[images: number, accounts: number, all: number, given: Given]>([
    [500, 501, 250_500, {}],
    [501, 500, 250_500, { allow: 'false' }],
    [9000, 9000, 81_000_000, { exclusive: 'true' }],
  ])('may not be more: %d images, %d accounts', (imageCount, accountCount, all, given) => {
    const ids = {
      'image-id': imagesUpTo(imageCount),
      'account-id': accounts(...upTo(accountCount)).join(' '),
    }
    expect(read({ ...ids, ...given })).toMatchObject({
      problems: [
        {
          message: `account-id: ${accountCount} accounts for each of ${imageCount} images are ${all} in all, one run takes at most 250000.`,
          remedy: 'Split one of the lists, one step for each part.',
        },
      ],
    })
  })

  it('is nothing as long as the Region is not known', () => {
    expect(
      noting((found) =>
        readWantedImages(textsOf({ ...soundTexts, 'aws-region': '' }), undefined, false, found),
      ),
    ).toEqual([[], []])
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

  it.each(['never', 'changes', 'always'])('may get a comment: %s, also where the rest is refused', (when) => {
    expect(settings({ 'pull-request-comment': when }).comment).toBe(when)
    expect(read({ 'pull-request-comment': when, mode: 'x' })).toMatchObject({
      kind: 'refused',
      comment: when,
    })
  })

  it.each<[what: string, text: string, fits: boolean]>([
    ['a token', 'github_pat_11AAA-~!_x.y.z', true],
    ['no token, which is told where the comment is to be made', '', true],
    ['a line end', 'ghs_SECRET\n1', false],
    ['a tabulator', 'ghs_SECRET\t1', false],
    ['a control character', 'ghs_SECRET\u0000', false],
    ['a space that is wider', 'ghs_SECRET\u00A0', false],
    ['a letter beyond ASCII', 'ghs_SECRET_É', false],
    ['a character that can not be seen', 'ghs_SECRET\u200B', false],
  ])('may get a comment with %s, or may not, and never shows it', (_what, text, fits) => {
    const reading = read({ 'pull-request-comment': 'changes', 'github-token': text })
    expect(reading.kind).toBe(fits ? 'sound' : 'refused')
    expect(JSON.stringify(reading)).not.toContain('SECRET')
    const remedy =
      'Give the token alone, such as ${{ github.token }}; store a secret anew that was pasted with more around it.'
    expect(reading.kind === 'sound' ? [] : reading.problems.map((one) => one.remedy)).toEqual(
      fits ? [] : [remedy],
    )
    expect(read({ 'pull-request-comment': 'never', 'github-token': text }).kind).toBe('sound')
  })

  const onPullRequest =
    "Run this step on pull_request, or write record-plan: ${{ github.event_name == 'pull_request' }}."
  it.each<[given: Given, eventName: string, told: string[]]>([
    [{ mode: 'plan' }, 'pull_request', []],
    [
      { mode: 'plan' },
      'push',
      [
        `record-plan: true goes only with the event pull_request, and the run's event is "push". ${onPullRequest}`,
      ],
    ],
    [
      { mode: 'plan' },
      '',
      [
        `record-plan: true goes only with the event pull_request, and the run's event is none. ${onPullRequest}`,
      ],
    ],
    [
      {},
      'pull_request',
      [
        'record-plan: true goes only with mode: plan, not with apply. Set mode: plan, or leave record-plan out.',
      ],
    ],
    [
      { mode: 'plan', 'github-token': '' },
      'pull_request',
      [
        'github-token: is empty, and record-plan: true and approved-plan: pull-request need it. Leave it out to use the token of the job.',
      ],
    ],
    [
      { 'github-token': '' },
      'push',
      [
        'record-plan: true goes only with mode: plan, not with apply. Set mode: plan, or leave record-plan out.',
        `record-plan: true goes only with the event pull_request, and the run's event is "push". ${onPullRequest}`,
        'github-token: is empty, and record-plan: true and approved-plan: pull-request need it. Leave it out to use the token of the job.',
      ],
    ],
    [
      { mode: 'plan', 'github-token': 'a b' },
      'pull_request',
      [
        'github-token: holds white space or another character that no token has. Give the token alone, such as ${{ github.token }}; store a secret anew that was pasted with more around it.',
      ],
    ],
  ])('may record a plan, or may not: %j on %j', (given, eventName, told) => {
    const texts = textsOf({ ...soundTexts, 'github-token': token, 'record-plan': 'true', ...given })
    const reading = readInputs(texts, { ...job, eventName })
    const found = reading.kind === 'sound' ? [] : reading.problems
    expect(found.map(({ message, remedy }) => `${message} ${remedy}`)).toEqual(told)
    // A refusal is recorded too, if there is nothing wrong with the record itself.
    expect(reading.kind === 'sound' ? reading.settings.recordPlan : reading.recordPlan).toBe(
      told.length === 0,
    )
  })

  it('says which input is neither true nor false', () => {
    expect(problems({ 'record-plan': 'x' })).toEqual(['record-plan: "x" is neither true nor false.'])
  })

  it('records a refusal where something else is wrong', () => {
    const given = { 'record-plan': 'true', mode: 'plan', 'account-id': 'nobody', 'github-token': token }
    const texts = textsOf({ ...soundTexts, ...given })
    const reading = readInputs(texts, { ...job, eventName: 'pull_request' })
    expect(reading).toMatchObject({ kind: 'refused', recordPlan: true })
  })

  it('may apply what a pull request approved, with a token', () => {
    expect(settings({ 'approved-plan': 'pull-request' }).guards.approvedPlan).toBe('pull-request')
    expect(problems({ 'approved-plan': 'pull-request', 'github-token': '' })).toEqual([
      'github-token: is empty, and record-plan: true and approved-plan: pull-request need it.',
    ])
  })

  it('may be temporary, and undone on failure', () => {
    expect(settings({ temporary: 'True', 'undo-on-failure': 'TRUE' }).request).toMatchObject({
      temporary: true,
      undoOnFailure: true,
    })
  })

  it('may be masked, and signed in to by a role', () => {
    const arn = 'arn:aws:iam::111122223333:role/x'
    expect(settings({ 'mask-account-ids': 'true', 'role-to-assume': arn })).toMatchObject({
      maskAccountIds: true,
      signIn: { region: 'eu-west-1', role: { arn } },
    })
  })

  it.each<[role: string, problems: readonly string[]]>([
    ['', ['AWS_SECRET_ACCESS_KEY: is empty or not set, but AWS_ACCESS_KEY_ID is set.']],
    ['arn:aws:iam::111122223333:role/x', []],
  ])('with the role "%s" and half a key in the environment has the problems %j', (role, expected) => {
    const environment = { ...job, aws: { ...job.aws, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' } }
    const reading = readInputs(textsOf({ ...soundTexts, 'role-to-assume': role }), environment)
    expect(reading.kind === 'sound' ? [] : reading.problems.map(({ message }) => message)).toEqual(expected)
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
    [{ exclusive: 'x' }, 'exclusive: "x" is neither true nor false.'],
    [{ temporary: 'x' }, 'temporary: "x" is neither true nor false.'],
    [{ 'undo-on-failure': 'x' }, 'undo-on-failure: "x" is neither true nor false.'],
    [{ exclusive: 'true', allow: 'false' }, 'exclusive: true goes only with allow: true.'],
    [
      { temporary: 'true', exclusive: 'true' },
      'temporary: true only undoes shares, but exclusive: true unshares.',
    ],
    [{ temporary: 'true', allow: 'false' }, 'temporary: true only undoes shares, but allow: false unshares.'],
    [{ 'trusted-account-ids': '' }, 'trusted-account-ids: is empty, and a guard never switches itself off.'],
    [{ 'pull-request-comment': 'x' }, 'pull-request-comment: "x" is not one of never, changes, always.'],
    [
      { 'pull-request-comment': 'always', 'github-token': 'ghs_SECRET and more' },
      'github-token: holds white space or another character that no token has.',
    ],
    [{ 'mask-account-ids': '1' }, 'mask-account-ids: "1" is neither true nor false.'],
  ])('%j', (given, message) => {
    expect(problems(given)).toEqual([message])
  })

  it.each<[given: Given, remedy: string]>([
    [
      { 'account-id': 'all' },
      'List the accounts to share with, or set allow: false to unshare from everyone.',
    ],
    [
      { exclusive: 'true', allow: 'false' },
      'To unshare from everyone, write account-id: all with allow: false.',
    ],
    [{ temporary: 'true', exclusive: 'true' }, 'Set temporary: false, or only share in this step.'],
  ])('%j, with a way out', (given, remedy) => {
    const reading = read(given)
    expect(reading.kind === 'refused' && reading.problems.map((one) => one.remedy)).toEqual([remedy])
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
      'aws-region',
      'image-id',
      'account-id',
      'allow',
      'mode',
      'wait-for-minutes',
      'role-duration-seconds',
      'role-session-name',
      'role-to-assume',
      'mask-account-ids',
    ])
  })
})

const sound = (...images: readonly (WantedImage | WantedNamedImage)[]): PolicyReading => ({
  kind: 'sound',
  wants: { images, accountNames: new Map([[account(1), 'workplace']]), warnings: [] },
})

const other = (region: string) => ({
  reason: 'invalid-policy',
  message: `Region ${region} is in another partition than us-east-1; one sign-in reaches only one partition.`,
  remedy: 'Use one policy file and one step for each partition.',
})

describe('a policy', () => {
  const there = imageNumber(1, regionOf('us-east-1'))
  const where = { file: 'policy.yml', line: 3, column: 5 }
  const named = { region: regionOf('us-east-1'), name: 'golden', share: accounts(1), unshare: [], where }
  const policied = (given: Given, policy: PolicyReading, environment = job) =>
    readInputs(textsOf({ 'policy-file': 'policy.yml', ...given }), environment, policy)

  it('says what is wanted, with names, and where to sign in', () => {
    const listed = { ...wanting([1], 'everyone-else', there), where }
    const reading = policied({ mode: 'plan' }, sound(listed, named))
    expect(reading).toMatchObject({
      kind: 'sound',
      settings: {
        request: {
          mode: 'plan',
          images: [listed, named],
          accountNames: new Map([[account(1), 'workplace']]),
        },
        signIn: { region: 'us-east-1' },
        warnings: [],
      },
    })
    expect(policied({}, sound(named))).toMatchObject({ settings: { signIn: { region: 'us-east-1' } } })
  })

  it('does not say where to sign in if the input does', () => {
    expect(policied({ 'aws-region': 'eu-west-1' }, sound(named))).toMatchObject({
      settings: { signIn: { region: 'eu-west-1' } },
    })
  })

  it('is warned about once a Region', () => {
    const odd = regionOf('eu-north-1')
    const reading = policied(
      {},
      sound(wanting([1], [], imageNumber(1, odd)), wanting([1], [], imageNumber(2, odd))),
    )
    expect(reading.kind === 'sound' && reading.settings.warnings).toEqual([
      expect.stringContaining('eu-north-1 was not known to offer WorkSpaces'),
    ])
  })

  it('tells its problems beside those of the inputs', () => {
    const reading = policied(
      { mode: 'x', 'aws-region': 'eu-west-1' },
      { kind: 'refused', problems: [problem({ reason: 'invalid-policy' })] },
    )
    expect(reading.kind === 'refused' && reading.problems.map(({ reason }) => reason)).toEqual([
      'invalid-input',
      'invalid-policy',
    ])
  })

  it('is not compared with a Region that is none', () => {
    const reading = policied({ 'aws-region': 'nowhere' }, sound(named))
    expect(reading.kind === 'refused' && reading.problems.map(({ message }) => message)).toEqual([
      'aws-region: "nowhere" is not the code of a Region.',
    ])
  })

  it('gives no Region where it is refused itself, and that is no problem more', () => {
    const wrong = problem({ reason: 'invalid-policy' })
    expect(policied({}, { kind: 'refused', problems: [wrong] })).toEqual({
      kind: 'refused',
      problems: [wrong],
      comment: 'never',
      recordPlan: false,
      maskAccountIds: false,
    })
  })

  it('is refused without an image to take the Region from', () => {
    expect(policied({}, sound())).toMatchObject({ kind: 'refused' })
  })

  it('stays within one partition', () => {
    const china = { ...wanting([1], [], imageNumber(1, regionOf('cn-northwest-1'))), where }
    const gov = wanting([1], [], imageNumber(1, regionOf('us-gov-west-1')))
    expect(policied({}, sound(named, china, gov))).toEqual({
      kind: 'refused',
      comment: 'never',
      recordPlan: false,
      maskAccountIds: false,
      problems: [{ ...other('cn-northwest-1'), where }, other('us-gov-west-1')],
    })
  })

  it.each<[given: Given, input: string]>([
    [{ 'image-id': 'wsi-000000001' }, 'image-id'],
    [{ 'account-id': '000000000001' }, 'account-id'],
    [{ allow: 'false' }, 'allow'],
    [{ exclusive: 'true' }, 'exclusive'],
  ])('stands alone, not beside %j', (given, input) => {
    const reading = policied(given, sound(named))
    expect(reading.kind === 'refused' && reading.problems).toEqual([
      {
        reason: 'invalid-input',
        message: `${input}: can't be combined with policy-file, which says who may copy what.`,
        remedy: `Remove ${input} or policy-file.`,
      },
    ])
  })

  it.each<Given>([{ allow: 'True' }, { allow: 'TRUE' }, { exclusive: 'False' }, { exclusive: 'FALSE' }])(
    'stands beside the defaults, however they are written: %j',
    (given) => {
      expect(policied(given, sound(named)).kind).toBe('sound')
    },
  )
})

describe('any texts', () => {
  const text = fc.oneof(
    fc.string({ unit: anyCharacter }),
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
