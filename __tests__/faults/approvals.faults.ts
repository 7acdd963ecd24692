import { afterEach, describe, expect, it } from '@jest/globals'
import { ActionFixture, countsOf } from '../support/fixture.ts'
import { expectNotApproved, PullRequestFixture, toldBy, twoShares } from '../support/pull-requests.ts'

const fixture = new ActionFixture({ skipsPauses: true })
const mallory = { login: 'mallory', id: 666, type: 'User' } as const
afterEach(() => {
  Object.assign(fixture.github.permissions, {
    contents: 'read',
    statuses: 'write',
    'pull-requests': 'write',
  })
})

/** A merged pull request whose branch has another policy file by now, so that a run reads that one too. */
function mergedBeforeAnother(): PullRequestFixture {
  const pullRequest = new PullRequestFixture(fixture)
  pullRequest.showPlan()
  pullRequest.close()
  new PullRequestFixture(fixture).close({ 'policy.yml': `${twoShares}# later` })
  return pullRequest
}

describe('an approval that can not be read', () => {
  it.each([
    ['pull-requests', 'none', 'pull-requests: read'],
    ['statuses', 'none', 'statuses: write'],
    ['statuses', 'read', 'statuses: write'],
    ['contents', 'none', 'contents: read'],
  ] as const)('with %s: %s names the permission, and writes nothing', async (name, access, permission) => {
    const pullRequest = mergedBeforeAnother()
    fixture.github.permissions[name] = access
    expectNotApproved(fixture, await pullRequest.apply(), `permissions: { ${permission} }`)
  })

  it.each(['/pulls', '/statuses', '/graphql', '/git/ref/', '/compare/', '/contents/'])(
    'where GitHub is down at %s writes nothing',
    async (path) => {
      const pullRequest = mergedBeforeAnother()
      fixture.github.inject({ path, do: { kind: 'http', status: 502 } })
      expectNotApproved(fixture, await pullRequest.apply(), 'GitHub answered with status 502')
    },
  )

  it.each<[what: string, path: string, body: string]>([
    ['an object', '/pulls', '{}'],
    ['something odd', '/pulls', '[{"number":"7"}]'],
    [
      'a date that is none',
      '/pulls',
      '[{"number":7,"head":{"sha":"x"},"base":{"ref":"main"},"merged_at":"soon"}]',
    ],
    ['odd statuses', '/statuses', '[7]'],
    ['nobody', '/graphql', '{"data":{"viewer":{}}}'],
    ['a branch without a commit', '/git/ref/', '{"object":{}}'],
    ['no comparison', '/compare/', '{"files":[]}'],
    ['no file', '/contents/', '{"encoding":"none","content":""}'],
  ])('where GitHub answers with %s writes nothing', async (_what, path, body) => {
    const pullRequest = mergedBeforeAnother()
    fixture.github.inject({ path, do: { kind: 'http', status: 200, contentType: 'application/json', body } })
    expectNotApproved(fixture, await pullRequest.apply(), 'something other than GitHub answered')
  })

  it('with a list that is not whole writes nothing', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
    for (let index = 0; index < 100; index += 1)
      fixture.github.statuses.add(pullRequest.head, { context: `check ${index}`, creator: mallory })
    pullRequest.close()
    fixture.github.inject({ path: 'page=2', do: { kind: 'http', status: 502 } })
    expectNotApproved(fixture, await pullRequest.apply(), 'The records of plans could not be read')
  })
})

describe('a record that can not be made', () => {
  it.each<[what: string, fault: Parameters<typeof fixture.github.inject>[0]['do'], words: string]>([
    ['is down', { kind: 'http', status: 503 }, 'GitHub answered with status 503'],
    ['breaks the connection', { kind: 'reset' }, 'GitHub could not be reached'],
    [
      'answers with something else',
      { kind: 'http', status: 200, body: '<html>' },
      'something other than GitHub answered',
    ],
  ])('makes the step red where GitHub %s', async (_what, fault, words) => {
    const pullRequest = new PullRequestFixture(fixture)
    fixture.github.inject({ path: '/status', do: fault })
    const step = await pullRequest.plan()
    expect(countsOf(step).reason).toBe('not-approved')
    expect(toldBy(step)).toContain(words)
  })
})
