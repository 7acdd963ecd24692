import { z } from 'zod'
import { OWNER } from '../support/fixture.ts'
import { stackOf } from './cloudformation.ts'
import { filledIn } from './statements.ts'

/** The two ways in which the claim `sub` names a repository. */
export const immutable = 'octo-org@1234/golden-images@5678'
export const older = 'octo-org/golden-images'
export const main = 'ref:refs/heads/main'

/** A Region of each partition. */
export const partitions = [
  { partition: 'aws', region: 'eu-west-1', audience: 'sts.amazonaws.com' },
  { partition: 'aws-us-gov', region: 'us-gov-west-1', audience: 'sts.amazonaws.com' },
  { partition: 'aws-cn', region: 'cn-northwest-1', audience: 'sts.amazonaws.com.cn' },
] as const
export type Place = (typeof partitions)[number]
export const [commercial] = partitions

const inline = z.object({ Policies: z.tuple([z.object({ PolicyDocument: z.unknown() })]) })

/** The template of the role that copies. */
export const copyTemplate = 'copy/template.yml'

/** Each policy twice: as the JSON file and as the CloudFormation template have it. */
export interface Policies {
  readonly share: readonly unknown[]
  readonly plan: readonly unknown[]
  readonly shareBoundary: readonly unknown[]
  readonly planBoundary: readonly unknown[]
  readonly shareTrust: readonly unknown[]
  readonly planTrust: readonly unknown[]
  /** What lets both roles assume the one that reads AWS Organizations. */
  readonly organizationsAccess: readonly unknown[]
  /** What the role in the management account may do, and who may become it. */
  readonly organizations: readonly unknown[]
  readonly organizationsTrust: readonly unknown[]
  /** The organization's policy that lets the account of the images read. */
  readonly delegation: unknown
}

/** The management account of the organization. */
export const MANAGEMENT = '999900001111'

/** The policies with everything filled in; what may plan is left at its default. */
export function policiesFor(place: Place, repository = immutable, shareFrom = main, workflow = ''): Policies {
  const { partition, region, audience } = place
  const whose = { partition, region, audience, account: OWNER, repository }
  const values = {
    ...whose,
    image: '*',
    share_from: shareFrom,
    plan_from: main,
    workflow,
    organizations_account: MANAGEMENT,
  }
  const readers = ['share-images', 'plan-image-sharing'].map(
    (name) => `arn:${partition}:iam::${OWNER}:role/${name}`,
  )
  // The Terraform module joins them likewise.
  const reader = { ...values, readers: readers.join('", "') }
  const { resources } = stackOf({
    'AWS::Partition': partition,
    'AWS::AccountId': OWNER,
    Region: region,
    Repository: repository,
    ShareFrom: shareFrom,
    Workflow: workflow,
    OrganizationsAccount: MANAGEMENT,
  })
  const management = stackOf(
    { 'AWS::Partition': partition, 'AWS::AccountId': MANAGEMENT, Readers: readers },
    'organizations/template.yml',
  ).resources['ReadRole']?.properties
  const role = (name: string) => resources[name]?.properties ?? {}
  const managed = (name: string) => resources[name]?.properties['PolicyDocument']
  return {
    share: [filledIn('share-policy.json', values), inlinePolicy(role('ShareRole'))],
    plan: [filledIn('plan-policy.json', values), inlinePolicy(role('PlanRole'))],
    shareBoundary: [filledIn('boundary.json', values), managed('Boundary')],
    planBoundary: [filledIn('plan-boundary.json', values), managed('PlanBoundary')],
    // The Terraform module makes the same choice.
    shareTrust: [
      filledIn(workflow === '' ? 'share-trust-policy.json' : 'share-workflow-trust-policy.json', values),
      role('ShareRole')['AssumeRolePolicyDocument'],
    ],
    planTrust: [filledIn('plan-trust-policy.json', values), role('PlanRole')['AssumeRolePolicyDocument']],
    organizationsAccess: [filledIn('organizations-access.json', values), managed('OrganizationsAccess')],
    organizations: [filledIn('organizations/policy.json', reader), inlinePolicy(management)],
    organizationsTrust: [
      filledIn('organizations/trust-policy.json', reader),
      management?.['AssumeRolePolicyDocument'],
    ],
    delegation: filledIn('organizations/delegation-policy.json', reader),
  }
}

/** The policies of the role that copies, each twice as well. */
export interface CopyPolicies {
  readonly copy: readonly unknown[]
  readonly boundary: readonly unknown[]
  readonly trust: readonly unknown[]
}

/** The policies of the role that copies, with everything filled in. */
export function copyPoliciesFor(place: Place, account: string, copyFrom = main): CopyPolicies {
  const { partition, region, audience } = place
  const whose = { partition, region, audience, account, repository: immutable }
  const values = { ...whose, image: '*', copy_from: copyFrom }
  const given = { Region: region, Repository: immutable, CopyFrom: copyFrom }
  const { resources } = stackOf(
    { 'AWS::Partition': partition, 'AWS::AccountId': account, ...given },
    copyTemplate,
  )
  const role = resources['CopyRole']?.properties ?? {}
  return {
    copy: [filledIn('copy-policy.json', values), inlinePolicy(role)],
    boundary: [
      filledIn('copy-boundary.json', values),
      resources['CopyBoundary']?.properties['PolicyDocument'],
    ],
    trust: [filledIn('copy-trust-policy.json', values), role['AssumeRolePolicyDocument']],
  }
}

function inlinePolicy(role: unknown): unknown {
  return inline.parse(role).Policies[0].PolicyDocument
}
