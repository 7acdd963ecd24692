import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { StepOptions } from '../../sandbox/runner/job.ts'
import { repositoryRoot } from '../../sandbox/runner/root.ts'
import { copyAction, RECIPIENT, toldBy } from '../support/copy-fixture.ts'
import { IMAGE, OWNER, REGION, ROLE, ActionFixture, countsOf } from '../support/fixture.ts'
import { MANAGEMENT, PRODUCTION, sandboxOrganization } from '../support/organizations.ts'

// Bytes are exact: these limits stand a little above what dist has, so that nothing large slips in unseen.
const limits = {
  ownCredentials: 306_000,
  role: 350_000,
  everyRun: 121_000,
  copy: 337_000,
  idlePost: 1500,
  allCode: 1_335_000,
}

const fixture = new ActionFixture()
const dist = join(repositoryRoot(), 'dist')
const witness = join(repositoryRoot(), '__tests__', 'bundle', 'loaded.cjs')
const watched: StepOptions = { nodeArguments: ['--require', witness] }
const one = { 'account-id': '000000000001' }

/** What stands in no file that is loaded before somebody wants it: a text that is only there. */
const lazy = {
  YAML: 'tag:yaml.org,2002:',
  octokit: 'updateIssueComment',
  'the usual chain of credentials': 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  undici: 'UND_ERR_CONNECT_TIMEOUT',
  'AWS STS': 'com.amazonaws.sts',
  'AWS Organizations': 'AWSOrganizationsV20161128',
  'the expansion of units': 'once their units are read',
}

interface Loaded {
  readonly bytes: number
  readonly lazy: readonly string[]
}

/** What the last step loaded. */
function loaded(): Loaded {
  const told: unknown = JSON.parse(readFileSync(join(fixture.job.workspace, 'loaded.json'), 'utf8'))
  const files = Array.isArray(told) ? told.map(String) : []
  expect(files.filter((file) => relative(dist, file).startsWith('..'))).toEqual([])
  const texts = files.map((file) => readFileSync(file, 'utf8')).join('\n')
  return {
    bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    lazy: Object.entries(lazy).flatMap(([name, text]) => (texts.includes(text) ? [name] : [])),
  }
}

const size = (path: string) => statSync(join(dist, path)).size

describe('dist', () => {
  it('holds no more code than it did', () => {
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    const code = files.filter((file) => file.endsWith('.js'))
    expect(code.reduce((sum, file) => sum + size(file), 0)).toBeLessThan(limits.allCode)
  })

  it('has a small file that every run loads', () => {
    expect(size('main/index.js') + size('jobs/index.js')).toBeLessThan(limits.everyRun)
  })

  it.each(Object.entries(lazy))('has %s in files that are loaded when they are wanted', (_, text) => {
    expect(readFileSync(join(dist, 'jobs', 'index.js'), 'utf8')).not.toContain(text)
    const others = readdirSync(join(dist, 'jobs')).filter((file) => /^[0-9]+\.index\.js$/.test(file))
    expect(others.some((file) => readFileSync(join(dist, 'jobs', file), 'utf8').includes(text))).toBe(true)
  })
})

describe('a run loads', () => {
  it("the SDK and nothing else that is large, with the job's own credentials", async () => {
    expect(countsOf(await fixture.run(one, watched)).shared).toBe(1)
    expect(loaded()).toEqual({ bytes: expect.any(Number), lazy: [] })
    expect(loaded().bytes).toBeLessThan(limits.ownCredentials)
  })

  it('AWS STS besides, with a role', async () => {
    fixture.aws.trustRole({ arn: ROLE })
    expect(countsOf(await fixture.runWithRole(one, watched)).shared).toBe(1)
    expect(loaded().lazy).toEqual(['AWS STS'])
    expect(loaded().bytes).toBeLessThan(limits.role)
  })

  it('nothing of AWS where the inputs are wrong', async () => {
    await fixture.run({ 'account-id': 'nobody' }, watched)
    expect(loaded().bytes).toBeLessThan(limits.everyRun)
  })

  it('AWS Organizations only for units, and AWS STS for a role that reads it', async () => {
    const [reader, unit] = [`arn:aws:iam::${MANAGEMENT}:role/read-organization`, { 'account-id': PRODUCTION }]
    fixture.aws.setOrganization({ ...sandboxOrganization, readers: [OWNER] })
    fixture.aws.allowAssume({ arn: reader, trusts: [OWNER] })
    const units = ['AWS Organizations', 'the expansion of units']
    expect(countsOf(await fixture.run(unit, watched)).shared).toBe(2)
    expect(loaded().lazy).toEqual(units)
    await fixture.run({ ...unit, 'organizations-role-to-assume': reader, mode: 'plan' }, watched)
    expect(loaded().lazy).toEqual(['AWS STS', ...units])
    await fixture.run({ ...one, 'organizations-role-to-assume': reader }, watched)
    expect(loaded().lazy).toEqual([])
  })

  it('YAML for a policy file', async () => {
    const policy = 'version: 1\nimages:\n  - id: wsi-0123456789abc\n    share-with: ["000000000001"]\n'
    await fixture.run(
      { 'policy-file': 'policy.yml', 'image-id': '' },
      { ...watched, workspaceFiles: { 'policy.yml': policy } },
    )
    expect(loaded().lazy).toEqual(['YAML'])
  })

  it('octokit for a comment, without undici', async () => {
    const step = await fixture.run(
      { ...one, 'pull-request-comment': 'always' },
      { ...watched, github: fixture.github.pullRequestVariables(7), event: { pull_request: { number: 7 } } },
    )
    expect(step.annotations).toEqual([])
    expect(fixture.github.comments.on(7)).toHaveLength(1)
    expect(loaded().lazy).toEqual(['octokit'])
  })

  it('what sharing loads and little more, where it copies', async () => {
    fixture.addImage({ sharedWith: [RECIPIENT] })
    const step = await fixture.job.runStep({
      ...watched,
      actionDirectory: copyAction,
      with: { 'image-id': IMAGE, 'aws-region': REGION, 'owner-account-id': OWNER },
      env: fixture.aws.environment(RECIPIENT),
    })
    expect(toldBy(step)).toMatchObject({ copied: 'true', reason: '' })
    expect(loaded().lazy).toEqual([])
    expect(loaded().bytes).toBeLessThan(limits.copy)
  })

  it('nothing of copying, where it shares', async () => {
    await fixture.run(one, watched)
    const files: unknown = JSON.parse(readFileSync(join(fixture.job.workspace, 'loaded.json'), 'utf8'))
    const texts = (Array.isArray(files) ? files.map(String) : []).map((file) => readFileSync(file, 'utf8'))
    // The SDK keeps the schemas of all calls in one module, so some 700 bytes of theirs are there, but no command.
    const ofCopying = /CopyWorkspaceImageCommand|UpdateWorkspaceBundleCommand|owner-account-id/
    expect(texts.filter((text) => ofCopying.test(text)).length).toBe(0)
  })

  it('next to nothing in a post step with nothing to take back', async () => {
    await fixture.run(one)
    const inputs = { ...one, 'aws-region': REGION }
    const post = await fixture.job.runStep({ ...watched, with: inputs, env: {}, entry: 'post' })
    expect(post).toMatchObject({ exitCode: 0, raw: '' })
    expect(size('post/index.js')).toBeLessThan(limits.idlePost)
    expect(loaded()).toEqual({ bytes: size('post/index.js'), lazy: [] })
  })
})
