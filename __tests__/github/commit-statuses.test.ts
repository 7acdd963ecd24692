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
const [HEAD, MERGE] = [shaOf('head'), shaOf('merge')]

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
