import { describe, expect, it } from '@jest/globals'
import { shaOf } from '../../sandbox/github/commits.ts'
import { GitHubFixture } from './github-fixture.ts'

const sandbox = new GitHubFixture()
const [HEAD, MERGE] = [shaOf('head'), shaOf('merge')]

/** The numbers of the pull requests that have a commit. */
async function pullsOf(sha: string): Promise<unknown> {
  const { body } = await sandbox.ask(`GET /commits/${sha}/pulls`)
  return Array.isArray(body) ? body.map(({ number }: { number: number }) => number) : body
}

describe('a pull request', () => {
  it('has a commit that tries the merge while it is open, and the real one once it is merged', async () => {
    sandbox.github.pullRequests.open({ number: 7, head: HEAD })
    const open = await sandbox.ask('GET /pulls/7')
    expect(open.body).toMatchObject({
      state: 'open',
      merged: false,
      merged_at: null,
      merge_commit_sha: expect.stringMatching(/^[0-9a-f]{40}$/u),
      head: { sha: HEAD, repo: { full_name: 'octo-org/golden-images', fork: false } },
      base: { ref: 'main' },
    })
    sandbox.github.pullRequests.close(7, { commit: MERGE })
    const merged = await sandbox.ask('GET /pulls/7')
    expect(merged.body).toMatchObject({ state: 'closed', merged: true, merge_commit_sha: MERGE })
    expect((await sandbox.ask('GET /pulls/8')).status).toBe(404)
  })

  it('is found by every head it had, and by what its merge introduced', async () => {
    const [pushed, rebased] = [shaOf('pushed'), shaOf('rebased')]
    sandbox.github.pullRequests.open({ number: 7, head: HEAD, from: 'stranger/golden-images' })
    sandbox.github.pullRequests.push(7, pushed)
    sandbox.github.pullRequests.open({ number: 8, head: shaOf('other') })
    sandbox.github.pullRequests.close(7, { commit: MERGE, introduced: [rebased, MERGE] })
    sandbox.github.pullRequests.close(8, { commit: MERGE })
    expect([await pullsOf(HEAD), await pullsOf(pushed), await pullsOf(rebased)]).toEqual([[7], [7], [7]])
    expect(await pullsOf(MERGE)).toEqual([7, 8])
    expect(await pullsOf(shaOf('unknown'))).toMatchObject({
      message: `No commit found for SHA: ${shaOf('unknown')}`,
    })
  })

  it('is not found by its commit before the index has it', async () => {
    sandbox.github.pullRequests.open({ number: 7, head: HEAD })
    sandbox.github.pullRequests.close(7, { commit: MERGE })
    sandbox.github.pullRequests.lag = 2
    expect([await pullsOf(MERGE), await pullsOf(MERGE), await pullsOf(MERGE)]).toEqual([[], [], [7]])
  })
})

describe('runs', () => {
  it('of a pull request are on the commit that tries the merge', () => {
    sandbox.github.pullRequests.open({ number: 7, head: HEAD, base: 'release' })
    const { github, event } = sandbox.github.runs.pullRequest(7)
    expect(github).toMatchObject({
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_REF_NAME: '7/merge',
      GITHUB_BASE_REF: 'release',
      GITHUB_HEAD_REF: 'change-7',
      GITHUB_TOKEN: sandbox.github.token,
    })
    expect(event).toMatchObject({
      pull_request: { head: { sha: HEAD }, merge_commit_sha: github['GITHUB_SHA'] },
    })
  })

  it('of a merge are a push of its commit to the base', () => {
    sandbox.github.pullRequests.open({ number: 7, head: HEAD, base: 'release' })
    expect(() => sandbox.github.runs.merged(7)).toThrow('not merged')
    sandbox.github.pullRequests.close(7, { commit: MERGE })
    const { github, event } = sandbox.github.runs.merged(7)
    expect(github).toMatchObject({
      GITHUB_EVENT_NAME: 'push',
      GITHUB_SHA: MERGE,
      GITHUB_REF: 'refs/heads/release',
    })
    expect(event).toMatchObject({
      after: MERGE,
      commits: [{ id: MERGE }],
      repository: { default_branch: 'main' },
    })
  })

  it('of a schedule and by hand are on the default branch', async () => {
    const { schedule, dispatch } = {
      schedule: sandbox.github.runs.schedule(),
      dispatch: sandbox.github.runs.dispatch(),
    }
    for (const { github } of [schedule, dispatch]) {
      expect(github['GITHUB_REF']).toBe('refs/heads/main')
      expect(await pullsOf(String(github['GITHUB_SHA']))).toEqual([])
    }
    expect(schedule.event).toMatchObject({ schedule: '17 4 * * *' })
    expect(dispatch.event).toMatchObject({ inputs: {} })
  })
})

describe('issues', () => {
  it('are opened, found by their label, changed and closed', async () => {
    const labels = ['image-sharing-drift']
    const opened = await sandbox.ask('POST /issues', { body: { title: 'Drift', labels, body: 'one' } })
    await sandbox.ask('POST /issues', { body: { title: 'Other' } })
    expect(opened).toMatchObject({
      status: 201,
      body: { number: 1001, user: { login: 'github-actions[bot]' } },
    })
    const list = 'GET /issues?labels=image-sharing-drift&state=open'
    expect((await sandbox.ask(list)).body).toMatchObject([{ title: 'Drift', labels: [{ name: labels[0] }] }])
    await sandbox.ask('PATCH /issues/1001', { body: { body: 'two' } })
    await sandbox.ask('POST /issues/1001/comments', { body: { body: 'again' } })
    expect(sandbox.github.issues.all[0]).toMatchObject({ title: 'Drift', body: 'two', state: 'open' })
    expect(sandbox.github.comments.on(1001)).toMatchObject([{ body: 'again' }])
    await sandbox.ask('PATCH /issues/1001', { body: { state: 'closed', state_reason: 'completed' } })
    expect((await sandbox.ask(list)).body).toEqual([])
    expect((await sandbox.ask('GET /issues?state=all')).body).toMatchObject([
      { title: 'Other' },
      { title: 'Drift' },
    ])
  })

  it.each<[string, object, number]>([
    ['POST /issues', {}, 422],
    ['POST /issues', { title: 'long', body: 'b'.repeat(65_537) }, 422],
    ['PATCH /issues/1001', { state: 'done' }, 422],
    ['PATCH /issues/1002', { state: 'closed' }, 404],
  ])('%s with %.40j is refused', async (request, body, status) => {
    sandbox.github.issues.add({ title: 'Drift', author: { login: 'octocat', id: 1, type: 'User' } })
    expect((await sandbox.ask(request, { body })).status).toBe(status)
    expect(sandbox.github.issues.all).toMatchObject([{ title: 'Drift', state: 'open' }])
  })
})
