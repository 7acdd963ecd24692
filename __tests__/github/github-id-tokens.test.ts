import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { EventFile } from '../../src/github/event-file.ts'
import { GitHubIdTokens } from '../../src/github/github-id-tokens.ts'
import { Secrets } from '../../src/github/redaction.ts'
import { ProblemError } from '../../src/sharing/problem.ts'
import { ownEnvironment, setEnvironment } from '../support/environment.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { holdsSome, quotations } from '../support/quotations.ts'
import { captureStdout } from '../support/stdout.ts'

countNodeErrorsAsErrors()

let github: SandboxGitHub
let written: () => string
let folder: string

beforeEach(async () => {
  github = await SandboxGitHub.start()
  written = captureStdout()
  folder = await mkdtemp(join(tmpdir(), 'event-'))
})
ownEnvironment(() => ({ GITHUB_REPOSITORY: 'octo-org/golden-images' }))
afterEach(async () => {
  jest.useRealTimers()
  await github.close()
  await rm(folder, { recursive: true })
})

function idTokens(secrets = new Secrets()): GitHubIdTokens {
  return new GitHubIdTokens(secrets, new EventFile())
}

async function refusal(): Promise<ProblemError> {
  const error: unknown = await idTokens()
    .request('sts.amazonaws.com')
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
  if (error instanceof ProblemError) return error
  throw new Error(`The token ended with ${String(error)}`)
}

describe('an ID token', () => {
  beforeEach(() => setEnvironment(github.oidcEnvironment()))

  it('is for the audience, and masked before it is handed out', async () => {
    const secrets = new Secrets()
    const token = await idTokens(secrets).request('sts.amazonaws.com.cn')
    expect(github.verify(token)).toBe(true)
    expect(github.requests).toMatchObject([
      {
        path: expect.stringContaining('&audience=sts.amazonaws.com.cn'),
        authorization: `Bearer ${github.requestToken}`,
      },
    ])
    const [header = '', ...parts] = token.split('.')
    expect(written().trimEnd().split('\n')).toEqual(
      [github.requestToken, token, ...parts].map((secret) => `::add-mask::${secret}`),
    )
    expect(secrets.redact(`${header} ${parts.join(' ')} ${github.requestToken}`)).toBe(
      `${header} *** *** ***`,
    )
  })

  it.each(quotations)('stays secret, its parts too, where somebody quotes it %s', async (_how, quote) => {
    const secrets = new Secrets()
    const token = await idTokens(secrets).request('sts.amazonaws.com')
    const [header = '', claims = '', signature = ''] = token.split('.')
    const quoted = [signature, `${header} ${claims} ${signature}`, token].map(quote)
    const told = secrets.redact(`There is no key for ${quoted.join(' or ')}`)
    expect(told).toMatch(/^There is no key for /)
    // The header is the same in all tokens.
    const parts = [claims, signature]
    expect(parts.map(({ length }) => length > 300)).toEqual([true, true])
    expect(parts.filter((part) => holdsSome(told, part))).toEqual([])
  })

  it.each([
    ['refuses', { kind: 'http', status: 500, body: '{"message":"no"}' } as const],
    ['answers nonsense', { kind: 'http', status: 200, body: '{}' } as const],
  ])('is missing where GitHub’s service %s', async (_what, fault) => {
    github.inject({ do: fault })
    const { problem, cause } = await refusal()
    expect(problem).toEqual({
      reason: 'oidc-unavailable',
      message: expect.stringMatching(/^GitHub's token service gave no ID token \([^\n]+\)\.$/),
      remedy: "Look at githubstatus.com and the runner's network and proxy, then run it again.",
    })
    expect(cause).toBeInstanceOf(Error)
  })

  it('is asked for three times, 20 seconds each, where nobody answers', async () => {
    const requests = [1000, 2000, 0].map((pause, after) => {
      const arrives = new Promise<void>((resolve) => {
        github.inject({ after, times: 1, do: { kind: 'hang' }, onArrival: resolve })
      })
      return { arrives, pause }
    })
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] })
    const ended: string[] = []
    const refused = refusal().then(({ problem }) => ended.push(problem.message))
    // Time stands still until GitHub has the request: to send it takes as long as it takes.
    for (const { arrives, pause } of requests) {
      await arrives
      await jest.advanceTimersByTimeAsync(19_999)
      expect(ended).toEqual([])
      await jest.advanceTimersByTimeAsync(1 + pause)
    }
    await refused
    expect(ended).toEqual(["GitHub's token service gave no ID token (no answer within 20 s)."])
    expect(github.requests).toHaveLength(3)
  })

  it.each([
    ['a broken connection', { kind: 'reset' } as const],
    ['a fault of GitHub', { kind: 'http', status: 500 } as const],
    ['too many requests', { kind: 'http', status: 429 } as const],
  ])('is asked for again after %s', async (_what, fault) => {
    github.inject({ do: fault, times: 1 })
    await expect(idTokens().request('sts.amazonaws.com')).resolves.toContain('.')
  })

  it('is not asked for where the way to GitHub is not known', async () => {
    const problem = { reason: 'unreachable', message: 'No way.', remedy: 'Find one.' } as const
    const asked: string[] = []
    const tokens = new GitHubIdTokens(new Secrets(), new EventFile(), (address) => {
      asked.push(address.origin)
      throw new ProblemError(problem)
    })
    await expect(tokens.request('sts.amazonaws.com')).rejects.toMatchObject({ problem })
    expect([asked, github.requests]).toEqual([[github.url], []])
  })

  it('is a text, or none', async () => {
    const body = '{"value":{"token":7}}'
    github.inject({ do: { kind: 'http', status: 200, contentType: 'application/json', body } })
    expect((await refusal()).problem.message).toContain('(an answer without a token)')
    expect(github.requests).toHaveLength(1)
  })
})

describe('a request for an ID token', () => {
  it.each([301, 302, 303, 307, 308])('follows no redirect: %s', async (status) => {
    const stranger = await SandboxGitHub.start()
    try {
      setEnvironment(github.oidcEnvironment())
      const location = `${stranger.url}/elsewhere?sig=hunter2`
      github.inject({ path: '/idtoken/', do: { kind: 'http', status, headers: { location } } })
      const [from, to] = [github.url, stranger.url].map((url) => new URL(url).host)
      expect((await refusal()).problem).toMatchObject({
        reason: 'oidc-unavailable',
        message: `GitHub's token service gave no ID token (a redirect from ${from} to ${to}, HTTP status ${status}, which is not followed).`,
      })
      expect(stranger.requests).toEqual([])
      expect(github.requests).toHaveLength(1)
    } finally {
      await stranger.close()
    }
  })

  it.each<[what: string, location: string | undefined, to: string]>([
    ['on the same host', '/elsewhere', ' to 127.0.0.1:'],
    ['nowhere', 'http://[', " to an address that can't be read"],
    ['without a place', undefined, " to an address that can't be read"],
  ])('follows no redirect to a place %s', async (_what, location, to) => {
    setEnvironment(github.oidcEnvironment())
    const headers = location === undefined ? {} : { location }
    github.inject({ path: '/idtoken/', do: { kind: 'http', status: 302, headers } })
    const { problem } = await refusal()
    expect(problem.reason).toBe('oidc-unavailable')
    expect(problem.message).toContain(to)
    expect(github.requests).toHaveLength(1)
  })

  it.each([
    ['token.example/idtoken', "ACTIONS_ID_TOKEN_REQUEST_URL can't be read as an address"],
    ['ftp://token.example/idtoken?x=1', 'ACTIONS_ID_TOKEN_REQUEST_URL is an address with ftp:'],
    ['file:///etc/passwd?x=1', 'ACTIONS_ID_TOKEN_REQUEST_URL is an address with file:'],
  ])('needs an address: %j', async (url, message) => {
    setEnvironment({ ...github.oidcEnvironment(), ACTIONS_ID_TOKEN_REQUEST_URL: url })
    const { problem } = await refusal()
    expect(problem.reason).toBe('oidc-unavailable')
    expect(problem.message).toContain(message)
    expect(github.requests).toEqual([])
  })

  it('needs a token that can be sent', async () => {
    setEnvironment({ ...github.oidcEnvironment(), ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'hunter2\nhunter3' })
    const { problem } = await refusal()
    expect(problem.reason).toBe('oidc-unavailable')
    expect(problem.message).toContain("ACTIONS_ID_TOKEN_REQUEST_TOKEN holds a character that can't be sent")
    expect(github.requests).toEqual([])
  })
})

const pull = (head: unknown) => ({ pull_request: { number: 1, head } })

describe('no ID token', () => {
  const base = 'role-to-assume needs an ID token of GitHub, but there is none: '
  const permission = {
    message: `${base}the job has no permission to ask for one.`,
    remedy:
      'Add `permissions: { id-token: write, contents: read }` to the job (a reusable workflow: to the calling job too).',
  }
  const fork = {
    message: `${base}the pull request comes from a fork, and GitHub gives runs of forks no ID token.`,
    remedy:
      'Run this step only for branches of this repository, or after the merge; never hand a fork your credentials.',
  }

  const dependabot = {
    message: `${base}the run was started by Dependabot, whose token only reads unless the workflow's permissions say otherwise.`,
    remedy:
      "Add `id-token: write` to the job's permissions if Dependabot's runs are meant to do this; otherwise leave the step out with if: github.actor != 'dependabot[bot]'.",
  }
  const ours = pull({ repo: { full_name: 'octo-org/golden-images' } })
  const theirs = pull({ repo: { full_name: 'someone/golden-images' } })

  it.each<[what: string, who: string, name: string, event: object, problem: object]>([
    ['a push', 'octocat', 'push', {}, permission],
    ['a branch of this repository', 'octocat', 'pull_request', ours, permission],
    ['a fork', 'octocat', 'pull_request', theirs, fork],
    ['a review of a fork', 'octocat', 'pull_request_review', theirs, fork],
    ['a comment on a fork', 'octocat', 'pull_request_review_comment', theirs, fork],
    // It runs for the base, with the rights of the base.
    ['a fork, in the name of the base', 'octocat', 'pull_request_target', theirs, permission],
    ['a fork that was deleted', 'octocat', 'pull_request', pull({ repo: null }), fork],
    ['an event without a head', 'octocat', 'pull_request', pull(null), permission],
    ['an event with an odd head', 'octocat', 'pull_request', pull({}), permission],
    ['an event with an odd repository', 'octocat', 'pull_request', pull({ repo: {} }), permission],
    ['Dependabot', 'dependabot[bot]', 'pull_request', ours, dependabot],
    ['Dependabot, after its merge', 'dependabot[bot]', 'push', {}, dependabot],
  ])('comes with its reason: %s', async (_what, who, name, event, problem) => {
    const path = join(folder, 'event.json')
    await writeFile(path, JSON.stringify(event))
    setEnvironment({ GITHUB_ACTOR: who, GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path })
    expect((await refusal()).problem).toEqual({ reason: 'oidc-unavailable', ...problem })
    expect(github.requests).toEqual([])
  })

  it.each(['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'])(
    'comes without both variables: %s',
    async (name) => {
      setEnvironment({ ...github.oidcEnvironment(), [name]: '' })
      expect((await refusal()).problem.message).toBe(permission.message)
    },
  )
})
