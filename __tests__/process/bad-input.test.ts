import { describe, expect, it } from '@jest/globals'
import { policyOf, runPolicy } from '../support/policies.ts'
import {
  accounts,
  errorsOf,
  IMAGE,
  nothingBut,
  resultOf,
  ROLE,
  ActionFixture,
  countsOf,
  verdictIn,
} from '../support/fixture.ts'
import { sideBySide, type WrongCase } from '../support/side-by-side.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture()
const good = { 'account-id': '000000000001' }

// What is typed, what the message says of it, and the way out. The message starts with the input's name.
const cases: WrongCase<[message: string, remedy: string]>[] = [
  ['no image id', { 'image-id': '' }, 'image-id: is empty', 'such as wsi-0123456789abc'],
  ['a blank list of images', { 'image-id': ' ,\n\t, ' }, 'image-id: is empty', 'Give the id of the image'],
  ['no account id', { 'account-id': '' }, 'account-id: is empty', 'Give the 12-digit ids'],
  ['a blank list of accounts', { 'account-id': ',,\n ' }, 'account-id: is empty', 'Give the 12-digit ids'],
  [
    'an image id that is too short',
    { 'image-id': ['wsi-0123'] },
    'image-id: "wsi-0123" is not a WorkSpaces image id',
    'Copy the id from the WorkSpaces console',
  ],
  [
    'an image id in capitals',
    { 'image-id': ['WSI-0123456789ABC'] },
    'image-id: "WSI-0123456789ABC" is not a WorkSpaces image id',
    'Copy the id from the WorkSpaces console',
  ],
  [
    'an EC2 image',
    { 'image-id': ['ami-0123456789abcdef0'] },
    'image-id: "ami-0123456789abcdef0" is not a WorkSpaces image id',
    'That is the id of an EC2 image',
  ],
  [
    'an account id whose leading zero YAML dropped',
    { 'account-id': ['11122223333'] },
    'account-id: "11122223333" has 11 digits',
    'YAML drops the leading zero of a number without quotes; if that happened here, write "011122223333" in quotes.',
  ],
  [
    'an account id of 13 digits',
    { 'account-id': ['1111222233334'] },
    'account-id: "1111222233334" has 13 digits',
    'Copy the id from the account menu',
  ],
  [
    'an account id with dashes',
    { 'account-id': ['1111-2222-3333'] },
    'account-id: "1111-2222-3333" is not an account id',
    'Write it without dashes: "111122223333".',
  ],
  [
    'full-width digits',
    { 'account-id': ['１１１１２２２２３３３３'] },
    'account-id: "１１１１２２２２３３３３" has digits other than 0 to 9',
    'Type the digits 0 to 9',
  ],
  [
    'the name of an account',
    { 'account-id': ['production'] },
    'account-id: "production" is not an account id',
    'Copy the id from the account menu',
  ],
  [
    'a variable that is missing behind an image',
    { 'image-id': `${IMAGE}, ` },
    'image-id: entry 2 is empty',
    'A variable or a job output that is missing arrives as an empty text',
  ],
  [
    'a variable that is missing before an image',
    { 'image-id': `, ${IMAGE}` },
    'image-id: entry 1 is empty',
    'give it a value, or remove the comma',
  ],
  [
    'a variable that is missing between two accounts',
    { 'account-id': '000000000001,\n,\n000000000002', exclusive: 'true' },
    'account-id: entry 2 is empty',
    'give it a value, or remove the comma',
  ],
  [
    'a variable that is missing at the end of a list over several lines',
    { 'account-id': '000000000001,\n000000000002,\n\n' },
    'account-id: entry 3 is empty',
    'give it a value, or remove the comma',
  ],
  [
    'a variable that is missing among the trusted accounts',
    { 'trusted-account-ids': '000000000001, , 000000000002' },
    'trusted-account-ids: entry 2 is empty',
    'give it a value, or remove the comma',
  ],
  ['allow: yes', { allow: 'yes' }, 'allow: "yes" is neither true nor false', 'Write true or false.'],
  ['an empty allow', { allow: '' }, 'allow: "" is neither true nor false', 'Write true or false.'],
  [
    'negative minutes',
    { 'wait-for-minutes': '-1' },
    'wait-for-minutes: "-1" is not a whole number of minutes from 0 to 360',
    'Write a whole number from 0 to 360',
  ],
  [
    'a fraction of minutes',
    { 'wait-for-minutes': '1.5' },
    'wait-for-minutes: "1.5" is not a whole number',
    'Write a whole number',
  ],
  [
    'too many minutes',
    { 'wait-for-minutes': '361' },
    'wait-for-minutes: "361" is not a whole number',
    'from 0 to 360',
  ],
  [
    'an unknown mode',
    { mode: 'dry-run' },
    'mode: "dry-run" is not one of apply, plan, check',
    'Write apply or plan or check.',
  ],
  [
    'sharing with all',
    { 'account-id': 'all', allow: 'true' },
    'account-id: "all" can only be unshared (allow: false)',
    'set allow: false to unshare from everyone',
  ],
  [
    'all beside others',
    { 'account-id': 'all 000000000001', allow: 'false' },
    `account-id: "all" can't be combined with other entries`,
    'Write all alone',
  ],
  [
    'a Region that is no part of a host name',
    { 'aws-region': 'eu-west-1.evil.example/' },
    'aws-region: "eu-west-1.evil.example/" is not the code of a Region',
    'such as eu-west-1',
  ],
  [
    'the name of a Region',
    { 'aws-region': 'Ireland' },
    'aws-region: "Ireland" is not the code of a Region',
    'such as eu-west-1',
  ],
  [
    'no Region',
    { 'aws-region': '' },
    'aws-region: no Region is given, and neither AWS_REGION nor AWS_DEFAULT_REGION is set',
    'such as eu-west-1',
  ],
  [
    'a role that is no ARN',
    { 'role-to-assume': 'share-images', 'mask-account-ids': 'false' },
    'role-to-assume: "share-images" is not the ARN of an IAM role',
    'Write it like arn:aws:iam::111122223333:role/share-images.',
  ],
  [
    'a user instead of a role',
    { 'role-to-assume': 'arn:aws:iam::111122223333:user/me', 'mask-account-ids': 'false' },
    'role-to-assume: "arn:aws:iam::111122223333:user/me" is not the ARN of an IAM role',
    'Write it like',
  ],
  [
    'a role of another partition',
    { 'role-to-assume': 'arn:aws-cn:iam::111122223333:role/share-images', 'aws-region': 'eu-west-1' },
    'is in partition aws-cn, but Region eu-west-1 is in aws',
    'Give a role of the partition the images are in.',
  ],
  [
    'a role of the standard partition for China',
    { 'role-to-assume': ROLE, 'aws-region': 'cn-northwest-1' },
    'is in partition aws, but Region cn-northwest-1 is in aws-cn',
    'Give a role of the partition',
  ],
  [
    'a session name with spaces',
    { 'role-session-name': 'my session' },
    'role-session-name: "my session" is not 2 to 64 letters',
    'Leave it out',
  ],
  [
    'a session that is too short',
    { 'role-duration-seconds': '899' },
    'role-duration-seconds: "899" is not a whole number of seconds from 900 to 43200',
    'from 900 to 43200',
  ],
  [
    'a session in hours',
    { 'role-duration-seconds': '1h' },
    'role-duration-seconds: "1h" is not a whole number of seconds',
    'from 900 to 43200',
  ],
  [
    'a role for the organization that is no ARN',
    { 'organizations-role-to-assume': 'nobody' },
    'organizations-role-to-assume: "nobody" is not the ARN of an IAM role',
    'Write it like',
  ],
  [
    'a role for the organization of another partition',
    { 'organizations-role-to-assume': 'arn:aws-cn:iam::999900001111:role/x', 'aws-region': 'eu-west-1' },
    'is in partition aws-cn, but Region eu-west-1 is in aws',
    'Give a role of the partition',
  ],
  [
    'mask-account-ids: 1',
    { 'mask-account-ids': '1', 'account-id': '000000000001' },
    'mask-account-ids: "1" is neither true nor false',
    'Write true or false.',
  ],
]

describe('bad input', () => {
  it.each(sideBySide(cases))('%s is refused before anything is asked', async (_, typed, wrong) => {
    const step = await fixture.run({ ...good, ...typed }, { env: fixture.github.oidcEnvironment() })
    expect(step.conclusion).toBe('failure')
    expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
    expect(errorsOf(step)).toMatchObject([{ title: titles['invalid-input'] }])
    expect(resultOf(step)['problems']).toHaveLength(wrong.length)
    const [{ message: shown } = { message: '' }] = errorsOf(step)
    for (const [, inputs, message, remedy] of wrong) {
      const [input = ''] = Object.keys(inputs)
      const lines = shown.split('\n').filter((line) => line.startsWith(`${input}: `))
      expect(lines.filter((line) => line.includes(message))).toHaveLength(1)
      expect(shown).toContain(remedy)
      expect(step.log.join('\n')).toContain(message)
      expect(step.outputs['report']).toContain(input)
    }
    expect(verdictIn(step)).toBe(`${titles['invalid-input']}. Nothing was written.`)
    expect(fixture.aws.calls).toEqual([])
    expect(fixture.github.requests).toEqual([])
  })

  it('is no comma at a line’s end that another entry follows', async () => {
    const step = await fixture.run({
      'account-id': '000000000001,\n000000000002\n',
      'trusted-account-ids': '000000000001\n, 000000000002',
    })
    expect(countsOf(step)).toMatchObject({ shared: 2, reason: '' })
  })

  it('names no account where ids are to be hidden, whatever they look like', async () => {
    const given = [
      // Two ids without anything between, and a lost zero.
      '200000000001200000000002',
      '20000000001',
      '２０００００００００01',
      '2000_0000_0001',
      '2000.0000.0001',
      '2000-0000-0001',
      '2000\u20130000\u20130001',
    ]
    const inputs = { 'mask-account-ids': 'true', 'pull-request-comment': 'always' }
    const pullRequest = {
      github: fixture.github.pullRequestVariables(7),
      event: { pull_request: { number: 7 } },
    }
    const wrong = await fixture.run({ ...inputs, 'account-id': [...given, '2000x'].join(' ') }, pullRequest)
    const policy = policyOf(`id: ${IMAGE}\nshare-with: ${JSON.stringify(['2000 0000 0001', ...given])}`)
    const wrongPolicy = await runPolicy(fixture, policy, inputs, pullRequest)
    expect([wrong, wrongPolicy].map((step) => countsOf(step).reason)).toEqual([
      'invalid-input',
      'invalid-policy',
    ])
    const comments = fixture.github.comments.on(7).map(({ body }) => body)
    for (const { log, summary, annotations } of [wrong, wrongPolicy]) {
      const shown = [...log, summary, ...annotations.map(({ message }) => message), ...comments].join('\n')
      expect(shown.match(/\*{3}/g)?.length).toBeGreaterThan(given.length)
      expect(shown).not.toMatch(/2000[\p{Zs}\p{Pd}\p{Pc}.]?0000|２|200000/u)
    }
    expect(wrong.summary).toContain('2000x')
  })

  it('names every bad entry of a long list in the log, within what an annotation can hold', async () => {
    const bad = accounts(400).map((id) => id.slice(1))
    const step = await fixture.run({ 'account-id': bad.join(' ') })
    expect(errorsOf(step)).toHaveLength(1)
    const [{ message } = { message: '' }] = errorsOf(step)
    expect(message).toMatch(/… and [0-9]+ more like these\.\n/)
    expect(message).toContain('YAML drops the leading zero')
    const log = step.log.join('\n')
    expect(bad.filter((entry) => !log.includes(`"${entry}"`))).toEqual([])
  })

  it('cannot speak to the runner', async () => {
    const step = await fixture.run({
      ...good,
      mode: 'x\n::add-mask::apply\n##[error]no',
      'image-id': '##[add-mask]golden',
    })
    expect(step.masks).toEqual([])
    expect(errorsOf(step)).toHaveLength(1)
    expect(countsOf(step).reason).toBe('invalid-input')
  })
})
