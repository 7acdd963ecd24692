import { afterEach, describe, expect, it } from '@jest/globals'
import { accounts, ActionFixture, changesIn, countsOf, IMAGE } from '../support/fixture.ts'
import { day, policyOf } from '../support/policies.ts'
import { cancelBeforeAnswers } from '../support/signals.ts'
import { PROD, PullRequestFixture, TEST, toldBy, twoShares } from '../support/pull-requests.ts'

const fixture = new ActionFixture({ skipsPauses: true })
afterEach(() => {
  fixture.github.permissions.statuses = 'write'
})

/** Lets AWS refuse one account, as long as the test says. */
function refuse(account: string): void {
  fixture.aws.inject({ on: { account }, do: { kind: 'error', name: 'AccessDeniedException' } })
}

describe('an approved plan that was applied', () => {
  it('does not come back later: what was taken away since stays away', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    const { outputs } = await pullRequest.bringAbout()
    // It is used up before anything is written, and what is left is recorded after it.
    const [rest, used, plan] = pullRequest.records()
    expect([plan, used]).toEqual([
      `success Plan of 2 shares: ${outputs['plan-id']}`,
      `pending Being applied: ${outputs['plan-id']}`,
    ])
    expect(rest).toMatch(/^success Applied, left to do no change: plan-[0-9a-f]{64}$/)
    // There is nothing to compare while the branch has this very commit.
    expect(fixture.github.requests.filter(({ path }) => path.includes('/compare/'))).toEqual([])
    const writes = fixture.aws.writes().length
    // As long as nothing was taken away, a run again is green and does nothing.
    expect(countsOf(await pullRequest.apply())).toMatchObject({ changed: 'false', unchanged: 2, reason: '' })
    fixture.aws.setRecipients('eu-west-1', IMAGE, [])
    const step = await pullRequest.apply()
    expect(countsOf(step)).toMatchObject({ changed: 'false', failed: 2, reason: 'plan-changed' })
    expect(fixture.aws.writes()).toHaveLength(writes)
  })
})

describe('an approved plan that failed half-way', () => {
  it('is finished when the job is run again', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    refuse(PROD)
    expect(countsOf(await pullRequest.bringAbout())).toMatchObject({
      shared: 1,
      failed: 1,
      reason: 'partly-failed',
    })
    const other = new PullRequestFixture(fixture)
    other.leave({ share: [PROD] })
    // Other tests begin with what `leave` records.
    expect(pullRequest.records().slice(0, 2)).toEqual(other.records())
    fixture.aws.clearFaults()
    const again = await pullRequest.apply()
    expect(countsOf(again)).toMatchObject({ shared: 1, unchanged: 1, reason: '' })
    expect(fixture.recipients()).toEqual([PROD, TEST])
    expect(pullRequest.records()[0]).toMatch(/^success Applied, left to do no change: plan-/)
  })

  it('is finished after a cancel, with the ends of its shares', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    const until = day(30)
    const entries = accounts(60).map((id) => `{ account: "${id}", until: ${until} }`)
    const policy = policyOf(`id: ${IMAGE}\nshare-with: [${entries.join()}]`)
    pullRequest.showPlan({ share: accounts(60), until })
    pullRequest.close()
    const { options, late } = cancelBeforeAnswers(/: accepted$/)
    fixture.aws.inject({ on: { operation: 'UpdateWorkspaceImagePermission' }, after: 1, do: late })
    const run = { ...options, ...fixture.github.runs.merged(pullRequest.number) }
    expect(countsOf(await pullRequest.apply(policy, {}, run)).reason).toBe('cancelled')
    const left = 60 - fixture.recipients().length
    expect(left).toBeGreaterThan(0)
    expect(pullRequest.records()[0]).toMatch(new RegExp(`^success Applied, left to do ${left} shares: plan-`))
    fixture.aws.clearFaults()
    expect(countsOf(await pullRequest.apply(policy))).toMatchObject({ shared: left, reason: '' })
  })

  it('is not widened: what others did meanwhile is no part of it', async () => {
    const pullRequest = leftHalfWay()
    const policy = policyOf(`id: ${IMAGE}\nshare-with: [workplace-test, workplace-prod]\nexclusive: true`)
    // A re-run of the first plan would now unshare from somebody whom no pull request named.
    fixture.aws.setRecipients('eu-west-1', IMAGE, [TEST, ...accounts(1)])
    const again = await pullRequest.apply(policy)
    expect(countsOf(again)).toMatchObject({ changed: 'false', reason: 'plan-changed' })
    expect(changesIn(again).map(({ change }) => change)).toEqual(['share', 'unshare'])
    expect(fixture.aws.writes()).toEqual([])
  })

  it('is not replaced by a plan that is recorded after the merge', async () => {
    const pullRequest = leftHalfWay()
    fixture.aws.setRecipients('eu-west-1', IMAGE, [])
    const { merge } = fixture.github.pullRequests.find(pullRequest.number)
    if (merge !== undefined) merge.at = new Date(Date.now() - 1000).toISOString()
    // Somebody runs the plan of the merged pull request again, and it has two shares once more.
    pullRequest.showPlan()
    expect(pullRequest.records()[0]).toMatch(/^success Plan of 2 shares/)
    expect(countsOf(await pullRequest.apply()).reason).not.toBe('')
    expect(fixture.aws.writes()).toEqual([])
  })

  it('is left as a whole where its changes were rolled back', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    refuse(PROD)
    pullRequest.showPlan()
    pullRequest.close()
    const { outputs } = await pullRequest.apply(twoShares, { 'undo-on-failure': 'true' })
    expect(fixture.recipients()).toEqual([])
    // A run again finds the very plan that was approved.
    expect(pullRequest.records()[0]).toBe(`success Applied, left to do 2 shares: ${outputs['plan-id']}`)
    expect(pullRequest.records().at(-1)).toBe(`success Plan of 2 shares: ${outputs['plan-id']}`)
  })
})

/** A pull request whose plan shared with one of two accounts, and failed to share with the other. */
function leftHalfWay(): PullRequestFixture {
  const pullRequest = new PullRequestFixture(fixture)
  pullRequest.showPlan()
  pullRequest.close()
  pullRequest.leave({ share: [PROD] })
  fixture.aws.setRecipients('eu-west-1', IMAGE, [TEST])
  return pullRequest
}

it('the use of an approval whose answer is lost counts as this run’s', async () => {
  const pullRequest = new PullRequestFixture(fixture)
  pullRequest.showPlan()
  pullRequest.close()
  // All attempts of the request take effect, and none is answered.
  const lost = { method: 'POST', path: '/statuses/', times: 4, late: true, do: { kind: 'reset' } } as const
  fixture.github.inject(lost)
  expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 2, reason: '' })
  expect(pullRequest.records()[0]).toMatch(/^success Applied, left to do no change/)
})

describe('a record of what is left that can not be made', () => {
  it.each<[what: string, refused: string[], reason: string, words: string]>([
    [
      'all was done',
      [],
      '',
      '(0 changes) could not be recorded, so running this job again is refused. Nothing is left to do.',
    ],
    ['something failed', [PROD], 'partly-failed', 'Open another pull request for what is left.'],
  ])('is a warning where %s', async (_what, refused, reason, words) => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
    pullRequest.close()
    for (const account of refused) refuse(account)
    fixture.github.inject({ method: 'POST', path: '/statuses/', after: 1, do: { kind: 'http', status: 503 } })
    const step = await pullRequest.apply()
    expect(countsOf(step)).toMatchObject({ shared: 2 - refused.length, reason })
    const warnings = step.annotations.filter(({ level }) => level === 'warning')
    expect(warnings).toMatchObject([{ message: expect.stringContaining(words) }])
    const [newest, ...others] = pullRequest.records()
    // The next test begins with this.
    const other = new PullRequestFixture(fixture)
    other.beginToApply()
    expect([newest, others]).toEqual([other.records()[0], [expect.stringMatching(/^success Plan of 2 sh/)]])
  })

  it('has a later run refused', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
    pullRequest.close()
    pullRequest.beginToApply()
    const again = await pullRequest.apply()
    expect(countsOf(again)).toMatchObject({ changed: 'false', reason: 'not-approved' })
    expect(toldBy(again)).toContain('a run began to apply it and never recorded what is left')
    expect(fixture.aws.writes()).toEqual([])
  })
})

it('an approval that can not be used up is not used', async () => {
  const pullRequest = new PullRequestFixture(fixture)
  pullRequest.showPlan()
  pullRequest.close()
  fixture.github.inject({ method: 'POST', path: '/statuses/', do: { kind: 'http', status: 503 } })
  const step = await pullRequest.apply()
  expect(countsOf(step)).toMatchObject({ changed: 'false', failed: 2, reason: 'not-approved' })
  expect(fixture.aws.writes()).toEqual([])
})
