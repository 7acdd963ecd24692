import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { TOKEN_AUTHOR } from '../../sandbox/github/pull-request-comments.ts'
import { ActionsRunner } from '../../src/github/actions-runner.ts'
import type { PullRequestComments } from '../../src/ports/comments.ts'
import { ownEnvironment, setEnvironment } from '../support/environment.ts'
import { textsOf } from '../support/input-texts.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'

countNodeErrorsAsErrors()

// One for all tests: the toolkit reads GitHub's address when it is loaded, and takes longer to load than a test.
let github: SandboxGitHub
// Every test has a pull request of its own.
let number = 0

beforeAll(async () => {
  github = await SandboxGitHub.start()
})
beforeEach(() => {
  number += 1
})
ownEnvironment(() => ({
  ...github.pullRequestVariables(7),
  GITHUB_REPOSITORY: 'octo-org/golden-images',
  GITHUB_WORKFLOW: 'Share',
  GITHUB_WORKFLOW_REF: 'octo-org/golden-images/.github/workflows/share.yml@refs/pull/7/merge',
  GITHUB_JOB: 'share',
  GITHUB_ACTION: 'step',
}))
afterEach(() => {
  github.clearFaults()
  github.comments.permission = 'write'
  github.comments.pages = 'honest'
  github.requests.length = 0
})
afterAll(() => github.close())

const never = new AbortController().signal

interface Options {
  readonly inputs?: Parameters<typeof textsOf>[0]
  readonly token?: string
  readonly giveUp?: AbortSignal
  readonly checkWay?: (address: URL) => void
  readonly limit?: number
}

/** The comments of the pull request of an event. */
async function opened(
  payload: object,
  { inputs = {}, token = github.token, giveUp = never, ...options }: Options = {},
): Promise<PullRequestComments | undefined> {
  const { openPullRequestComments } = await import('../../src/github/pull-request-comments.ts')
  const { environment } = new ActionsRunner()
  const texts = textsOf({ ...inputs, 'github-token': token })
  return openPullRequestComments({ inputs: texts, environment }, { kind: 'read', payload }, giveUp, options)
}

/** Those of the test's pull request. */
async function comments(but: Options = {}): Promise<PullRequestComments> {
  const found = await opened({ pull_request: { number } }, but)
  if (found === undefined) throw new Error('There is no pull request')
  return found
}

/** What is explained of an error. */
async function explained(from: PullRequestComments, call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => 'no error',
    (thrown: unknown) => thrown,
  )
  return from.explain(error)
}

describe('the comments of a pull request', () => {
  it('belong to a step of a job of a workflow, whatever its branch', async () => {
    const owner = {
      workflow: 'octo-org/golden-images/.github/workflows/share.yml',
      job: 'share',
      step: 'step',
      leg: ['', '', ''],
    }
    expect((await comments()).owner).toEqual(owner)
    setEnvironment({ GITHUB_WORKFLOW_REF: undefined })
    expect((await comments()).owner).toEqual({ ...owner, workflow: 'Share' })
    setEnvironment({ GITHUB_WORKFLOW: undefined, GITHUB_JOB: undefined, GITHUB_ACTION: undefined })
    expect((await comments()).owner).toEqual({ ...owner, workflow: '', job: '', step: '' })
  })

  it('are for the head commit of the event, if it has one', async () => {
    const head = { sha: 'decade' }
    expect((await opened({ pull_request: { number, head } }))?.commit).toBe('decade')
    expect((await opened({ pull_request: { number } }))?.commit).toBeUndefined()
    const forged = { sha: 'decade\n## Approved' }
    expect((await opened({ pull_request: { number, head: forged } }))?.commit).toBeUndefined()
    expect((await opened({ issue: { number, pull_request: {} } }))?.commit).toBeUndefined()
  })

  it('belong to a leg of a matrix, as far as its inputs tell one from another in every run', async () => {
    const inputs = { 'aws-region': 'eu-west-1', 'role-to-assume': 'arn:x', 'policy-file': 'policy.yml' }
    expect((await comments({ inputs })).owner.leg).toEqual(['eu-west-1', 'arn:x', 'policy.yml'])
    const passing = { 'image-id': 'wsi-000000007', 'account-id': '000000000007', mode: 'plan' }
    expect((await comments({ inputs: { ...inputs, ...passing } })).owner.leg).toHaveLength(3)
    setEnvironment({ AWS_DEFAULT_REGION: 'us-east-1' })
    expect((await comments()).owner.leg).toEqual(['us-east-1', '', ''])
    expect((await comments({ inputs })).owner.leg?.[0]).toBe('eu-west-1')
  })

  it('are found by their marker among ours, over pages', async () => {
    for (let count = 0; count < 150; count += 1) github.comments.add(number, 'octocat', `Number ${count}`)
    const body = '<!-- mark -->\nours'
    github.comments.add(number, 'octocat', body)
    github.comments.add(number, TOKEN_AUTHOR, 'another of ours <!-- mark -->')
    github.comments.add(number + 1000, TOKEN_AUTHOR, body)
    const ours = github.comments.add(number, TOKEN_AUTHOR, body)
    expect(await (await comments()).find('<!-- mark -->')).toEqual([{ id: ours.id, body }])
    expect(github.requests).toHaveLength(2)
  })

  it('are made, changed and removed', async () => {
    const ours = await comments()
    await ours.create('one')
    const [made] = github.comments.on(number)
    expect(made).toMatchObject({ author: TOKEN_AUTHOR, body: 'one' })
    await ours.update(made?.id ?? '', 'two')
    expect(github.comments.on(number)).toMatchObject([{ body: 'two' }])
    await ours.remove(made?.id ?? '')
    expect(github.comments.on(number)).toEqual([])
  })

  it('need a token that may write', async () => {
    github.comments.permission = 'read'
    const ours = await comments()
    const permission = expect.stringContaining('pull-requests: write')
    expect(await explained(ours, ours.create('one'))).toEqual(permission)
    const there = github.comments.add(number, TOKEN_AUTHOR, 'x')
    expect(await explained(ours, ours.update(there.id, 'y'))).toEqual(permission)
    expect(await explained(ours, ours.remove(there.id))).toEqual(permission)
    const wrong = await comments({ token: 'wrong' })
    expect(await explained(wrong, wrong.find('x'))).toContain('GitHub does not accept the token')
  })

  it.each([
    [404, 'Not Found', '`permissions: { pull-requests: write }`'],
    [403, 'API rate limit exceeded for installation.', 'GitHub limits the rate of requests.'],
    [422, 'Unprocessable', 'Unprocessable. The next run tries again.'],
  ])('are asked for once where GitHub answers with status %d', async (status, message, said) => {
    const body = JSON.stringify({ message })
    github.inject({
      path: '/graphql',
      do: { kind: 'http', status, contentType: 'application/json', body },
    })
    const ours = await comments()
    expect(await explained(ours, ours.find('x'))).toContain(said)
    expect(github.requests).toHaveLength(1)
  })

  it('are not read for ever where there is always another page', async () => {
    github.comments.pages = 'endless'
    const ours = await comments()
    expect(await explained(ours, ours.find('x'))).toContain("an answer that can't be read")
    expect(github.requests).toHaveLength(100)
  })

  // These come after the tests that count requests: theirs may arrive when they have ended.
  it.each([
    ['have an end for a cancel', { giveUp: AbortSignal.abort() }],
    ['have an end in time', { limit: 50 }],
  ])('%s', async (_what, but) => {
    github.inject({ do: { kind: 'hang' } })
    const ours = await comments(but)
    expect(await explained(ours, ours.find('x'))).toBe(
      'GitHub gave no answer in time. The next run tries again.',
    )
  })

  it.each([
    ['no pull request', { data: { repository: null } }],
    ['no list', { data: { repository: { pullRequest: { comments: { nodes: 7 } } } } }],
    ['odd comments', { data: { repository: { pullRequest: { comments: { nodes: [{ id: 7 }] } } } } }],
    [
      'the same page again and again',
      {
        data: {
          repository: {
            pullRequest: { comments: { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'x' } } },
          },
        },
      },
    ],
    ['nothing it did', { data: {} }],
  ])('are not guessed where GitHub shows %s', async (_what, answer) => {
    const body = JSON.stringify(answer)
    github.inject({ do: { kind: 'http', status: 200, contentType: 'application/json', body } })
    const ours = await comments()
    const unread = "GitHub gave an answer that can't be read. The next run tries again."
    expect(await explained(ours, ours.find('x'))).toContain(unread)
    expect(await explained(ours, ours.create('x'))).toContain(unread)
    if ('repository' in answer.data) return
    expect(await explained(ours, ours.update('x', 'y'))).toContain(unread)
    expect(await explained(ours, ours.remove('x'))).toContain(unread)
  })
})

const noWay = ({ origin }: URL) => {
  throw new Error(`No way to ${origin}`)
}

describe('an event', () => {
  it.each<[what: string, payload: object, isOne: boolean]>([
    ['of a pull request', { pull_request: { number: 7 } }, true],
    ['of a comment on a pull request', { issue: { number: 7, pull_request: {} } }, true],
    ['of an issue', { issue: { number: 7 } }, false],
    ['of a push', {}, false],
    ['of a dispatch', { inputs: {} }, false],
    ['of a schedule', { schedule: '0 0 * * *' }, false],
    ['of a merge group', { merge_group: {} }, false],
    ['of a pull request without a number', { pull_request: { number: '7' } }, false],
    ['of nothing', { pull_request: null, issue: 7 }, false],
  ])('%s', async (_what, payload, isOne) => {
    expect((await opened(payload)) !== undefined).toBe(isOne)
  })

  it('of a pull request needs a token', async () => {
    await expect(comments({ token: '' })).rejects.toThrow(
      'github-token is empty. Leave it out to use the token of the job.',
    )
    expect(await opened({}, { token: '' })).toBeUndefined()
  })

  it('of a pull request needs a way to GitHub', async () => {
    await expect(comments({ checkWay: noWay })).rejects.toThrow(`No way to ${github.url}`)
    expect(await opened({}, { checkWay: noWay })).toBeUndefined()
  })

  it('of a pull request needs a token that can be sent', async () => {
    const error: unknown = await comments({ token: 'ghs_SECRET\nx' }).catch((thrown: unknown) => thrown)
    expect(String(error)).toBe(
      'Error: github-token holds a character that no token has. Store it anew, the token alone.',
    )
  })
})
