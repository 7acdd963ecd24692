import { describe, expect, it } from '@jest/globals'
import { AssumeRoleCommand, STSClient, type AssumeRoleCommandInput } from '@aws-sdk/nested-clients/sts'
import type { AssumableRole } from '../../sandbox/aws/roles.ts'
import { Fixture, keysOf, REGION, thrown } from '../support/sandbox-aws.ts'

const sandbox = new Fixture(false)
const ROLE = 'arn:aws:iam::999900001111:role/read/organization'
const OWNER = '111122223333'
type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken: string }

async function assume(input: Partial<AssumeRoleCommandInput> = {}, credentials?: Keys): Promise<Keys> {
  const keys = credentials ?? keysOf(sandbox.aws)
  const client = new STSClient({
    region: REGION,
    endpoint: sandbox.aws.url,
    maxAttempts: 1,
    credentials: keys,
  })
  try {
    const command = new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'run-42', ...input })
    const { Credentials } = await client.send(command)
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    }
  } finally {
    client.destroy()
  }
}

describe('sts:AssumeRole', () => {
  it('gives whom the role trusts keys that are the role’s', async () => {
    sandbox.aws.allowAssume({ arn: ROLE, trusts: [OWNER] })
    await sandbox.images({}, sandbox.client({ credentials: await assume() }))
    expect(sandbox.aws.calls).toMatchObject([
      { service: 'sts', operation: 'AssumeRole', caller: `arn:aws:iam::${OWNER}:user/sandbox`, status: 200 },
      { caller: 'arn:aws:sts::999900001111:assumed-role/organization/run-42', status: 200 },
    ])
  })

  it('chains from one role to the next, for an hour at most', async () => {
    const next = 'arn:aws:iam::444455556666:role/next'
    sandbox.aws.allowAssume({ arn: ROLE, trusts: [OWNER] })
    sandbox.aws.allowAssume({ arn: next, trusts: [ROLE], maxDurationSeconds: 43_200 })
    const session = await assume()
    await assume({ RoleArn: next }, session)
    expect((await thrown(assume({ RoleArn: next, DurationSeconds: 3601 }, session))).message).toContain(
      'chaining',
    )
    expect((await thrown(assume({ RoleArn: next }))).name).toBe('AccessDenied')
  })

  it.each<[string, Partial<AssumableRole>, Partial<AssumeRoleCommandInput>, string]>([
    ['another account', { trusts: ['444455556666'] }, {}, 'AccessDenied'],
    ['a role that is not there', { arn: `${ROLE}-2` }, {}, 'AccessDenied'],
    ['another external id', { externalId: 'one' }, { ExternalId: 'other' }, 'AccessDenied'],
    ['a session too long', {}, { DurationSeconds: 7200 }, 'ValidationError'],
    ['a session name with a space', {}, { RoleSessionName: 'a b' }, 'ValidationError'],
  ])('refuses %s', async (_what, role, input, name) => {
    sandbox.aws.allowAssume({ arn: ROLE, trusts: [OWNER], ...role })
    expect((await thrown(assume(input))).name).toBe(name)
    expect(sandbox.aws.calls).toMatchObject([{ status: name === 'AccessDenied' ? 403 : 400 }])
  })

  it.each<[string, Partial<Keys>]>([
    ['InvalidClientTokenId', { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }],
    ['SignatureDoesNotMatch', { secretAccessKey: 'wrong' }],
  ])('answers %s to keys that are not right', async (name, wrong) => {
    sandbox.aws.allowAssume({ arn: ROLE, trusts: [OWNER] })
    const keys = { ...keysOf(sandbox.aws), ...wrong }
    expect((await thrown(assume({}, keys))).name).toBe(name)
  })
})
