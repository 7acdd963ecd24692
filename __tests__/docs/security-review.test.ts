import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { snippets } from './markdown-files.ts'

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())])

// Strict: the tests must not pass for a key that they don't understand.
const controlPolicy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z.strictObject({
      Sid: z.string().regex(/^[A-Za-z0-9]+$/),
      Effect: z.literal('Deny'),
      Action: oneOrMore,
      Resource: oneOrMore,
      Condition: z.strictObject({ ArnNotLike: z.strictObject({ 'aws:PrincipalArn': oneOrMore }) }),
    }),
  ),
})
const arnMatcher = z.union([
  z.strictObject({ exists: z.literal(false) }),
  z.strictObject({ 'anything-but': z.array(z.string()) }),
])
const pattern = z.strictObject({
  source: z.array(z.string()),
  'detail-type': z.array(z.string()),
  detail: z.strictObject({
    eventSource: z.array(z.string()),
    eventName: z.array(z.string()),
    userIdentity: z.strictObject({
      sessionContext: z.strictObject({ sessionIssuer: z.strictObject({ arn: z.array(arnMatcher) }) }),
    }),
  }),
})
const template = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09'),
  Description: z.string(),
  Parameters: z.strictObject({
    Topic: z.strictObject({ Type: z.literal('String'), Description: z.string() }),
  }),
  Resources: z.strictObject({
    SharesOutsideOfTheAction: z.strictObject({
      Type: z.literal('AWS::Events::Rule'),
      Properties: z.strictObject({
        Description: z.string().max(512),
        State: z.literal('ENABLED'),
        EventPattern: pattern,
        Targets: z.tuple([
          z.strictObject({ Id: z.string(), Arn: z.strictObject({ Ref: z.literal('Topic') }) }),
        ]),
      }),
    }),
  }),
})

const [policyText = '', templateText = ''] = snippets('json')
  .filter(({ place }) => place.startsWith('docs/security-review.md'))
  .map(({ text }) => text)
const { Statement: statements } = controlPolicy.parse(JSON.parse(policyText))
const { EventPattern: rule } = template.parse(JSON.parse(templateText)).Resources.SharesOutsideOfTheAction
  .Properties

const update = 'workspaces:UpdateWorkspaceImagePermission'
const image = 'arn:aws:workspaces:eu-west-1:111122223333:workspaceimage/wsi-0123456789abc'
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`
const sharing = ['share-images', 'share-images-production'].map((name) => role(name))
const others = [
  role('plan-image-sharing'),
  role('administrator'),
  'arn:aws:iam::111122223333:user/somebody',
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::444455556666:role/share-images',
]

/** Whether the service control policy denies a call, by IAM's rules; no text has wildcards but a lone `*`. */
function denies(principal: string, action: string, resource: string): boolean {
  return statements.some(
    ({ Action, Resource, Condition }) =>
      Action.includes(action) &&
      (Resource.includes('*') || Resource.includes(resource)) &&
      !Condition.ArnNotLike['aws:PrincipalArn'].includes(principal),
  )
}

interface Call {
  readonly eventSource?: string
  readonly eventName?: string
  /** The role of the session; users have none. */
  readonly issuer?: string
}

/** Whether the rule takes the event of a call, by EventBridge's rules: fields are combined by and, entries by or. */
function takes({
  eventSource = 'workspaces.amazonaws.com',
  eventName = 'UpdateWorkspaceImagePermission',
  issuer,
}: Call) {
  const { detail } = rule
  const matchesIssuer = detail.userIdentity.sessionContext.sessionIssuer.arn.some((matcher) =>
    'exists' in matcher
      ? issuer === undefined
      : issuer !== undefined && !matcher['anything-but'].includes(issuer),
  )
  return detail.eventSource.includes(eventSource) && detail.eventName.includes(eventName) && matchesIssuer
}

describe('the service control policy of docs/security-review.md', () => {
  it.each(sharing)('lets %s share', (principal) => {
    expect(denies(principal, update, image)).toBe(false)
  })

  it.each(others)('lets %s not share', (principal) => {
    expect(denies(principal, update, image)).toBe(true)
  })

  it('denies no read', () => {
    const reads = ['workspaces:DescribeWorkspaceImages', 'workspaces:DescribeWorkspaceImagePermissions']
    expect(reads.filter((action) => denies(role('plan-image-sharing'), action, image))).toEqual([])
  })

  it('lets only the deploying role make a sharing role, or say who becomes it', () => {
    const actions = ['iam:CreateRole', 'iam:DeleteRole', 'iam:UpdateAssumeRolePolicy']
    for (const resource of sharing) {
      for (const action of actions) {
        expect(denies(role('administrator'), action, resource)).toBe(true)
        expect(denies(resource, action, resource)).toBe(true)
        expect(denies(role('deploy-roles'), action, resource)).toBe(false)
        expect(denies(role('administrator'), action, role('another'))).toBe(false)
      }
    }
  })

  it('is short enough for AWS', () => {
    expect(policyText.length).toBeLessThanOrEqual(5120)
  })
})

describe('the EventBridge rule of docs/security-review.md', () => {
  it('looks for the events of WorkSpaces that CloudTrail delivers', () => {
    expect(rule.source).toEqual(['aws.workspaces'])
    expect(rule['detail-type']).toEqual(['AWS API Call via CloudTrail'])
  })

  it('takes every call of another role and of a user', () => {
    expect(takes({})).toBe(true)
    expect(takes({ issuer: role('administrator') })).toBe(true)
    expect(takes({ issuer: role('plan-image-sharing') })).toBe(true)
  })

  it('takes no call of the sharing roles, and no other call', () => {
    expect(sharing.filter((issuer) => takes({ issuer }))).toEqual([])
    expect(takes({ eventName: 'CreateWorkspaceImage' })).toBe(false)
    expect(takes({ eventSource: 'ec2.amazonaws.com' })).toBe(false)
  })
})

it('both name the roles that may share by iam/README.md', () => {
  const rows = readFileSync('iam/README.md', 'utf8').matchAll(/^\| `([\w-]+)` +\| \[share-policy\.json\]/gm)
  const roles = [...rows].map(([, name = '']) => role(name))
  expect(roles).toEqual(sharing)
  expect(statements[0]?.Condition.ArnNotLike['aws:PrincipalArn']).toEqual(roles)
  const exempt = rule.detail.userIdentity.sessionContext.sessionIssuer.arn.flatMap((matcher) =>
    'anything-but' in matcher ? matcher['anything-but'] : [],
  )
  expect(exempt).toEqual(roles)
})
