import { afterEach, describe, expect, it } from '@jest/globals'
import { shaOf } from '../../sandbox/github/commits.ts'
import { accounts, ActionFixture, countsOf, IMAGE } from '../support/fixture.ts'
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
const app = { login: 'image-approvals[bot]', id: 4711, type: 'Bot' } as const
/** A policy of two shares and one that has ended. */
const withEndedShare = policyOf(
  `id: ${IMAGE}\nshare-with: [workplace-test, workplace-prod, { account: "000000000001", until: 2026-01-01 }]`,
)
afterEach(() => {
  Object.assign(fixture.github.permissions, { statuses: 'write', 'pull-requests': 'write' })
  fixture.github.pullRequests.lag = 0
})

/** Merges a pull request by these commits. */
function closeWith({ number, merge }: PullRequestFixture, introduced: readonly string[]): void {
  fixture.github.pullRequests.close(number, { commit: merge, introduced })
}

describe('what a pull request showed', () => {
  it('is applied by the push that merges it', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    const { description } = pullRequest.showPlan()
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

  it('is applied after a merge commit, once GitHub’s index has it, with the end of a share', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(1))
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan({ share: [TEST, PROD], unshare: accounts(1) })
    closeWith(pullRequest, [shaOf('one of the branch'), pullRequest.merge])
    fixture.github.pullRequests.lag = 5
    const step = await pullRequest.apply(withEndedShare)
    expect(countsOf(step)).toMatchObject({ shared: 2, unshared: 1, reason: '' })
  })

  it('is applied after a rebase, found on a later page: the newest of its plans, and none of somebody else', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan({ share: [TEST] })
    pullRequest.showPlan()
    for (let index = 0; index < 230; index += 1)
      fixture.github.statuses.add(pullRequest.head, { context: `check ${index}`, creator: mallory })
    pullRequest.showPlan({ share: [PROD] }, { creator: mallory })
    closeWith(pullRequest, [shaOf('first rebased'), shaOf('second rebased'), pullRequest.merge])
    expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 2, reason: '' })
  })

  it('is recorded and applied as well where nothing is to change', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, [PROD, TEST])
    const pullRequest = new PullRequestFixture(fixture)
    const planned = await pullRequest.plan()
    const records = [`success Plan of no change: ${planned.outputs['plan-id']}`]
    expect(pullRequest.records()).toEqual(records)
    pullRequest.close()
    expect(countsOf(await pullRequest.apply())).toMatchObject({ unchanged: 2, reason: '' })
    // Nothing was to be used up.
    expect(pullRequest.records()).toEqual(records)
  })
})

describe('another plan', () => {
  it('is refused where the merged file says more than the pull request planned, and what would happen now is shown', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan({ share: [TEST] })
    pullRequest.close()
    const step = await pullRequest.apply()
    expect(countsOf(step)).toMatchObject({ changed: 'false', failed: 2, reason: 'plan-changed' })
    expect(toldBy(step)).toContain(` (pull request #${pullRequest.number}), but today's plan is plan-`)
    expect(toldBy(step)).toContain('open another pull request')
    expect(step.summary).toContain(`| \`${PROD}\``)
    expect(fixture.aws.writes()).toEqual([])
    // The approval isn't used up: if the change is taken back, the plan is the approved one again.
    const planned = policyOf(`id: ${IMAGE}\nshare-with: [workplace-test]`)
    expect(countsOf(await pullRequest.apply(planned))).toMatchObject({ shared: 1, reason: '' })
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
    for (const pullRequest of [one, other]) {
      pullRequest.showPlan()
      fixture.github.pullRequests.close(pullRequest.number, { commit: one.merge })
    }
    expectNotApproved(
      fixture,
      await one.apply(),
      `merged several pull requests (pull request #${one.number} and pull request #${other.number})`,
    )
  })

  it('where the pull request is not merged', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
    const step = await pullRequest.apply(twoShares, {}, fixture.github.runs.push({ sha: pullRequest.head }))
    expectNotApproved(fixture, step, `belongs to pull request #${pullRequest.number}, which is not merged`)
  })

  it('where another commit of the pull request is the one that merged it', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
    pullRequest.close()
    const step = await pullRequest.apply(twoShares, {}, fixture.github.runs.push({ sha: pullRequest.head }))
    expectNotApproved(fixture, step, 'another commit is the one that merged it')
  })

  it('where it was merged into another branch', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
    pullRequest.close()
    const run = fixture.github.runs.push({ sha: pullRequest.merge, branch: 'release' })
    expectNotApproved(
      fixture,
      await pullRequest.apply(twoShares, {}, run),
      'was merged into main, but this run is of refs/heads/release',
    )
  })

  it('where nothing was planned, and then no image is waited for', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.close()
    fixture.addImage({ state: 'PENDING' })
    const step = await pullRequest.apply(twoShares, { 'wait-for-minutes': '60' })
    expect(countsOf(step)).toMatchObject({ changed: 'false', shared: 0, failed: 2 })
    expect(toldBy(step)).toContain(
      `there is no record of "${CONTEXT}" on the final commit ${pullRequest.head}`,
    )
    expect(toldBy(step)).toContain('Mend the other problems and run it again.')
    expect(step.log.join('\n')).not.toContain('Waiting for')
    expect(fixture.aws.writes()).toEqual([])
  })

  it('where a commit was pushed after the plan', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
    const planned = pullRequest.head
    const head = shaOf(`pushed after ${pullRequest.number}`)
    fixture.github.pullRequests.push(pullRequest.number, head)
    pullRequest.close()
    const step = await pullRequest.apply()
    expectNotApproved(fixture, step, `on the final commit ${head}`, `only on an earlier one, ${planned}`)
  })

  it('where the head was replaced by force after the plan, and the new one has plans of another pull request, file or Region', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    const { description } = pullRequest.showPlan()
    const head = shaOf(`pushed by force ${pullRequest.number}`)
    fixture.github.pullRequests.push(pullRequest.number, head, { isForced: true })
    pullRequest.close()
    const { description: ofAnother } = new PullRequestFixture(fixture).showPlan()
    fixture.github.statuses.add(head, { context: CONTEXT, description: ofAnother })
    for (const subject of ['teams/other.yml (eu-west-1)', 'policy.yml (us-east-1)'])
      fixture.github.statuses.add(head, { context: `share-workspaces-image: ${subject}`, description })
    const step = await pullRequest.apply()
    expectNotApproved(
      fixture,
      step,
      `there is no record of "${CONTEXT}" on the final commit ${head} of pull request`,
    )
    expect(toldBy(step)).not.toContain('earlier')
  })

  it('where somebody else made the record, also the job’s own token where both steps have that of an app', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan(undefined, { creator: mallory })
    pullRequest.showPlan()
    pullRequest.close()
    const token = { 'github-token': fixture.github.addToken(app) }
    expectNotApproved(fixture, await pullRequest.apply(twoShares, token), 'was made by somebody else')
  })

  it('where the plan was recorded after the merge: a share that has ended is held as well', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(1))
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.close()
    fixture.github.pullRequests.find(pullRequest.number).merge = {
      commit: pullRequest.merge,
      introduced: [pullRequest.merge],
      files: [],
      at: '2026-01-01T00:00:00Z',
    }
    pullRequest.showPlan({ share: [TEST, PROD], unshare: accounts(1) })
    expectNotApproved(fixture, await pullRequest.apply(withEndedShare), 'was recorded after the merge')
    expect(fixture.recipients()).toEqual(accounts(1))
  })

  it('where the pull request came from a fork', async () => {
    const pullRequest = new PullRequestFixture(fixture, 'stranger/golden-images')
    pullRequest.close()
    expectNotApproved(fixture, await pullRequest.apply(), 'comes from a fork')
  })

  it.each<[event: string, words: string]>([
    ['pull_request', "belongs to a pull request that isn't merged yet (event pull_request)"],
    ['workflow_dispatch', 'was started by the event workflow_dispatch'],
  ])('under the event %s', async (event, words) => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
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

it('the records of an app of its own count alone, where both steps have its token', async () => {
  const pullRequest = new PullRequestFixture(fixture)
  const token = { 'github-token': fixture.github.addToken(app) }
  await pullRequest.plan(twoShares, token)
  // What any workflow of the repository can record with the job's own token is somebody else's.
  pullRequest.showPlan({ share: [TEST] })
  pullRequest.close()
  expect(countsOf(await pullRequest.apply(twoShares, token))).toMatchObject({ shared: 2, reason: '' })
})
