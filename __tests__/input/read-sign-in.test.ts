import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import type { InputName } from '../../src/input/input-texts.ts'
import {
  givenRegion,
  isRegionGiven,
  readOrganizationsRole,
  readRegion,
  readRole,
  type JobEnvironment,
} from '../../src/input/read-sign-in.ts'
import { anyCharacter } from '../support/any-character.ts'
import { regionOf } from '../support/examples.ts'
import { job, noting, textsOf } from '../support/input-texts.ts'

type Given = Partial<Record<InputName, string>>
const arn = 'arn:aws:iam::111122223333:role/share-images'
const region = (given: Given, environment: Partial<JobEnvironment> = {}) =>
  noting((problems) => readRegion(textsOf(given), { ...job, ...environment }, problems))
const role = (
  given: Given,
  environment: Partial<JobEnvironment> = {},
  where: string | undefined = 'eu-west-1',
) =>
  noting((problems) =>
    readRole(
      textsOf({ 'role-to-assume': arn, ...given }),
      { ...job, ...environment },
      where === undefined ? undefined : regionOf(where),
      problems,
    ),
  )

it.each<[given: string, environment: Partial<JobEnvironment>, is: boolean, region: string | undefined]>([
  ['', {}, false, undefined],
  ['eu-west-1', { awsRegion: 'us-east-1' }, true, 'eu-west-1'],
  ['', { awsRegion: 'us-east-1', awsDefaultRegion: 'us-west-2' }, true, 'us-east-1'],
  ['', { awsDefaultRegion: 'us-west-2' }, true, 'us-west-2'],
  ['Ireland', { awsRegion: 'us-east-1' }, true, undefined],
])('a Region %j beside %j is given: %s, as %s', (given, environment, is, where) => {
  const texts = textsOf({ 'aws-region': given })
  expect(isRegionGiven(texts, { ...job, ...environment })).toBe(is)
  expect(givenRegion(texts, { ...job, ...environment })).toBe(where)
})

describe('the Region', () => {
  const both = { awsRegion: 'eu-west-2', awsDefaultRegion: 'eu-west-3' }
  it.each<[what: string, given: Given, environment: Partial<JobEnvironment>, read: string]>([
    ['is the input', { 'aws-region': 'eu-west-1' }, both, 'eu-west-1'],
    ['else AWS_REGION', {}, both, 'eu-west-2'],
    ['else AWS_DEFAULT_REGION', {}, { ...both, awsRegion: '' }, 'eu-west-3'],
  ])('%s', (_what, given, environment, read) => {
    expect(region(given, environment)).toEqual([read, []])
  })

  it.each<[given: Given, environment: Partial<JobEnvironment>, problem: string]>([
    [
      {},
      {},
      'aws-region: no Region is given, and neither AWS_REGION nor AWS_DEFAULT_REGION is set. Give the Region the images are in, such as eu-west-1.',
    ],
    [
      { 'aws-region': 'eu-west-1.evil.example' },
      { awsRegion: 'eu-west-1' },
      'aws-region: "eu-west-1.evil.example" is not the code of a Region. Write a code such as eu-west-1.',
    ],
    [
      {},
      { awsRegion: 'Ireland' },
      'aws-region: "Ireland" (from the environment) is not the code of a Region. Write a code such as eu-west-1.',
    ],
  ])('%j in %j is a problem', (given, environment, problem) => {
    expect(region(given, environment)).toEqual([undefined, [problem]])
  })
})

describe('the role', () => {
  it('is none where none is given', () => {
    expect(role({ 'role-to-assume': '' })).toEqual([undefined, []])
  })

  it('comes with all that assuming it needs', () => {
    expect(role({})).toEqual([
      {
        arn,
        sessionName: 'octo-org.golden-images-9876543210',
        durationSeconds: 3600,
        audience: 'sts.amazonaws.com',
      },
      [],
    ])
  })

  it.each<[given: Given, read: object]>([
    [{ 'role-duration-seconds': '900' }, { durationSeconds: 900 }],
    [{ 'role-duration-seconds': '43200' }, { durationSeconds: 43_200 }],
    [{ 'role-session-name': 'ab' }, { sessionName: 'ab' }],
    [{ 'role-session-name': 'Az09_+=,.@-' }, { sessionName: 'Az09_+=,.@-' }],
    [{ 'role-session-name': 'x'.repeat(64) }, { sessionName: 'x'.repeat(64) }],
    [{ audience: 'https://example.com' }, { audience: 'https://example.com' }],
    [
      { 'role-to-assume': 'arn:aws:iam::111122223333:role/a/path/x' },
      { arn: 'arn:aws:iam::111122223333:role/a/path/x' },
    ],
  ])('takes %j', (given, read) => {
    expect(role(given)).toEqual([expect.objectContaining(read), []])
  })

  it.each<[partition: string, where: string | undefined, audience: string]>([
    ['aws', 'eu-west-1', 'sts.amazonaws.com'],
    ['aws-us-gov', 'us-gov-west-1', 'sts.amazonaws.com'],
    ['aws-cn', 'cn-northwest-1', 'sts.amazonaws.com.cn'],
  ])('of partition %s is asked in %s for audience %s', (partition, where, audience) => {
    const given = { 'role-to-assume': `arn:${partition}:iam::111122223333:role/x` }
    expect(role(given, {}, where)).toEqual([expect.objectContaining({ audience }), []])
  })

  it('takes the usual audience as long as the Region is not known', () => {
    const [read, problems] = noting((found) =>
      readRole(textsOf({ 'role-to-assume': arn }), job, undefined, found),
    )
    expect([read?.audience, problems]).toEqual(['sts.amazonaws.com', []])
  })

  const form = 'is not the ARN of an IAM role. Write it like arn:aws:iam::111122223333:role/share-images.'
  it.each<[given: Given, problem: string]>([
    [{ 'role-to-assume': 'share-images' }, `role-to-assume: "share-images" ${form}`],
    [
      { 'role-to-assume': 'arn:aws:iam::11112222333:role/x' },
      `role-to-assume: "arn:aws:iam::11112222333:role/x" ${form}`,
    ],
    [
      { 'role-to-assume': 'arn:aws:iam::111122223333:user/x' },
      `role-to-assume: "arn:aws:iam::111122223333:user/x" ${form}`,
    ],
    [
      { 'role-to-assume': 'arn:aws-iso:iam::111122223333:role/x' },
      `role-to-assume: "arn:aws-iso:iam::111122223333:role/x" ${form}`,
    ],
    [
      { 'role-to-assume': 'arn:aws:iam::111122223333:role/' },
      `role-to-assume: "arn:aws:iam::111122223333:role/" ${form}`,
    ],
    [{ 'role-to-assume': `x${arn}` }, `role-to-assume: "x${arn}" ${form}`],
    [{ 'role-to-assume': `${arn} x` }, `role-to-assume: "${arn} x" ${form}`],
    [
      { 'role-to-assume': 'arn:aws-cn:iam::111122223333:role/x' },
      'role-to-assume: "arn:aws-cn:iam::111122223333:role/x" is in partition aws-cn, but Region eu-west-1 is in aws. Give a role of the partition the images are in.',
    ],
    [
      { 'role-duration-seconds': '899' },
      'role-duration-seconds: "899" is not a whole number of seconds from 900 to 43200. Write a whole number from 900 to 43200, in digits.',
    ],
    [
      { 'role-duration-seconds': '43201' },
      'role-duration-seconds: "43201" is not a whole number of seconds from 900 to 43200. Write a whole number from 900 to 43200, in digits.',
    ],
    [
      { 'role-session-name': 'x' },
      'role-session-name: "x" is not 2 to 64 letters, digits or _+=,.@-. Leave it out to have it made from the repository and the run.',
    ],
    ...['!ab', 'ab!'].map((name): [Given, string] => [
      { 'role-session-name': name },
      `role-session-name: "${name}" is not 2 to 64 letters, digits or _+=,.@-. Leave it out to have it made from the repository and the run.`,
    ]),
    [
      { 'role-session-name': 'a b' },
      'role-session-name: "a b" is not 2 to 64 letters, digits or _+=,.@-. Leave it out to have it made from the repository and the run.',
    ],
  ])('refuses %j', (given, problem) => {
    expect(role(given)[1]).toEqual([problem])
  })

  it('does not compare partitions as long as the Region is not known', () => {
    const given = textsOf({ 'role-to-assume': 'arn:aws-cn:iam::111122223333:role/x' })
    expect(noting((problems) => readRole(given, job, undefined, problems))[1]).toEqual([])
  })

  it('has its other inputs checked even where no role is given', () => {
    const given = { 'role-to-assume': '', 'role-duration-seconds': 'x', 'role-session-name': '!' }
    expect(role(given)[1]).toHaveLength(2)
  })
})

const named = (environment: Partial<JobEnvironment>) => role({}, environment)[0]?.sessionName

const organizationsRole = (given: Given) =>
  noting((problems) => readOrganizationsRole(textsOf(given), job, regionOf('eu-west-1'), problems))

describe('the role that reads AWS Organizations', () => {
  const reader = 'arn:aws:iam::999900001111:role/read-organization'
  it('is none unless it is given', () => {
    expect(organizationsRole({ 'role-to-assume': arn, 'role-session-name': 'me' })).toEqual([undefined, []])
  })

  it('has the name of the session that is given, or of the run', () => {
    const given = { 'organizations-role-to-assume': reader }
    expect(organizationsRole({ ...given, 'role-session-name': 'me' })).toEqual([
      { arn: reader, sessionName: 'me' },
      [],
    ])
    expect(organizationsRole(given)).toEqual([{ arn: reader, sessionName: named({}) }, []])
  })

  it('is checked like the other one', () => {
    expect(organizationsRole({ 'organizations-role-to-assume': 'x' })[1]).toEqual([
      expect.stringMatching(/^organizations-role-to-assume: "x" is not the ARN of an IAM role/),
    ])
  })
})

describe('the name of the session', () => {
  it.each<[environment: Partial<JobEnvironment>, name: string]>([
    [{ repository: 'octo-org/golden images!', runId: '1' }, 'octo-org.golden.images.-1'],
    [{ repository: '', runId: '12' }, 'share-workspaces-image-12'],
    [{ repository: 'a/b', runId: '' }, 'a.b-local'],
    [{ repository: '', runId: '' }, 'share-workspaces-image-local'],
    [{ repository: 'a/b', runId: '1/../2' }, 'a.b-12'],
    [{ repository: 'r'.repeat(100), runId: '9876543210' }, `${'r'.repeat(53)}-9876543210`],
  ])('from %j is %s', (environment, name) => {
    expect(named(environment)).toBe(name)
    expect(name).toMatch(/^[\w+=,.@-]{2,64}$/)
  })

  it('is one that STS takes, and ends with the whole id of the run, whatever the repository', () => {
    const repository = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 200 }),
      fc.stringMatching(/^[\w.-]+\/[\w.-]+$/),
    )
    fc.assert(
      fc.property(repository, fc.stringMatching(/^[0-9]{1,20}$/), (name, runId) => {
        const session = named({ repository: name, runId }) ?? ''
        expect(session).toMatch(/^[\w+=,.@-]{2,64}$/)
        expect(session.endsWith(`-${runId}`)).toBe(true)
      }),
    )
  })
})
