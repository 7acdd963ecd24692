import { describe, expect, it } from '@jest/globals'
import type { ChangedFiles } from '../../sandbox/github/commits.ts'
import { accounts, ActionFixture, countsOf, IMAGE } from '../support/fixture.ts'
import { policyOf } from '../support/policies.ts'
import { expectNotApproved, PROD, PullRequestFixture, TEST, twoShares } from '../support/pull-requests.ts'

const fixture = new ActionFixture({ skipsPauses: true })
const oneShare = policyOf(`id: ${IMAGE}\nshare-with: [workplace-test]`)

/** A merged pull request whose plan has two shares, and another one that is merged before the first is applied. */
function mergeTwo(later: ChangedFiles): PullRequestFixture {
  const pullRequest = new PullRequestFixture(fixture)
  pullRequest.showPlan()
  pullRequest.close()
  new PullRequestFixture(fixture).close(later)
  return pullRequest
}

/** A merged pull request whose plan shared with one of two accounts, and another one that is merged since. */
function mergeAnother(later: ChangedFiles): PullRequestFixture {
  const pullRequest = mergeTwo(later)
  pullRequest.leave({ share: [PROD] })
  fixture.aws.setRecipients('eu-west-1', IMAGE, [TEST])
  return pullRequest
}

describe('a run that waited while a later pull request was merged', () => {
  it('shares with nobody whom the later one took off the list', async () => {
    const pullRequest = mergeTwo({ 'policy.yml': oneShare })
    expectNotApproved(
      fixture,
      await pullRequest.apply(),
      `main has another policy.yml by now than commit ${pullRequest.merge}, and it takes back 1 of the plan's 2 changes: share ${IMAGE} with ${PROD}.`,
    )
    expect(fixture.recipients()).toEqual([])
    // The approval isn't used up, and the branch may get the old list again.
    expect(pullRequest.records()).toHaveLength(1)
  })

  it('applies what the branch still asks for', async () => {
    const more = policyOf(
      `id: ${IMAGE}\nshare-with: [workplace-test, workplace-prod, "${accounts(1).join('')}"]`,
    )
    const pullRequest = mergeTwo({ 'policy.yml': more, '.github/workflows/other.yml': '' })
    expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 2, reason: '' })
    expect(fixture.recipients()).toEqual([PROD, TEST])
  })

  it.each<[what: string, later: ChangedFiles, words: string]>([
    ['has no file', ['policy.yml'], 'main has no policy.yml any more.'],
    ['has a file with mistakes', { 'policy.yml': 'version: 2' }, 'and it has mistakes.'],
    [
      'has a larger file than GitHub shows',
      { 'policy.yml': `${twoShares}#${'x'.repeat(1_048_576)}` },
      "something other than GitHub answered, or GitHub gave an answer that can't be read",
    ],
  ])('writes nothing where the branch %s', async (_what, later, words) => {
    expectNotApproved(fixture, await mergeTwo(later).apply(), words)
  })

  it('writes nothing where the branch has lost its commit', async () => {
    const pullRequest = mergeTwo([])
    fixture.github.commits.reset('main')
    const words = `main doesn't have commit ${pullRequest.merge} any more`
    expectNotApproved(fixture, await pullRequest.apply(), words)
  })
})

describe('a run that is started again', () => {
  it('takes back what is left of an earlier plan: it shares with nobody', async () => {
    expectNotApproved(
      fixture,
      await mergeAnother({ 'policy.yml': oneShare }).apply(),
      'takes back 1 of the plan',
    )
    expect(fixture.recipients()).toEqual([TEST])
  })

  it('finishes what the branch still asks for', async () => {
    const pullRequest = mergeAnother({ 'policy.yml': `${twoShares}# a comment`, 'README.md': '' })
    expect(countsOf(await pullRequest.apply())).toMatchObject({ shared: 1, reason: '' })
    expect(fixture.recipients()).toEqual([PROD, TEST])
  })

  it('writes nothing where the branch has another workflow', async () => {
    const pullRequest = mergeAnother(['.github/workflows/share.yml'])
    const words = `main has another .github/workflows/share.yml by now than commit ${pullRequest.merge}`
    expectNotApproved(fixture, await pullRequest.apply(), words)
  })

  it('writes nothing where the changes of its branch can not be read', async () => {
    const pullRequest = mergeAnother(['README.md'])
    fixture.github.inject({ path: '/compare/', do: { kind: 'http', status: 404 } })
    expectNotApproved(fixture, await pullRequest.apply(), 'permissions: { contents: read }')
  })
})
