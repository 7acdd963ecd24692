import { describe, expect, it } from '@jest/globals'
import { shaOf } from '../../sandbox/github/commits.ts'
import { GitHubFixture } from './github-fixture.ts'

const sandbox = new GitHubFixture()
const HEAD = shaOf('head')
const repository = { owner: 'octo-org', repo: 'golden-images' }
const mallory = { login: 'mallory', id: 666, type: 'User' as const }
const bot = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot' }

describe('statuses of a commit', () => {
  it('are added by who has the token, and come the newest first', async () => {
    sandbox.github.commits.add(HEAD)
    const body = { state: 'success', context: 'image-sharing', target_url: 'https://github.com/run' }
    const made = await sandbox.ask(`POST /statuses/${HEAD}`, { body: { ...body, description: 'first' } })
    expect(made).toMatchObject({ status: 201, body: { ...body, description: 'first', creator: bot } })
    const token = sandbox.github.addToken(mallory)
    await sandbox.ask(`POST /statuses/${HEAD}`, { body: { ...body, state: 'failure' }, token })
    expect((await sandbox.ask(`GET /commits/${HEAD}/statuses`)).body).toMatchObject([
      { state: 'failure', creator: mallory },
      { state: 'success', creator: bot },
    ])
    expect(sandbox.github.statuses.on(HEAD)).toMatchObject([{ description: null }, { description: 'first' }])
  })

  it('come in pages that name the next one', async () => {
    for (let index = 0; index < 101; index += 1)
      sandbox.github.statuses.add(HEAD, { context: `check ${index}`, creator: mallory })
    const listed = await sandbox.ask(`GET /commits/${HEAD}/statuses`)
    expect(listed.body).toHaveLength(30)
    expect(listed.headers.get('link')).toContain('page=2>; rel="next"')
    const octokit = sandbox.octokit()
    const all = await octokit.paginate(octokit.rest.repos.listCommitStatusesForRef, {
      ...repository,
      ref: HEAD,
      per_page: 100,
    })
    expect(all.map(({ context }) => context)).toEqual(
      Array.from({ length: 101 }, (_, index) => `check ${100 - index}`),
    )
    expect(sandbox.github.requests).toHaveLength(3)
  })

  it.each<[string, object, string?]>([
    ['state is not included in the list', { state: 'done' }],
    ['description is too long', { state: 'success', description: 'd'.repeat(141) }],
    ['context is too long', { state: 'success', context: 'c'.repeat(256) }],
    ['target_url must use', { state: 'success', target_url: 'ftp://example.com' }],
    ['No commit found for SHA', { state: 'success' }, shaOf('unknown')],
    ['sha must be a 40 character SHA1', { state: 'success' }, 'main'],
  ])('are refused where %s', async (message, body, sha = HEAD) => {
    sandbox.github.commits.add(HEAD)
    const answer = await sandbox.ask(`POST /statuses/${sha}`, { body })
    expect(answer.status).toBe(422)
    expect(JSON.stringify(answer.body)).toContain(message)
    expect(sandbox.github.statuses.on(HEAD)).toEqual([])
  })

  it('are a thousand of a context at most', async () => {
    for (let index = 0; index < 1000; index += 1) sandbox.github.statuses.add(HEAD, { context: 'full' })
    const body = { state: 'success', context: 'full' }
    expect((await sandbox.ask(`POST /statuses/${HEAD}`, { body })).status).toBe(422)
    expect((await sandbox.ask(`POST /statuses/${HEAD}`, { body: { state: 'success' } })).status).toBe(201)
  })

  it('may be written and the answer lost', async () => {
    sandbox.github.commits.add(HEAD)
    sandbox.github.inject({ method: 'POST', path: '/statuses/', late: true, do: { kind: 'reset' } })
    const body = { state: 'success' }
    await expect(sandbox.ask(`POST /statuses/${HEAD}`, { body })).rejects.toThrow('fetch failed')
    expect((await sandbox.ask(`GET /commits/${HEAD}/statuses`)).body).toHaveLength(1)
  })
})

describe('who a token speaks for', () => {
  const query = '{ viewer { login databaseId __typename } }'

  it.each([
    ['the job', undefined, bot],
    ['somebody', mallory, mallory],
  ])('is told by viewer: %s', async (_what, identity, { login, id }) => {
    const token = identity === undefined ? sandbox.github.token : sandbox.github.addToken(identity)
    const viewer = await sandbox.octokit(token).graphql(query)
    expect(viewer).toEqual({ viewer: { login, databaseId: id, __typename: 'User' } })
  })

  it('is all that viewer tells', async () => {
    await expect(sandbox.octokit().graphql('{ viewer { type } }')).rejects.toThrow(
      "Field 'type' doesn't exist",
    )
  })
})

describe('permissions', () => {
  it.each([
    ['statuses=write', `POST /statuses/${HEAD}`, { statuses: 'read' }],
    ['statuses=read', `GET /commits/${HEAD}/statuses`, { statuses: 'none' }],
    ['pull_requests=read', `GET /commits/${HEAD}/pulls`, { 'pull-requests': 'none' }],
    ['pull_requests=read', 'GET /pulls/7', { 'pull-requests': 'none' }],
    ['issues=read', 'GET /issues', { issues: 'none' }],
    ['issues=write', 'POST /issues', { issues: 'read' }],
    ['issues=write', 'PATCH /issues/1001', { issues: 'read' }],
    [
      'issues=write; pull_requests=write',
      'POST /issues/7/comments',
      { issues: 'read', 'pull-requests': 'read' },
    ],
  ] as const)('%s: without it, %s is refused', async (accepted, request, permissions) => {
    sandbox.github.commits.add(HEAD)
    Object.assign(sandbox.github.permissions, permissions)
    const { status, body, headers } = await sandbox.ask(request, request.startsWith('G') ? {} : { body: {} })
    expect([status, body]).toEqual([
      403,
      { message: 'Resource not accessible by integration', status: '403' },
    ])
    expect(headers.get('x-accepted-github-permissions')).toBe(accepted)
    const token = sandbox.github.addToken(mallory)
    expect(
      (await sandbox.ask(request, { token, ...(request.startsWith('G') ? {} : { body: {} }) })).status,
    ).not.toBe(403)
  })
})
