import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { StepOptions, StepResult } from '../../sandbox/runner/job.ts'
import { ROLE, ActionFixture, countsOf } from '../support/fixture.ts'
import { holdsSome, quotations } from '../support/quotations.ts'

const fixture = new ActionFixture()
const inputs = { 'account-id': '000000000001', 'pull-request-comment': 'always' }

/** A step of a pull request, with debug logging. */
function inPullRequest(number: number): StepOptions {
  return {
    env: { RUNNER_DEBUG: '1' },
    github: fixture.github.pullRequestVariables(number),
    event: { pull_request: { number } },
  }
}

/** Everything a run leaves where someone can read it, but the lines that tell the runner what to hide. */
function everythingToldBy(step: StepResult, pullRequest: number): string {
  const spoken = step.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  const comments = fixture.github.comments.on(pullRequest).map(({ body }) => body)
  expect(comments).toHaveLength(1)
  return JSON.stringify([spoken, step.stderr, step.outputs, step.summary, step.annotations, comments])
}

describe('what is secret stays so when AWS quotes it', () => {
  it('in the request it would have signed, and in whatever spelling', async () => {
    const { AWS_SESSION_TOKEN: token = '', AWS_SECRET_ACCESS_KEY: key = '' } = fixture.aws.environment()
    const signed = `POST\n/\n\nhost:workspaces\nx-amz-date:20261123T220000Z\nx-amz-security-token:${token}\n`
    const encoded = Buffer.from(`key=${key}&token=${token}`).toString('base64')
    const message = `The Canonical String should have been '${signed}' ${key} ${encodeURIComponent(token)} ${encoded} ${'y'.repeat(66_000)}`
    fixture.aws.inject({ do: { kind: 'error', name: 'InvalidSignatureException', message } })
    const step = await fixture.run(inputs, inPullRequest(7))
    expect(countsOf(step).reason).toBe('no-credentials')
    expect(step.masks).toEqual(expect.arrayContaining([key, token]))
    const told = everythingToldBy(step, 7)
    expect(told).toContain('x-amz-security-token:***')
    expect(told).toContain('*** *** ')
    expect(told).toContain('yyy…')
    expect([token.length, key.length].every((length) => length > 10)).toBe(true)
    for (const secret of [token, key, encodeURIComponent(token), encoded.slice(8, 40)])
      expect(told).not.toContain(secret)
  })

  it('where they are those of a role', async () => {
    fixture.aws.trustRole({ arn: ROLE, verify: (jwt) => fixture.github.verify(jwt) })
    const others = Object.values(fixture.aws.environment())
    const secrets = () => fixture.aws.secrets().filter((secret) => !others.includes(secret))
    const quoting = { kind: 'error' as const, name: 'AccessDeniedException', message: '' }
    const where = () => {
      quoting.message = `Whose are ${secrets().join(' and ')}?`
      return true
    }
    fixture.aws.inject({ on: { service: 'workspaces', where }, do: quoting })
    const step = await fixture.runWithRole(inputs, inPullRequest(10))
    expect(countsOf(step).reason).toBe('access-denied')
    const told = everythingToldBy(step, 10)
    expect(told).toContain('Whose are *** and ***?')
    expect(secrets()).toHaveLength(2)
    for (const secret of secrets()) expect(told).not.toContain(secret)
  })

  it('in the refusal of an ID token', async () => {
    fixture.aws.trustRole({ arn: ROLE, verify: () => false })
    // One of an earlier job: the runner doesn't hide it.
    const token = await fixture.idToken()
    const message = `There is no key for ${token} here`
    fixture.aws.inject({
      on: { service: 'sts' },
      do: { kind: 'error', name: 'InvalidIdentityToken', message },
    })
    const step = await fixture.runWithRole(inputs, inPullRequest(8))
    expect(countsOf(step).reason).toBe('role-refused')
    const told = everythingToldBy(step, 8)
    expect(told).toContain('There is no key for *** here')
    expect(token).toMatch(/^eyJ/)
    expect(told).not.toContain(token)
  })
})

// The others are in __tests__/github/github-id-tokens.test.ts.
const some = quotations.filter(([how]) => ['as it is', 'in base64 in lines'].includes(how))

it.each(some)('an ID token and its parts stay secret where AWS quotes them %s', async (how, quote) => {
  fixture.aws.trustRole({ arn: ROLE, verify: () => false })
  const quoting = { kind: 'error' as const, name: 'InvalidIdentityToken', message: '' }
  const where = ({ WebIdentityToken: token }: Record<string, unknown>) => {
    const [header = '', claims = '', signature = ''] = String(token).split('.')
    const quoted = [signature, `${header} ${claims} ${signature}`, String(token)].map(quote)
    quoting.message = `There is no key for ${quoted.join(' or ')}`
    return true
  }
  fixture.aws.inject({ on: { service: 'sts', where }, do: quoting })
  const pullRequest = 100 + quotations.findIndex(([one]) => one === how)
  const step = await fixture.runWithRole(inputs, inPullRequest(pullRequest))
  expect(countsOf(step).reason).toBe('role-refused')
  const told = everythingToldBy(step, pullRequest)
  expect(told).toContain('There is no key for ')
  // Claims are shown on purpose.
  expect(told).toContain('repository_id=5678')
  // The header is the same in all tokens.
  const [, ...parts] = (fixture.github.issued[0] ?? '').split('.')
  expect(parts.map(({ length }) => length > 300)).toEqual([true, true])
  expect(parts.filter((part) => holdsSome(told, part))).toEqual([])
})

it('the token for the comment stays secret when GitHub quotes it', async () => {
  const { token } = fixture.github
  const body = JSON.stringify({ message: `Nobody knows ${token}, or ${encodeURIComponent(`${token} `)}` })
  fixture.github.inject({
    path: '/graphql',
    do: { kind: 'http', status: 422, contentType: 'application/json', body },
  })
  const step = await fixture.run(inputs, inPullRequest(11))
  expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
  expect(step.masks).toContain(token)
  const spoken = step.raw.replaceAll(/^::add-mask::.*$/gm, '')
  expect(step.annotations[0]?.message).toContain('Nobody knows ***, or ***%20. The next run')
  expect(JSON.stringify([spoken, step.stderr, step.outputs, step.summary])).not.toContain(token)
})

it('a pull request that makes its policy file a link to a file of the job, or a folder on the way to it, gets nothing of it', async () => {
  const secret = 'hunter2hunter2'
  const { workspace } = fixture.job
  await mkdir(join(workspace, '.git'))
  await writeFile(join(workspace, '.git', 'config'), `[http]\n\theader = basic ${secret}\n`)
  await mkdir(join(workspace, '.private'))
  await writeFile(join(workspace, '.private', 'policy.yml'), `password: ${secret}`)
  const links: readonly (readonly [link: string, target: string, policy: string])[] = [
    ['policy-0.yml', '.git/config', 'policy-0.yml'],
    ['policies', '.private', 'policies/policy.yml'],
  ]
  for (const [index, [link, target, policy]] of links.entries()) {
    await symlink(target, join(workspace, link))
    const step = await fixture.run(
      { 'image-id': '', 'policy-file': policy, 'pull-request-comment': 'always' },
      inPullRequest(20 + index),
    )
    expect(countsOf(step).reason).toBe('invalid-policy')
    const told = everythingToldBy(step, 20 + index)
    expect(told).toContain('is a link')
    expect(told).not.toContain(secret)
  }
})

it('of the role is nowhere on the disk of the job, and in no environment of later steps', async () => {
  fixture.aws.trustRole({ arn: ROLE, verify: (jwt) => fixture.github.verify(jwt) })
  const step = await fixture.runWithRole({ 'account-id': '000000000001', temporary: 'true' })
  expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
  const secrets = [...fixture.aws.secrets(), ...fixture.github.issued, fixture.github.requestToken]
  const [root = ''] = /^.*[\\/]runner-[^\\/]+/.exec(fixture.job.workspace) ?? []
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name))
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  // What is handed over is there: what the step shared, and an environment without anything.
  expect(texts.filter((text) => text.includes('temporary-shares'))).toHaveLength(1)
  expect(files.filter((file) => basename(file).startsWith('env_'))).toHaveLength(1)
  expect(secrets.length).toBeGreaterThan(3)
  for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([])
})
