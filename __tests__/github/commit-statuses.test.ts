import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { z } from 'zod'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import { shaOf } from '../../sandbox/github/commits.ts'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { JOB_IDENTITY } from '../../sandbox/github/tokens.ts'
import type { EventReading } from '../../src/github/event-file.ts'
import type { PlanRecords } from '../../src/ports/plan-records.ts'
import { ownEnvironment } from '../support/environment.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'

countNodeErrorsAsErrors()

let github: SandboxGitHub
const [HEAD, MERGE, LATER] = [shaOf('head'), shaOf('merge'), shaOf('later')]

beforeEach(async () => {
  github = await SandboxGitHub.start()
  github.pullRequests.open({ number: 7, head: HEAD })
  // The toolkit reads GitHub's address when it is loaded.
  jest.resetModules()
})
ownEnvironment(() => ({
  ...github.runs.pullRequest(7).github,
  GITHUB_REPOSITORY: 'octo-org/golden-images',
  GITHUB_SERVER_URL: 'https://github.example.com',
  GITHUB_RUN_ID: '77',
  GITHUB_RUN_ATTEMPT: '2',
}))
afterEach(() => github.close())

interface Options {
  readonly event?: EventReading
  readonly token?: string
  readonly limit?: number
  readonly giveUp?: AbortSignal
}

const never = new AbortController().signal

async function opened({
  event,
  token = github.token,
  giveUp = never,
  ...rest
}: Options = {}): Promise<PlanRecords> {
  const { openCommitStatuses } = await import('../../src/github/commit-statuses.ts')
  const payload = parseObject(JSON.stringify(github.runs.pullRequest(7).event)) ?? {}
  return openCommitStatuses(token, event ?? { kind: 'read', payload }, giveUp, rest)
}

/** The message and the remedy of a refusal. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.catch((thrown: unknown) => thrown)
  // Modules are loaded anew for each test, so the error is of another class of the same name.
  const { reason, message, remedy } = z
    .object({ problem: z.object({ reason: z.string(), message: z.string(), remedy: z.string() }) })
    .parse(error).problem
  return `${reason}: ${message} ${remedy}`
}

/** What is read of an answer to a comparison. */
async function comparedWith(answer: unknown): Promise<unknown> {
  github.pullRequests.close(7, { commit: MERGE })
  github.commits.push('main', LATER)
  Object.assign(process.env, github.runs.merged(7).github)
  const body = JSON.stringify(answer)
  github.inject({
    path: '/compare/',
    do: { kind: 'http', status: 200, contentType: 'application/json', body },
  })
  return (await opened()).laterChanges()
}

describe('the records of plans', () => {
  it('belong to the run and to the pull request that started it', async () => {
    const records = await opened()
    expect(records.run).toMatchObject({ event: 'pull_request', ref: 'refs/pull/7/merge' })
    expect(records.proposed).toEqual({ number: 7, head: HEAD, isFromFork: false })
    const push = await opened({ event: { kind: 'read', payload: {} } })
    expect(push.proposed).toBeUndefined()
  })

  it('are made and found by their context, with their maker and a link to the run', async () => {
    const records = await opened()
    const made = await records.record(HEAD, 'ours', { state: 'success', description: 'one' })
    expect(made).toMatchObject({
      state: 'success',
      description: 'one',
      link: 'https://github.example.com/octo-org/golden-images/actions/runs/77/attempts/2',
      creator: JOB_IDENTITY.id,
    })
    github.statuses.add(HEAD, { context: 'another' })
    expect(await records.recordsOn(HEAD, 'ours')).toEqual([made])
    expect(await records.viewer()).toBe(made.creator)
  })

  it('know a pull request as merged only by the time of its merge', async () => {
    const records = await opened()
    const [open] = await records.pullRequestsOf(HEAD)
    expect(open).toMatchObject({ number: 7, mergedAt: undefined, mergeCommit: expect.any(String) })
    github.pullRequests.close(7, { commit: MERGE })
    expect(await records.pullRequestsOf(MERGE)).toEqual([
      {
        number: 7,
        mergedAt: expect.any(Number),
        mergeCommit: MERGE,
        base: 'main',
        head: HEAD,
        isFromFork: false,
      },
    ])
  })

  it('know no pull request into another repository, which may have the commit as well', async () => {
    const repo = (name: string) => ({ ref: 'main', sha: HEAD, repo: { full_name: name } })
    const [ours, fork] = [repo('octo-org/golden-images'), repo('stranger/golden-images')]
    const body = JSON.stringify([
      { number: 1, head: ours, base: fork, merged_at: null },
      { number: 2, head: fork, base: ours, merged_at: null },
    ])
    github.inject({
      path: '/pulls',
      do: { kind: 'http', status: 200, contentType: 'application/json', body },
    })
    const found = await (await opened()).pullRequestsOf(HEAD)
    expect(found.map(({ number, isFromFork }) => [number, isFromFork])).toEqual([[2, true]])
  })

  it('tell what the branch has that the commit of the run had not', async () => {
    github.pullRequests.close(7, { commit: MERGE, files: ['images.yml'] })
    Object.assign(process.env, github.runs.merged(7).github)
    const records = await opened()
    expect(records.run).toEqual({ event: 'push', ref: 'refs/heads/main', commit: MERGE, attempt: 2 })
    expect(await records.laterChanges()).toEqual({ head: MERGE, hasCommit: true, paths: [] })
    github.commits.push('main', LATER, ['README.md', 'images.yml'])
    // Whoever may make tags could hide later changes behind one.
    github.commits.tag('main', MERGE)
    expect(await records.laterChanges()).toEqual({
      head: LATER,
      hasCommit: true,
      paths: ['README.md', 'images.yml'],
    })
    github.commits.reset('main')
    expect(await records.laterChanges()).toMatchObject({ hasCommit: false, paths: [] })
  })

  it('know the former path of a file that was moved', async () => {
    const files = [{ filename: 'new.yml', previous_filename: 'images.yml' }]
    expect(await comparedWith({ status: 'ahead', files })).toEqual({
      head: LATER,
      hasCommit: true,
      paths: ['new.yml', 'images.yml'],
    })
  })

  it.each<[what: string, answer: unknown, words: string]>([
    ['no status', { files: [] }, "an answer that can't be read"],
    ['no files', { status: 'ahead' }, "an answer that can't be read"],
    ['a file without a name', { status: 'ahead', files: [{}] }, "an answer that can't be read"],
    [
      'a list that may not be whole',
      { status: 'ahead', files: Array.from({ length: 300 }, () => ({ filename: 'x' })) },
      'What was changed since the commit could not be read: more files differ than GitHub lists (300)',
    ],
  ])('take no comparison with %s', async (_what, answer, words) => {
    expect(await refusal(comparedWith(answer))).toContain(words)
  })

  it('take no branch without a commit', async () => {
    const body = JSON.stringify({ object: {} })
    github.inject({
      path: '/git/ref/',
      do: { kind: 'http', status: 200, contentType: 'application/json', body },
    })
    expect(await refusal(comparedWith({ status: 'identical', files: [] }))).toContain(
      "an answer that can't be read",
    )
  })

  it('have the text of a file as of a commit, and of no later one', async () => {
    const path = 'images/images für #1.yml'
    github.commits.push('main', MERGE, { [path]: 'ü'.repeat(100) })
    github.commits.push('main', LATER, { [path]: 'later' })
    const records = await opened()
    expect(await records.fileOf(MERGE, path)).toBe('ü'.repeat(100))
    expect(await records.fileOf(LATER, path)).toBe('later')
    expect(await records.fileOf(LATER, 'images')).toBeUndefined()
  })

  it.each<[what: string, answer: unknown, words: string]>([
    ['a folder', [], "an answer that can't be read"],
    ['a file without a content', { encoding: 'base64' }, "an answer that can't be read"],
    ['a file that is too large', { encoding: 'none', content: '' }, "an answer that can't be read"],
    ['a file that is no text', { encoding: 'base64', content: '/w==' }, 'not valid'],
  ])('have no text of %s', async (_what, answer, words) => {
    const body = JSON.stringify(answer)
    github.inject({
      path: '/contents/',
      do: { kind: 'http', status: 200, contentType: 'application/json', body },
    })
    const found = await refusal((await opened()).fileOf(MERGE, 'images.yml'))
    expect(found).toContain('not-approved: images.yml of the branch could not be read: ')
    expect(found).toContain(words)
  })

  it.each([
    ['took effect, though no answer came', true, true],
    ['took no effect', false, false],
  ])(
    'are made where the request %s: %s',
    async (_what, late, isMade) => {
      github.inject({ method: 'POST', path: '/statuses/', late, do: { kind: 'reset' } })
      const records = await opened()
      const of = { state: 'success', description: 'one' } as const
      // Neither of these is this run's own.
      github.statuses.add(HEAD, {
        context: 'ours',
        ...of,
        creator: { login: 'mallory', id: 666, type: 'User' },
      })
      github.statuses.add(HEAD, { context: 'ours', ...of, targetUrl: 'https://github.example.com/other' })
      const made = await records.record(HEAD, 'ours', of).then(
        ({ link }) => link,
        () => undefined,
      )
      expect(made?.endsWith('/runs/77/attempts/2')).toBe(isMade ? true : undefined)
    },
    60_000,
  )

  it.each<[what: string, options: Options]>([
    ['in time', { limit: 50 }],
    ['after a cancel', { giveUp: AbortSignal.abort() }],
  ])('give up %s', async (_what, options) => {
    github.inject({ do: { kind: 'hang' } })
    const records = await opened(options)
    expect(await refusal(records.viewer())).toBe(
      "not-approved: The token's own account could not be read: GitHub gave no answer in time. Run the job again when GitHub answers.",
    )
  })

  it('are not read for ever where there is always another page', async () => {
    const body = JSON.stringify([])
    const headers = { link: '<https://github.com/next>; rel="next"' }
    github.inject({ do: { kind: 'http', status: 200, contentType: 'application/json', body, headers } })
    const records = await opened()
    expect(await refusal(records.recordsOn(HEAD, 'ours'))).toContain("an answer that can't be read")
    expect(github.requests).toHaveLength(100)
  })

  it('are refused with an event or a token that is none', async () => {
    expect(await refusal(opened({ event: { kind: 'unread', why: 'it is not JSON' } }))).toBe(
      "not-approved: The file of the run's event (GITHUB_EVENT_PATH) can't be read: it is not JSON. Let no step change that file.",
    )
    expect(await refusal(opened({ token: 'ghs_SECRET x' }))).toBe(
      'not-approved: github-token holds a character that no token has. Store it anew, the token alone.',
    )
  })
})
