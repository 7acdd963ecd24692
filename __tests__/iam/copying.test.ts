import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { AwsCall } from '../../sandbox/aws/aws.ts'
import { snippets } from '../docs/markdown-files.ts'
import { BUNDLE, COPY_ROLE, CopyFixture, RECIPIENT, toldBy } from '../support/copy-fixture.ts'
import { IMAGE, OWNER } from '../support/fixture.ts'
import { stackOf } from './cloudformation.ts'
import { copyPoliciesFor, copyTemplate, immutable, main, older, partitions } from './policies.ts'
import { actionsOf, allows, filledIn, providerOf, trusts } from './statements.ts'

const fixture = new CopyFixture({ skipsPauses: true })
const given = { 'AWS::AccountId': RECIPIENT, Region: '*', Repository: older }
const module = readFileSync('iam/copy/main.tf', 'utf8')

/** What IAM is asked for a call: the action and every resource. For a shared image the account is the owner's. */
function askedOf({ operation, region, input }: AwsCall, partition: string): [string, string][] {
  const arn = (where: unknown, account: string, what: string) =>
    `arn:${partition}:workspaces:${String(where)}:${account}:${what}`
  const resources = {
    CopyWorkspaceImage: [
      arn(input['SourceRegion'], OWNER, `workspaceimage/${String(input['SourceImageId'])}`),
    ],
    UpdateWorkspaceBundle: [
      arn(region, RECIPIENT, `workspacebundle/${String(input['BundleId'])}`),
      arn(region, RECIPIENT, `workspaceimage/${String(input['ImageId'])}`),
    ],
  }
  const asked = Object.entries(resources).find(([name]) => name === operation)?.[1] ?? ['*']
  return asked.map((resource) => [`workspaces:${operation}`, resource])
}

/** What the token of a job says. */
const claimsOf = (aud: string, subject: string) => ({ aud, sub: `repo:${immutable}:${subject}` })

describe.each(partitions)('in $partition the files of the role that copies', (place) => {
  const { partition, region, audience } = place
  const role = COPY_ROLE.replace('arn:aws:', `arn:${partition}:`)

  it('let it make the calls that copying makes, and no others', async () => {
    fixture.aws.trustRole({ arn: role, audience, verify: (token) => fixture.github.verify(token) })
    fixture.share({ region })
    fixture.addBundle({ region })
    const step = await fixture.copyWithRole({
      'aws-region': region,
      'role-to-assume': role,
      'wait-for-minutes': '60',
      'bundle-id': BUNDLE,
    })
    expect(toldBy(step)).toMatchObject({ copied: 'true', bundles: '1', reason: '' })
    const calls = fixture.aws.calls.filter(({ service }) => service === 'workspaces')
    const asked = calls.flatMap((call) => askedOf(call, partition))
    const { copy, boundary } = copyPoliciesFor(place, RECIPIENT)
    for (const policy of [...copy, ...boundary]) {
      expect(actionsOf(policy)).toEqual([...new Set(asked.map(([action]) => action))].toSorted())
      expect(asked.filter(([action, resource]) => !allows(policy, action, resource))).toEqual([])
    }
  })

  it('let it share nothing, and change no bundle of another account, partition or Region', () => {
    const { copy, boundary } = copyPoliciesFor(place, RECIPIENT)
    const image = `arn:${partition}:workspaces:${region}:${RECIPIENT}:workspaceimage/${IMAGE}`
    const bundle = image.replace(`workspaceimage/${IMAGE}`, `workspacebundle/${BUNDLE}`)
    for (const policy of [...copy, ...boundary]) {
      expect(allows(policy, 'workspaces:UpdateWorkspaceImagePermission', image)).toBe(false)
      const elsewhere = [bundle.replace(RECIPIENT, OWNER), bundle.replace(partition, 'aws-iso')]
      const point = 'workspaces:UpdateWorkspaceBundle'
      expect([bundle, ...elsewhere].map((arn) => allows(policy, point, arn))).toEqual([true, false, false])
    }
    for (const policy of copy) {
      expect(allows(policy, 'workspaces:CopyWorkspaceImage', image.replace(region, 'ap-south-1'))).toBe(false)
    }
  })

  it('let in a branch or an environment, and no pull request', () => {
    for (const from of [main, 'environment:production']) {
      for (const policy of copyPoliciesFor(place, RECIPIENT, from).trust) {
        expect(providerOf(policy)).toContain(`arn:${partition}:iam::${RECIPIENT}:oidc-provider/`)
        expect(trusts(policy, claimsOf(audience, from))).toBe(true)
        expect(trusts(policy, claimsOf(audience, 'pull_request'))).toBe(false)
        expect(trusts(policy, { ...claimsOf(audience, from), sub: `repo:stranger/images:${from}` })).toBe(
          false,
        )
      }
    }
  })
})

describe('the CloudFormation template of the role that copies', () => {
  it('makes the role with its boundary, and the provider only if asked', () => {
    const { resources } = stackOf({ 'AWS::Partition': 'aws-cn', ...given }, copyTemplate)
    expect(Object.keys(resources)).toEqual(['CopyBoundary', 'CopyRole'])
    expect(resources['CopyRole']?.properties).toMatchObject({
      RoleName: 'copy-images',
      PermissionsBoundary: 'ref:CopyBoundary',
    })
    const parameters = { 'AWS::Partition': 'aws', ...given, CreateProvider: 'true' }
    expect(Object.keys(stackOf(parameters, copyTemplate).resources)).toContain('Provider')
  })

  it('takes what the template of the sharing roles takes', () => {
    const all = { 'AWS::Partition': 'aws', ...given }
    const own = stackOf(all, copyTemplate).parameters
    const others = stackOf({ ...all, 'AWS::AccountId': OWNER }).parameters
    const like = { CopyFrom: 'ShareFrom', CopyRoleName: 'ShareRoleName' }
    for (const [name, parameter] of Object.entries(own)) {
      const other = others[Object.entries(like).find(([one]) => one === name)?.[1] ?? name]
      expect(parameter.AllowedPattern).toBe(other?.AllowedPattern)
    }
  })
})

describe('the Terraform module of the role that copies', () => {
  it('is made of the very JSON files, and fills in every value that they ask for', () => {
    const files = [...module.matchAll(/path\.module\}\/\.\.\/([\w.-]+)"/g)].map(([, file = '']) => file)
    expect(files).toEqual(['copy-boundary.json', 'copy-trust-policy.json', 'copy-policy.json'])
    const [, body = ''] = /^ {2}values = \{\n((?: {4}.*\n)+) {2}\}/m.exec(module) ?? []
    const values = Object.fromEntries(
      [...body.matchAll(/^ {4}(\w+) +=/gm)].map(([, name = '']) => [name, 'x']),
    )
    for (const file of files) expect(() => filledIn(file, values)).not.toThrow()
    expect(module).toMatch(/^ {2}permissions_boundary = aws_iam_policy\.copy_boundary\.arn$/m)
    expect(module).not.toMatch(/workspaces:|jsonencode|managed_policy_arns|attachment/)
  })

  it('takes the values and has the defaults of its template', () => {
    const { parameters } = stackOf({ 'AWS::Partition': 'aws', ...given }, copyTemplate)
    const patterns = [...module.matchAll(/can\(regex\("(.+)", var\.(\w+)\)\)/g)].map(([, pattern = '']) =>
      pattern.replaceAll(String.raw`\\`, '\\'),
    )
    expect(patterns).toEqual(Object.values(parameters).flatMap(({ AllowedPattern }) => AllowedPattern ?? []))
    const defaults = [
      ...module.matchAll(/^variable "(\w+)" \{\n(?: {2}.*\n)*? {2}default += "?(.*?)"?$/gm),
    ].map(([, , value]) => value)
    expect(defaults).toEqual(Object.values(parameters).flatMap(({ Default }) => Default ?? []))
  })
})

it('docs/copy.md shows the very policy', () => {
  const shown = snippets('json').filter(({ place }) => place.startsWith('docs/copy.md'))
  const values = { partition: 'aws', region: 'eu-west-1', account: RECIPIENT, image: '*' }
  expect(shown.map(({ text }): unknown => JSON.parse(text))).toEqual([filledIn('copy-policy.json', values)])
})
