import { describe, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { loopbackCertificate } from '../../sandbox/http/certificate.ts'
import { accounts, OTHER_IMAGE, OWNER, ROLE, ActionFixture } from '../support/fixture.ts'
import { MANAGEMENT, ORGANIZATION, PRODUCTION, sandboxOrganization } from '../support/organizations.ts'

// Round trips are what a run waits for. So each kind of run is held to its requests and connections, over TLS and with
// a host for each service as in earnest: no request more, and no connection that an early one could have been used for.
const certificate = loopbackCertificate()
const fixture = new ActionFixture({ tls: certificate })
const one = { 'account-id': '000000000001' }
const READER = `arn:aws:iam::${MANAGEMENT}:role/read-organization`
const [DESCRIBE, READ, WRITE] = [
  'DescribeWorkspaceImages',
  'DescribeWorkspaceImagePermissions',
  'UpdateWorkspaceImagePermission',
]

interface Run {
  readonly name: string
  readonly inputs: Record<string, string>
  /** Who can copy the image before. */
  readonly before?: readonly string[]
  readonly pullRequest?: number
  /** How often AWS is asked for what. */
  readonly calls: Record<string, number>
  readonly connections: number
  /** What GitHub is asked for. */
  readonly github?: readonly string[]
}

const runs: readonly Run[] = [
  { name: 'one share', inputs: one, calls: { [DESCRIBE]: 1, [READ]: 2, [WRITE]: 1 }, connections: 2 },
  {
    name: 'one share as a role',
    inputs: { ...one, 'role-to-assume': ROLE },
    calls: { AssumeRoleWithWebIdentity: 1, [DESCRIBE]: 1, [READ]: 2, [WRITE]: 1 },
    connections: 3,
    github: ['GET'],
  },
  {
    name: 'nothing to change',
    inputs: one,
    before: accounts(1),
    calls: { [DESCRIBE]: 1, [READ]: 1 },
    connections: 2,
  },
  { name: 'a plan', inputs: { ...one, mode: 'plan' }, calls: { [DESCRIBE]: 1, [READ]: 1 }, connections: 2 },
  {
    name: 'a check that finds drift',
    inputs: { ...one, mode: 'check' },
    calls: { [DESCRIBE]: 1, [READ]: 1 },
    connections: 2,
  },
  {
    name: 'twenty shares',
    inputs: { 'account-id': accounts(20).join() },
    calls: { [DESCRIBE]: 1, [READ]: 2, [WRITE]: 20 },
    connections: 10,
  },
  {
    name: 'an image that sixty accounts can copy: three pages before, three after',
    inputs: one,
    before: accounts(60, 100),
    calls: { [DESCRIBE]: 1, [READ]: 6, [WRITE]: 1 },
    connections: 2,
  },
  {
    name: 'two images, looked up by one call',
    inputs: { ...one, 'image-id': `wsi-0123456789abc ${OTHER_IMAGE}` },
    calls: { [DESCRIBE]: 1, [READ]: 4, [WRITE]: 2 },
    connections: 3,
  },
  {
    name: 'one share with a comment',
    inputs: { ...one, 'pull-request-comment': 'always' },
    pullRequest: 7,
    calls: { [DESCRIBE]: 1, [READ]: 2, [WRITE]: 1 },
    connections: 2,
    github: ['POST', 'POST'],
  },
  {
    name: 'a unit, whose organization is read one page after the other on one connection',
    inputs: { 'account-id': PRODUCTION },
    calls: { DescribeOrganization: 1, ListAccounts: 3, [DESCRIBE]: 1, [READ]: 2, [WRITE]: 2 },
    connections: 3,
  },
  {
    name: 'a unit and a guard by the organization, read with a role of its own',
    inputs: {
      'account-id': PRODUCTION,
      'trusted-account-ids': ORGANIZATION,
      'organizations-role-to-assume': READER,
    },
    calls: { AssumeRole: 1, DescribeOrganization: 1, ListAccounts: 3, [DESCRIBE]: 1, [READ]: 2, [WRITE]: 2 },
    connections: 4,
  },
  {
    name: 'a unit as a role, which assumes another',
    inputs: { 'account-id': PRODUCTION, 'role-to-assume': ROLE, 'organizations-role-to-assume': READER },
    calls: {
      AssumeRoleWithWebIdentity: 1,
      AssumeRole: 1,
      DescribeOrganization: 1,
      ListAccounts: 3,
      [DESCRIBE]: 1,
      [READ]: 2,
      [WRITE]: 2,
    },
    connections: 4,
    github: ['GET'],
  },
  { name: 'inputs that are wrong', inputs: { 'account-id': 'nobody' }, calls: {}, connections: 0 },
]

describe('on the wire', () => {
  it.each(runs)('$name', async ({ inputs, before = [], pullRequest, calls, connections, github = [] }) => {
    fixture.aws.trustRole({ arn: ROLE })
    fixture.aws.allowAssume({ arn: READER, trusts: [OWNER] })
    fixture.aws.setOrganization({ ...sandboxOrganization, readers: [OWNER], pageSizes: [3] })
    fixture.addImage({ id: OTHER_IMAGE })
    fixture.aws.setRecipients('eu-west-1', 'wsi-0123456789abc', before)
    const { ca } = await certificate
    const env = {
      ...(inputs['role-to-assume'] === undefined
        ? fixture.aws.environment()
        : { ...fixture.aws.endpointEnvironment(), ...fixture.github.oidcEnvironment() }),
      AWS_ENDPOINT_URL_STS: fixture.aws.url.replace('127.0.0.1', 'localhost'),
      NODE_EXTRA_CA_CERTS: join(fixture.job.workspace, 'ca.pem'),
    }
    await fixture.runAs(env, inputs, {
      workspaceFiles: { 'ca.pem': ca },
      ...(pullRequest === undefined
        ? {}
        : {
            github: fixture.github.pullRequestVariables(pullRequest),
            event: { pull_request: { number: pullRequest } },
          }),
    })
    // Organizations is asked as whom it was said, and nobody else as that role.
    const reader = 'organizations-role-to-assume' in inputs
    for (const { service, caller = '' } of fixture.aws.calls)
      expect(caller.includes('/read-organization/')).toBe(reader && service === 'organizations')
    const asked: Record<string, number> = {}
    for (const { operation } of fixture.aws.calls) asked[operation] = (asked[operation] ?? 0) + 1
    expect(asked).toEqual(calls)
    expect(fixture.aws.connections).toBe(connections)
    expect(fixture.github.requests.map(({ method }) => method)).toEqual(github)
  })
})
