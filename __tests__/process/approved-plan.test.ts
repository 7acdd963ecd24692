import { afterEach, describe, expect, it } from '@jest/globals'
import { shaOf } from '../../sandbox/github/commits.ts'
import { accounts, ActionFixture, countsOf, IMAGE, nothingBut } from '../support/fixture.ts'
import { policyOf } from '../support/policies.ts'
import {
  CONTEXT,
  expectNotApproved,
  PROD,
  PullRequestFixture,
  TEST,
  toldBy,
  twoShares,
} from '../support/pull-requests.ts'

const fixture = new ActionFixture({ skipsPauses: true })
const mallory = { login: 'mallory', id: 666, type: 'User' } as const
afterEach(() => {
  Object.assign(fixture.github.permissions, { statuses: 'write', 'pull-requests': 'write' })
  fixture.github.pullRequests.lag = 0
})

describe('what a pull request showed', () => {
  it('is applied by the push that merges it', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    const { description } = await pullRequest.showPlan()
    // A squash and the merge queue make one commit.
    pullRequest.close()
    const applied = await pullRequest.apply()
    expect(countsOf(applied)).toMatchObject({ shared: 2, reason: '' })
    expect(description).toBe(`#${pullRequest.number}: Plan of 2 shares: ${applied.outputs['plan-id']}`)
    expect(fixture.recipients()).toEqual([PROD, TEST])
    expect(applied.log.join('\n')).toContain(
      `The plan is the one of pull request #${pullRequest.number}, recorded on commit ${pullRequest.head}.`,
    )
  })

  it.each<[what: string, introduced: (merge: string) => string[]]>([
    ['a merge commit', (merge) => [shaOf('one of the branch'), merge]],
    ['a rebase', (merge) => [shaOf('first rebased'), shaOf('second rebased'), merge]],
  ])('is applied after %s', async (_what, introduced) => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    const commit = pullRequest.merge
    fixture.github.pullRequests.close(pullRequest.number, { commit, introduced: introduced(commit) })
    expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 2, reason: '' })
  })

  it('is applied as well where nothing is to change', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, [PROD, TEST])
    const pullRequest = new PullRequestFixture(fixture)
    expect(countsOf(await pullRequest.bringAbout())).toMatchObject({ unchanged: 2, reason: '' })
    // Nothing was to be used up.
    expect(pullRequest.records()).toHaveLength(1)
  })

  it('is found once GitHub’s index has the merge', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    pullRequest.close()
    fixture.github.pullRequests.lag = 5
    expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 2, reason: '' })
  })

  it('is found among a hundred statuses, on a later page', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    for (let index = 0; index < 230; index += 1)
      fixture.github.statuses.add(pullRequest.head, { context: `check ${index}`, creator: mallory })
    pullRequest.close()
    expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 2, reason: '' })
  })

  it('is the newest of several plans', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    fixture.aws.setRecipients('eu-west-1', IMAGE, [TEST])
    await pullRequest.showPlan()
    pullRequest.close()
    expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 1, unchanged: 1, reason: '' })
  })
})

describe('another plan', () => {
  it('is refused, and what would happen now is shown', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    pullRequest.close()
    fixture.aws.setRecipients('eu-west-1', IMAGE, [TEST])
    const step = await pullRequest.apply()
    expect(countsOf(step)).toMatchObject({ changed: 'false', failed: 1, reason: 'plan-changed' })
    expect(toldBy(step)).toContain(` (pull request #${pullRequest.number}), but today's plan is plan-`)
    expect(toldBy(step)).toContain('open another pull request')
    expect(step.summary).toContain(`| \`${PROD}\``)
    expect(fixture.aws.writes()).toEqual([])
    // The approval isn't used up: if the change is taken back, the plan is the approved one again.
    fixture.aws.setRecipients('eu-west-1', IMAGE, [])
    expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 2, reason: '' })
  })

  it('is refused where the merged file says more than the pull request planned', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan(policyOf(`id: ${IMAGE}\nshare-with: [workplace-test]`))
    pullRequest.close()
    expect(countsOf(await pullRequest.apply())).toMatchObject({ changed: 'false', reason: 'plan-changed' })
    expect(fixture.aws.writes()).toEqual([])
  })
})

describe('an approval is missing', () => {
  it('where the commit belongs to no pull request', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    const sha = shaOf('pushed by hand')
    const step = await pullRequest.apply(twoShares, {}, fixture.github.runs.push({ sha }))
    expectNotApproved(fixture, step, `commit ${sha} belongs to no pull request`)
    const asked = fixture.github.requests.filter(({ path }) => path.includes('/pulls'))
    expect(asked).toHaveLength(8)
  })

  it('where several pull requests were merged by the commit', async () => {
    const [one, other] = [new PullRequestFixture(fixture), new PullRequestFixture(fixture)]
    await one.showPlan()
    await other.showPlan()
    for (const { number } of [one, other]) fixture.github.pullRequests.close(number, { commit: one.merge })
    const step = await one.apply()
    expectNotApproved(
      fixture,
      step,
      `merged several pull requests (pull request #${one.number} and pull request #${other.number})`,
    )
  })

  it('where the pull request is not merged', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    const step = await pullRequest.apply(twoShares, {}, fixture.github.runs.push({ sha: pullRequest.head }))
    expectNotApproved(fixture, step, `belongs to pull request #${pullRequest.number}, which is not merged`)
  })

  it('where another commit of the pull request is the one that merged it', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    pullRequest.close()
    const step = await pullRequest.apply(twoShares, {}, fixture.github.runs.push({ sha: pullRequest.head }))
    expectNotApproved(fixture, step, 'another commit is the one that merged it')
  })

  it('where it was merged into another branch', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    pullRequest.close()
    const run = fixture.github.runs.push({ sha: pullRequest.merge, branch: 'release' })
    expectNotApproved(
      fixture,
      await pullRequest.apply(twoShares, {}, run),
      'was merged into main, but this run is of refs/heads/release',
    )
  })

  it('where nothing was planned', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.close()
    expectNotApproved(
      fixture,
      await pullRequest.apply(),
      `there is no record of "${CONTEXT}" on the final commit ${pullRequest.head}`,
    )
  })

  it('and then no image is waited for', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.close()
    fixture.addImage({ state: 'PENDING' })
    const step = await pullRequest.apply(twoShares, { 'wait-for-minutes': '60' })
    expect(toldBy(step)).toContain('there is no record of')
    expect(toldBy(step)).toContain('Run it again once nothing else is refused')
    expect(step.log.join('\n')).not.toContain('Waiting for')
  })

  it('where a plan was recorded for another file or Region alone', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    fixture.addImage({ region: 'us-east-1' })
    await pullRequest.showPlan(twoShares, { 'aws-region': 'us-east-1' })
    pullRequest.close()
    expectNotApproved(fixture, await pullRequest.apply(), 'there is no record of')
  })

  it('where a commit was pushed after the plan', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    const planned = pullRequest.head
    const head = shaOf(`pushed after ${pullRequest.number}`)
    fixture.github.pullRequests.push(pullRequest.number, head)
    pullRequest.close()
    const step = await pullRequest.apply()
    expectNotApproved(fixture, step, `on the final commit ${head}`, `only on an earlier one, ${planned}`)
  })

  it('where the head was replaced by force after the plan', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    const head = shaOf(`pushed by force ${pullRequest.number}`)
    fixture.github.pullRequests.push(pullRequest.number, head, { isForced: true })
    pullRequest.close()
    const step = await pullRequest.apply()
    expectNotApproved(
      fixture,
      step,
      `there is no record of "${CONTEXT}" on the final commit ${head} of pull request`,
    )
    expect(toldBy(step)).not.toContain('earlier')
  })

  it('where somebody else made the record', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    for (const status of pullRequest.statuses()) Object.assign(status, { creator: mallory })
    pullRequest.close()
    expectNotApproved(fixture, await pullRequest.apply(), 'was made by somebody else')
  })

  it('where somebody else’s record is newer, that is not read', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    const description = `#${pullRequest.number}: Plan of 2 shares: plan-${'0'.repeat(64)}`
    fixture.github.statuses.add(pullRequest.head, { context: CONTEXT, description, creator: mallory })
    pullRequest.close()
    expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 2, reason: '' })
  })

  it.each(['Plan of 2 shares: plan-0123', 'All is well', ''])(
    'where a record says %j',
    async (description) => {
      const pullRequest = new PullRequestFixture(fixture)
      const numbered = `#${pullRequest.number}: ${description}`
      fixture.github.statuses.add(pullRequest.head, { context: CONTEXT, description: numbered })
      pullRequest.close()
      expectNotApproved(fixture, await pullRequest.apply(), 'approves nothing')
    },
  )

  it('where another pull request of the same commit has the plan', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    const [{ description = '', context }] = [pullRequest.statuses()[0] ?? { context: '' }]
    const other = new PullRequestFixture(fixture)
    fixture.github.statuses.add(other.head, { context, description })
    other.close()
    expectNotApproved(fixture, await other.apply(), `there is no record of "${CONTEXT}"`)
  })

  it('where the plan was recorded after the merge', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.close()
    fixture.github.pullRequests.find(pullRequest.number).merge = {
      commit: pullRequest.merge,
      introduced: [pullRequest.merge],
      paths: [],
      at: '2026-01-01T00:00:00Z',
    }
    await pullRequest.showPlan()
    expectNotApproved(fixture, await pullRequest.apply(), 'was recorded after the merge')
  })

  it('where the pull request came from a fork', async () => {
    const pullRequest = new PullRequestFixture(fixture, 'stranger/golden-images')
    pullRequest.close()
    expectNotApproved(fixture, await pullRequest.apply(), 'comes from a fork')
  })

  it.each<[event: string, words: string]>([
    ['pull_request', "belongs to a pull request that isn't merged yet (event pull_request)"],
    ['merge_group', "isn't merged yet (event merge_group)"],
    ['schedule', 'was started by the event schedule'],
    ['workflow_dispatch', 'was started by the event workflow_dispatch'],
  ])('under the event %s', async (event, words) => {
    const pullRequest = new PullRequestFixture(fixture)
    await pullRequest.showPlan()
    pullRequest.close()
    const { github, ...run } = fixture.github.runs.merged(pullRequest.number)
    const step = await pullRequest.apply(
      twoShares,
      {},
      { ...run, github: { ...github, GITHUB_EVENT_NAME: event } },
    )
    expectNotApproved(fixture, step, words)
  })
})

it('without a token an approval is refused before anything is asked', async () => {
  const pullRequest = new PullRequestFixture(fixture)
  pullRequest.close()
  const step = await pullRequest.apply(twoShares, { 'github-token': '' })
  expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
  expect(toldBy(step)).toContain('github-token: is empty')
  expect(fixture.aws.calls).toEqual([])
})

describe('an app of its own', () => {
  it('is the only one whose records count, where both steps have its token', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    const app = { login: 'image-approvals[bot]', id: 4711, type: 'Bot' } as const
    const token = { 'github-token': fixture.github.addToken(app) }
    await pullRequest.showPlan()
    pullRequest.close()
    // What any workflow of the repository can record with the job's own token is somebody else's.
    expectNotApproved(fixture, await pullRequest.apply(twoShares, token), 'was made by somebody else')
    const other = new PullRequestFixture(fixture)
    await other.showPlan(twoShares, token)
    other.close()
    expect(countsOf(await other.apply(twoShares, token))).toMatchObject({ shared: 2, reason: '' })
  })
})

it('a share that has ended is held by a missing approval, as by any other plan', async () => {
  fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(1))
  const policy = policyOf(`id: ${IMAGE}\nshare-with: [{ account: "000000000001", until: 2026-01-01 }]`)
  const pullRequest = new PullRequestFixture(fixture)
  pullRequest.close()
  expectNotApproved(fixture, await pullRequest.apply(policy), 'there is no record of')
  const other = new PullRequestFixture(fixture)
  expect(countsOf(await other.bringAbout(policy))).toMatchObject({ unshared: 1, reason: '' })
})
