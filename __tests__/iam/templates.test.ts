import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { repository as ownRepository } from '../../src/version.ts'
import { calledWorkflow } from '../examples/workflow.ts'
import { tokenClaims } from '../../sandbox/github/claims.ts'
import { snippets } from '../docs/markdown-files.ts'
import { IMAGE, OWNER } from '../support/fixture.ts'
import { stackOf } from './cloudformation.ts'
import { commercial, immutable, main, older, policiesFor } from './policies.ts'
import { actionsOf, filledIn, trusts } from './statements.ts'

/** The workflow that others call, as the claim `job_workflow_ref` names it at a version. */
const calledAt = (version: string): string => `${ownRepository}/${calledWorkflow}@${version}`

describe('the CloudFormation template', () => {
  it('makes the roles each with its boundary, and the provider only if asked', () => {
    const given = { 'AWS::Partition': 'aws-cn', 'AWS::AccountId': OWNER, Region: '*', Repository: older }
    const { resources } = stackOf(given)
    expect(Object.keys(resources)).toEqual(['Boundary', 'PlanBoundary', 'ShareRole', 'PlanRole'])
    expect(resources['ShareRole']?.properties['PermissionsBoundary']).toBe('ref:Boundary')
    expect(resources['PlanRole']?.properties['PermissionsBoundary']).toBe('ref:PlanBoundary')
    const { Provider: provider } = stackOf({ ...given, CreateProvider: 'true' }).resources
    expect(provider?.properties).toMatchObject({ ClientIdList: ['sts.amazonaws.com.cn'] })
  })

  it('has no name that a second stack in the account could not change', () => {
    const given = { 'AWS::Partition': 'aws', 'AWS::AccountId': OWNER, Region: '*', Repository: older }
    const namesOf = (names: Readonly<Record<string, string>>) =>
      Object.values(stackOf({ ...given, ...names }).resources).flatMap(({ properties }) =>
        Object.entries(properties).flatMap(([key, value]) =>
          /^(?:Role|ManagedPolicy)Name$/.test(key) ? [value] : [],
        ),
      )
    expect(namesOf({})).toEqual(['share-images', 'plan-image-sharing'])
    const second = { ShareRoleName: 'share-images-production', PlanRoleName: 'plan-images-production' }
    expect(namesOf(second)).toEqual(Object.values(second))
  })

  it.each([
    ['Repository', [immutable, older], ['octo-org/*', '*', 'octo-org', 'octo-org@1/golden', 'a/b:ref']],
    [
      'ShareFrom',
      [main, 'environment:production'],
      ['pull_request', '*', 'ref:refs/heads/*', 'environment:'],
    ],
    ['PlanFrom', [main, 'environment:production'], ['*', 'ref:refs/heads/*', 'environment:']],
    [
      'Workflow',
      ['', calledAt('0123456789abcdef0123456789abcdef01234567'), calledAt('refs/tags/v1')],
      [calledAt('*'), calledAt('v1'), '*', 'octo-org/*/.github/workflows/x.yml@refs/tags/v1'],
    ],
    ['Region', ['eu-west-1', 'us-gov-west-1', '*'], ['eu-*', '']],
    ['Image', [IMAGE, '*'], ['wsi-*', '']],
    ['ShareRoleName', ['share-images-production'], ['path/share-images', '']],
    ['PlanRoleName', ['plan-images-production'], ['plan images', '']],
    ['OrganizationsAccount', ['none', '999900001111'], ['*', '']],
  ])('takes no %s that lets in more than it says', (name, good, bad) => {
    const { parameters } = stackOf({
      'AWS::Partition': 'aws',
      'AWS::AccountId': OWNER,
      Region: '*',
      Repository: older,
    })
    const pattern = new RegExp(parameters[name]?.AllowedPattern ?? 'missing')
    expect(good.filter((value) => !pattern.test(value))).toEqual([])
    expect(bad.filter((value) => pattern.test(value))).toEqual([])
  })
})

describe('the Terraform module', () => {
  const text = readFileSync('iam/main.tf', 'utf8')
  const resources = [...text.matchAll(/^resource "(\w+)" "(\w+)" \{\n((?:  .*\n)+)\}/gm)]

  // Neighbouring lines that each give one value have their equals signs in one column; others have one space.
  it('is formatted as terraform fmt does it', () => {
    const runs = text.split('\n').map((line) => /^( *)(\w+)( +)= (?!.*[{[(]$)/.exec(line))
    const wrong = runs.flatMap((found, index) => {
      if (found === null) return []
      const [, indent, name = ''] = found
      const isNeighbour = (one: RegExpExecArray | null | undefined) => one?.[1] === indent
      let [first, end] = [index, index]
      while (isNeighbour(runs[first - 1])) first -= 1
      while (isNeighbour(runs[end])) end += 1
      const longest = Math.max(...runs.slice(first, end).map((one) => one?.[2]?.length ?? 0))
      return name.length + (found[3] ?? '').length === longest + 1 ? [] : [`${index + 1}: ${name}`]
    })
    expect(runs.filter((found) => found !== null).length).toBeGreaterThan(50)
    expect(wrong).toEqual([])
    expect(text).not.toMatch(/\t|[ \t]$|\n\n\n|^(?: {2})* (?! )/m)
  })

  it('is made of the very JSON files', () => {
    const uses = resources.flatMap(([, type, name, body = '']) =>
      [
        ...body.matchAll(
          /^ {2}(\w+) += (?:var\.workflow == "" \? templatefile\("\$\{path\.module\}\/([\w.-]+)", local\.values\) : )?templatefile\("\$\{path\.module\}\/([\w.-]+)", local\.values\)$/gm,
        ),
      ].map(([, key, without, file]) =>
        [`${type}.${name}.${key}: ${file}`, ...(without === undefined ? [] : [`or ${without}`])].join(' '),
      ),
    )
    expect(uses).toEqual([
      'aws_iam_policy.boundary.policy: boundary.json',
      'aws_iam_policy.plan_boundary.policy: plan-boundary.json',
      'aws_iam_role.share.assume_role_policy: share-workflow-trust-policy.json or share-trust-policy.json',
      'aws_iam_role_policy.share.policy: share-policy.json',
      'aws_iam_role.plan.assume_role_policy: plan-trust-policy.json',
      'aws_iam_role_policy.plan.policy: plan-policy.json',
      'aws_iam_role_policy.organizations_access.policy: organizations-access.json',
    ])
    expect(text).not.toMatch(/workspaces:|jsonencode|managed_policy_arns|attachment/)
    const bounds = resources
      .filter(([, type]) => type === 'aws_iam_role')
      .map(([, , name, body = '']) => [name, /^ {2}permissions_boundary += (.+)$/m.exec(body)?.[1]])
    expect(bounds).toEqual([
      ['share', 'aws_iam_policy.boundary.arn'],
      ['plan', 'aws_iam_policy.plan_boundary.arn'],
    ])
  })

  it('fills in every value that the files ask for', () => {
    const [, body = ''] = /^ {2}values = \{\n((?: {4}.*\n|\n)+) {2}\}/m.exec(text) ?? []
    const given = Object.fromEntries(
      [...body.matchAll(/^ {4}(\w+) +=/gm)].map(([, name = '']) => [name, 'x']),
    )
    const files = new Set([...text.matchAll(/path\.module\}\/([\w.-]+)"/g)].map(([, file = '']) => file))
    expect(files.size).toBe(8)
    for (const file of files) expect(() => filledIn(file, given)).not.toThrow()
  })

  it('names what an account has once after its role', () => {
    const names = resources.flatMap(([, type, name, body = '']) =>
      [...body.matchAll(/^ {2}name += (.+)$/gm)].map(([, value]) => `${type}.${name}: ${value}`),
    )
    expect(names.filter((name) => !name.startsWith('aws_iam_role_policy.'))).toEqual([
      'aws_iam_policy.boundary: "${var.share_role_name}-boundary"',
      'aws_iam_policy.plan_boundary: "${var.plan_role_name}-boundary"',
      'aws_iam_role.share: var.share_role_name',
      'aws_iam_role.plan: var.plan_role_name',
    ])
  })

  it('has the defaults of the template', () => {
    const defaults = [...text.matchAll(/^variable "(\w+)" \{\n(?: {2}.*\n)*? {2}default += "?(.*?)"?$/gm)]
    const { parameters } = stackOf({
      'AWS::Partition': 'aws',
      'AWS::AccountId': OWNER,
      Region: '*',
      Repository: older,
    })
    expect(defaults.map(([, , value]) => value)).toEqual(
      Object.values(parameters).flatMap(({ Default }) => Default ?? []),
    )
  })

  it('takes the values that the template takes', () => {
    const patterns = [...text.matchAll(/can\(regex\("(.+)", var\.(\w+)\)\)/g)].map(([, pattern = '']) =>
      pattern.replaceAll(String.raw`\\`, '\\'),
    )
    const { parameters } = stackOf({
      'AWS::Partition': 'aws',
      'AWS::AccountId': OWNER,
      Region: '*',
      Repository: older,
    })
    expect(patterns).toEqual(Object.values(parameters).flatMap(({ AllowedPattern }) => AllowedPattern ?? []))
  })
})

describe('the files for the management account', () => {
  const text = readFileSync('iam/organizations/main.tf', 'utf8')
  const given = { 'AWS::Partition': 'aws', 'AWS::AccountId': '999900001111', Readers: [] }
  const { parameters, resources } = stackOf(given, 'organizations/template.yml')

  it('make one role, of the name that the others may assume', () => {
    const names = Object.values(resources).map(({ properties }) => properties['RoleName'])
    expect(names).toEqual(['read-organization'])
    expect([...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(([, type]) => type)).toEqual([
      'aws_iam_role',
      'aws_iam_role_policy',
    ])
    expect(text).toContain('  name               = "read-organization"\n')
  })

  it('take the same values, and no role but a named one', () => {
    const patterns = [...text.matchAll(/can\(regex\("(.+)", arn\)\)/g)].map(([, pattern]) => pattern)
    expect(patterns).toEqual(Object.values(parameters).map(({ AllowedPattern }) => AllowedPattern))
    expect(parameters).toMatchObject({ Readers: { AllowedPattern: expect.stringMatching(/./) } })
    expect(text).not.toMatch(/^ {2}default/m)
    const [pattern = ''] = patterns
    expect('arn:aws-us-gov:iam::111122223333:role/ci/share-images').toMatch(new RegExp(pattern))
    expect('arn:aws:iam::111122223333:user/share-images').not.toMatch(new RegExp(pattern))
    expect('arn:aws:iam::111122223333:role/x", "*').not.toMatch(new RegExp(pattern))
  })

  it('use the very JSON files', () => {
    const files = [...text.matchAll(/templatefile\("\$\{path\.module\}\/([\w.-]+)", local\.values\)/g)]
    expect(files.map(([, file]) => file)).toEqual(['trust-policy.json', 'policy.json'])
    expect(text).toContain(String.raw`values = { readers = join("\", \"", var.readers) }`)
  })
})

it('the README shows the very subject of the trust policy', () => {
  const repository = 'YOUR-ORG@ORG-ID/YOUR-REPOSITORY@REPOSITORY-ID'
  const place = { repository, account: '111122223333', image: '*' }
  const values = { ...commercial, ...place, share_from: main }
  const [, subject] = /`(repo:[^`]+)`/.exec(readFileSync('README.md', 'utf8')) ?? []
  expect(
    trusts(filledIn('share-trust-policy.json', values), { aud: commercial.audience, sub: subject }),
  ).toBe(true)
})

it('the READMEs give the template parameters that it has', () => {
  const { parameters } = stackOf({
    'AWS::Partition': 'aws',
    'AWS::AccountId': OWNER,
    Region: '*',
    Repository: older,
  })
  const ofTemplate = snippets('sh').filter(({ text }) => text.includes('--template-file iam/template.yml'))
  const given = ofTemplate.flatMap(({ text }) => {
    const [, overrides = ''] = text.replaceAll('\\\n', ' ').split('--parameter-overrides ')
    return [...overrides.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => ({ name, value }))
  })
  expect(given.length).toBeGreaterThan(7)
  // Names to be replaced stand where the template asks for numbers.
  const numbered = given.map(({ name, value }) => ({ name, value: value.replaceAll(/@[A-Z]+-ID/g, '@1') }))
  for (const { name, value } of numbered) {
    expect(Object.keys(parameters)).toContain(name)
    expect(value).toMatch(new RegExp(parameters[name]?.AllowedPattern ?? '^(?:true|false)$'))
  }
})

describe('with the workflow that may share, the sharing role', () => {
  const [pinned, tagged] = [calledAt('0123456789abcdef0123456789abcdef01234567'), calledAt('refs/tags/v1')]
  const sub = `repo:${immutable}:${main}`
  const token = (job_workflow_ref: string, but: object = {}) => ({
    ...tokenClaims('sts.amazonaws.com'),
    sub,
    job_workflow_ref,
    ...but,
  })

  it('lets in that workflow at that version, called from the repository, and nothing else', () => {
    for (const policy of policiesFor(commercial, immutable, main, pinned).shareTrust) {
      expect(trusts(policy, token(pinned))).toBe(true)
      for (const other of [
        token(tagged),
        token(calledAt('refs/heads/main')),
        token(pinned.replace(ownRepository, 'stranger/share-workspaces-image')),
        // What a branch writes itself, and another workflow of the default branch.
        token('octo-org/golden-images/.github/workflows/share.yml@refs/heads/main'),
        token(pinned, { sub: `repo:stranger/golden-images:${main}` }),
        token(pinned, { sub: `repo:${immutable}:pull_request` }),
        // A partition where STS doesn't know the claim lets in nobody.
        token(pinned, { job_workflow_ref: undefined }),
      ]) {
        expect(trusts(policy, other)).toBe(false)
      }
    }
  })

  it('is let in by any workflow of the branch without it', () => {
    for (const policy of policiesFor(commercial).shareTrust) {
      expect(trusts(policy, token(pinned))).toBe(true)
      expect(
        trusts(policy, token('octo-org/golden-images/.github/workflows/share.yml@refs/heads/main')),
      ).toBe(true)
    }
  })

  it('leaves the planning role as it is', () => {
    const { planTrust } = policiesFor(commercial, immutable, main, pinned)
    for (const policy of planTrust) {
      expect(trusts(policy, token(tagged, { sub: `repo:${immutable}:pull_request` }))).toBe(true)
    }
  })
})

it('a policy that allows more, a wildcard or a branch of another name is seen', () => {
  const wide = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'workspaces:*', Resource: '*' }],
  }
  expect(actionsOf(wide)).not.toEqual(actionsOf(policiesFor(commercial).share[0]))
  const denied = { ...wide, Statement: [{ Effect: 'Deny', Action: 'workspaces:*', Resource: '*' }] }
  expect(() => actionsOf(denied)).toThrow('Effect')
  const [trust] = policiesFor(commercial, older, 'environment:production').shareTrust
  const claims = tokenClaims('sts.amazonaws.com')
  expect(trusts(trust, { ...claims, sub: `repo:${older}:${main}` })).toBe(false)
  expect(trusts(trust, { ...claims, sub: `repo:${older}:environment:production` })).toBe(true)
})
