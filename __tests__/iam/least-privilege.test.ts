import { describe, expect, it } from '@jest/globals'
import type { AwsCall } from '../../sandbox/aws/aws.ts'
import { IMAGE, OTHER_IMAGE, OWNER, ActionFixture } from '../support/fixture.ts'
import { sandboxOrganization, WORKPLACE } from '../support/organizations.ts'
import { immutable, main, MANAGEMENT, older, partitions, policiesFor, type Place } from './policies.ts'
import { actionsOf, allows, claimsIn, delegatedBy, providerOf, rolesIn, trusts } from './statements.ts'

const fixture = new ActionFixture()
/** What IAM is asked for a call: the action and the resource. */
function askedOf({ service, operation, region, input }: AwsCall, partition: string): [string, string] {
  const { ImageId: image, RoleArn: role } = input
  if (typeof role === 'string') return [`${service}:${operation}`, role]
  const resource =
    typeof image === 'string' ? `arn:${partition}:workspaces:${region}:${OWNER}:workspaceimage/${image}` : '*'
  return [`${service}:${operation}`, resource]
}

/** Runs whatever makes calls of its own as a role; gives what IAM is asked for the calls to WorkSpaces. */
async function callsOf(place: Place, mode: string): Promise<[string, string][]> {
  const { partition, region, audience } = place
  const role = `arn:${partition}:iam::${OWNER}:role/share-images`
  fixture.aws.trustRole({ arn: role, audience, verify: (token) => fixture.github.verify(token) })
  fixture.addImage({ region, sharedWith: ['000000000002'] })
  fixture.addImage({ region, id: OTHER_IMAGE, name: 'silver' })
  const policy = `version: 1
images:
  - { id: ${IMAGE}, share-with: ["000000000001"], exclusive: true }
  - { name: silver, share-with: ["000000000003"] }
`
  const step = await fixture.runWithRole(
    { mode, 'aws-region': region, 'role-to-assume': role, 'image-id': '', 'policy-file': 'policy.yml' },
    { workspaceFiles: { 'policy.yml': policy } },
  )
  expect(step.outputs['failure-reason']).toBe(mode === 'check' ? 'drift' : '')
  const calls = fixture.aws.calls.filter(({ service }) => service === 'workspaces')
  expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]))
  return calls.map((call) => askedOf(call, partition))
}

/** Lets a job sign in and read the organization as another role, in the way without paths that takes every call. */
async function organizationCallsOf({ partition, region, audience }: Place): Promise<readonly AwsCall[]> {
  const [job, reader] = [
    `arn:${partition}:iam::${OWNER}:role/share-images`,
    `arn:${partition}:iam::${MANAGEMENT}:role/read-organization`,
  ]
  fixture.aws.trustRole({ arn: job, audience })
  fixture.aws.allowAssume({ arn: reader, trusts: [job] })
  fixture.aws.setOrganization({ ...sandboxOrganization, partition, without: ['Paths'] })
  fixture.addImage({ region, name: 'golden' })
  const step = await fixture.runWithRole({
    mode: 'plan',
    'aws-region': region,
    'role-to-assume': job,
    'account-id': WORKPLACE,
    'organizations-role-to-assume': reader,
  })
  expect(step.outputs['failure-reason']).toBe('')
  return fixture.aws.calls.filter(({ operation }) => operation !== 'AssumeRoleWithWebIdentity')
}

/** The actions that IAM is asked for, each once. */
const actions = (list: readonly [string, string][]) => distinct(list.map(([action]) => action))
const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].toSorted()

/** Checks that the roles trust the token of the job, whose `sub` names the repository so, and no other. */
function checkTrust(place: Place, repository: string): void {
  const { partition, audience } = place
  const { shareTrust, planTrust } = policiesFor(place, repository)
  const claims = claimsIn(fixture.github.issued[0] ?? '')
  expect(claims).toMatchObject({ sub: `repo:${repository}:${main}`, aud: audience })
  const subject = (sub: string) => ({ ...claims, sub })
  for (const policy of [...shareTrust, ...planTrust]) {
    expect(providerOf(policy)).toBe(
      `arn:${partition}:iam::${OWNER}:oidc-provider/token.actions.githubusercontent.com`,
    )
    expect(trusts(policy, claims)).toBe(true)
    expect(trusts(policy, { ...claims, aud: 'https://github.com/octo-org' })).toBe(false)
    expect(trusts(policy, subject(`repo:${repository}:ref:refs/heads/feature`))).toBe(false)
    expect(trusts(policy, subject(`repo:stranger/golden-images:${main}`))).toBe(false)
  }
  const pullRequest = subject(`repo:${repository}:pull_request`)
  expect(shareTrust.map((policy) => trusts(policy, pullRequest))).toEqual([false, false])
  expect(planTrust.map((policy) => trusts(policy, pullRequest))).toEqual([true, true])
}

describe.each(partitions)('in $partition the files', (place) => {
  const { partition, region, audience } = place

  it('let the sharing role make the calls that sharing makes, and no others', async () => {
    const asked = await callsOf(place, 'apply')
    const { share, shareBoundary } = policiesFor(place)
    for (const policy of share) expect(actionsOf(policy)).toEqual(distinct(asked.map(([action]) => action)))
    for (const policy of [...share, ...shareBoundary]) {
      expect(asked.filter(([action, resource]) => !allows(policy, action, resource))).toEqual([])
    }
  })

  it.each([
    ['plan', immutable],
    ['check', older],
  ])(
    'let the planning role make the calls of mode: %s, and no others, and let in the token that the job has: %s',
    async (mode, repository) => {
      // As GitHub makes it: with what the action asked for in it.
      fixture.github.claims = { ...fixture.github.claims, sub: `repo:${repository}:${main}` }
      const asked = await callsOf(place, mode)
      checkTrust(place, repository)
      const { plan, planBoundary } = policiesFor(place)
      // The boundary too: it holds even where AdministratorAccess is attached to the role.
      for (const policy of plan) expect(actionsOf(policy)).toEqual(distinct(asked.map(([action]) => action)))
      for (const policy of [...plan, ...planBoundary]) {
        expect(asked.filter(([action, resource]) => !allows(policy, action, resource))).toEqual([])
        const resources = new Set(asked.map(([, resource]) => resource))
        const write = 'workspaces:UpdateWorkspaceImagePermission'
        expect([...resources].filter((resource) => allows(policy, write, resource))).toEqual([])
      }
    },
  )

  it('let the roles read AWS Organizations by itself or as another role, and allow nothing more', async () => {
    const calls = await organizationCallsOf(place)
    const asked = (service: string) =>
      calls.filter((call) => call.service === service).map((call) => askedOf(call, partition))
    const [reads, assumed] = [asked('organizations'), asked('sts')]
    const policies = policiesFor(place)
    for (const policy of policies.organizations) expect(actionsOf(policy)).toEqual(actions(reads))
    for (const policy of policies.organizationsAccess) {
      expect(actionsOf(policy)).toEqual(actions(assumed))
      expect(assumed.every(([action, resource]) => allows(policy, action, resource))).toBe(true)
      expect(allows(policy, 'sts:AssumeRole', `arn:${partition}:iam::${OWNER}:role/read-organization`)).toBe(
        false,
      )
    }
    const images = asked('workspaces')
    for (const policy of policies.planBoundary)
      expect(actionsOf(policy)).toEqual(actions([...reads, ...assumed, ...images]))
    const write = 'workspaces:UpdateWorkspaceImagePermission'
    for (const policy of policies.shareBoundary) {
      expect(actionsOf(policy)).toEqual(distinct([...actions([...reads, ...assumed, ...images]), write]))
      expect([...reads, ...assumed].every(([action, resource]) => allows(policy, action, resource))).toBe(
        true,
      )
      expect(allows(policy, 'sts:AssumeRole', `arn:${partition}:iam::${MANAGEMENT}:role/admin`)).toBe(false)
    }
    const roleOf = (name: string) => `arn:${partition}:iam::${OWNER}:role/${name}`
    for (const policy of policies.organizationsTrust)
      expect(rolesIn(policy)).toEqual([roleOf('share-images'), roleOf('plan-image-sharing')])
    expect(delegatedBy(policies.delegation)).toEqual({
      to: `arn:${partition}:iam::${OWNER}:root`,
      actions: actions(reads),
    })
  })

  it('allow nothing on images of other accounts, partitions, and for the roles other Regions', () => {
    const { share, plan, shareBoundary, planBoundary } = policiesFor(place)
    const write = 'workspaces:UpdateWorkspaceImagePermission'
    const image = `arn:${partition}:workspaces:${region}:${OWNER}:workspaceimage/${IMAGE}`
    const elsewhere = [image.replace(OWNER, '999900001111'), image.replace(partition, 'aws-iso')]
    for (const policy of [...share, ...shareBoundary]) {
      expect(allows(policy, write, image)).toBe(true)
      expect(elsewhere.filter((other) => allows(policy, write, other))).toEqual([])
    }
    const read = 'workspaces:DescribeWorkspaceImagePermissions'
    for (const policy of [...plan, ...planBoundary]) {
      expect(allows(policy, read, image)).toBe(true)
      expect(elsewhere.filter((other) => allows(policy, read, other))).toEqual([])
    }
    const otherRegion = image.replace(region, 'ap-south-1')
    expect([...share, ...plan].map((policy) => allows(policy, write, otherRegion))).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it('let the main branch plan also where an environment shares', () => {
    const { shareTrust, planTrust } = policiesFor(place, immutable, 'environment:production')
    const subjects = ['environment:production', main, 'pull_request'].map((subject) => ({
      aud: audience,
      sub: `repo:${immutable}:${subject}`,
    }))
    for (const policy of shareTrust)
      expect(subjects.map((one) => trusts(policy, one))).toEqual([true, false, false])
    for (const policy of planTrust)
      expect(subjects.map((one) => trusts(policy, one))).toEqual([false, true, true])
  })
})
