import { afterEach, describe, expect, it } from '@jest/globals'
import { titles } from '../../src/report/titles.ts'
import { ActionFixture, accounts, countsOf, errorsOf, IMAGE, nothingBut } from '../support/fixture.ts'
import { policyOf, runPolicy } from '../support/policies.ts'
import { CONTEXT, PROD, PullRequestFixture, TEST, toldBy, twoShares } from '../support/pull-requests.ts'

const fixture = new ActionFixture({ skipsPauses: true })
afterEach(() => {
  Object.assign(fixture.github.permissions, { statuses: 'write', 'pull-requests': 'write' })
})

describe('a plan of a pull request', () => {
  it('is recorded on its head commit, with its counts, its whole id and a link to the run, beside earlier ones', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(1, 99))
    const policy = policyOf(`id: ${IMAGE}\nshare-with: [workplace-test, workplace-prod]\nexclusive: true`)
    const step = await pullRequest.plan(policy, {}, { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '3' })
    expect(countsOf(step)).toMatchObject({ shared: 2, unshared: 1, reason: '' })
    const description = `#${pullRequest.number}: Plan of 2 shares and 1 unshare: ${step.outputs['plan-id']}`
    expect(pullRequest.statuses()).toMatchObject([
      {
        state: 'success',
        context: CONTEXT,
        description,
        targetUrl: 'https://github.com/octo-org/golden-images/actions/runs/77/attempts/3',
        creator: { login: 'github-actions[bot]' },
      },
      { description: expect.stringContaining('Plan of 2 shares: plan-') },
    ])
    expect(step.log.join('\n')).toContain(`Recorded on commit ${pullRequest.head} as "${CONTEXT}".`)
    expect(fixture.aws.writes()).toEqual([])
    // Other tests begin with what `showPlan` records.
    const shown = pullRequest.showPlan({ share: [TEST, PROD], unshare: accounts(1, 99) })
    expect(shown).toMatchObject({ state: 'success', context: CONTEXT, description })
  })

  it('of images is recorded under their ids, whatever their order, and once more where the answer was lost', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    fixture.addImage({ id: 'wsi-zyxwvutsrqpon' })
    fixture.github.inject({ method: 'POST', path: '/statuses/', times: 1, late: true, do: { kind: 'reset' } })
    const ids = `wsi-zyxwvutsrqpon, ${IMAGE}`
    const given = { 'image-id': ids, 'account-id': TEST, mode: 'plan', 'record-plan': 'true' }
    const run = pullRequest.inRun(fixture.github.runs.pullRequest(pullRequest.number))
    const step = await fixture.run(given, run)
    expect(countsOf(step).reason).toBe('')
    const context = `share-workspaces-image: ${IMAGE}, wsi-zyxwvutsrqpon (eu-west-1)`
    expect(new Set(pullRequest.statuses().map((status) => status.context))).toEqual(new Set([context]))
    expect(new Set(pullRequest.records())).toEqual(
      new Set([`success Plan of 2 shares: ${step.outputs['plan-id']}`]),
    )
  })

  it('that is refused is recorded as a failure, which holds the merge', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    pullRequest.showPlan()
    const step = await pullRequest.plan(twoShares, { 'trusted-account-ids': TEST })
    expect(countsOf(step)).toMatchObject({ reason: 'refused-by-guard' })
    expect(pullRequest.records()).toEqual([
      'failure Refused (refused-by-guard): no plan is approved',
      expect.stringMatching(/^success Plan of 2 shares: plan-/),
    ])
    // Nor does the plan before it approve anything, if somebody merges all the same.
    pullRequest.close()
    const applied = await pullRequest.apply()
    expect(countsOf(applied)).toMatchObject({ changed: 'false', shared: 0, reason: 'not-approved' })
    expect(toldBy(applied)).toContain(
      'approves nothing (failure: "Refused (refused-by-guard): no plan is approved")',
    )
    expect(fixture.aws.writes()).toEqual([])
  })

  it.each<[what: string, policy: string, reason: string]>([
    ['a policy with a mistake', 'version: 1\nimages: []\n', 'invalid-policy'],
    [
      'an image that is missing',
      policyOf('id: wsi-missing000001\nshare-with: [workplace-test]'),
      'image-not-found',
    ],
  ])('%s is recorded as a failure too', async (_what, policy, reason) => {
    const pullRequest = new PullRequestFixture(fixture)
    expect(countsOf(await pullRequest.plan(policy)).reason).toBe(reason)
    expect(pullRequest.records()).toEqual([`failure Refused (${reason}): no plan is approved`])
  })
})

it('a plan whose record can not be compared with others does not stay approved', async () => {
  const pullRequest = new PullRequestFixture(fixture)
  // Every attempt of the list fails; the records before and after it are made.
  fixture.github.inject({ method: 'GET', path: '/statuses', do: { kind: 'http', status: 503 } })
  const step = await pullRequest.plan()
  expect(countsOf(step).reason).toBe('not-approved')
  expect(toldBy(step)).toContain('The records of plans could not be read')
  expect(pullRequest.records()).toEqual([
    'failure Refused (not-approved): no plan is approved',
    expect.stringMatching(/^success Plan of 2 shares: plan-/),
  ])
})

describe('two steps of one run', () => {
  const inOneRun = { GITHUB_RUN_ID: '4242' }
  const run = 'https://github.com/octo-org/golden-images/actions/runs/4242'

  it('that would record two plans under one context are refused, and neither plan is approved', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    // Two steps may record the same plan.
    pullRequest.showPlan({ share: [TEST, PROD] }, { targetUrl: `${run}/attempts/1` })
    expect(countsOf(await pullRequest.plan(twoShares, {}, inOneRun)).reason).toBe('')
    expect(pullRequest.records()).toHaveLength(2)
    expect(pullRequest.statuses()[0]).toMatchObject({ targetUrl: pullRequest.statuses()[1]?.targetUrl })
    const other = policyOf(`id: ${IMAGE}\nshare-with: [workplace-test]`)
    const step = await pullRequest.plan(other, {}, inOneRun)
    expect(countsOf(step)).toMatchObject({ reason: 'not-approved' })
    expect(toldBy(step)).toContain(`Two steps of this run recorded different plans as "${CONTEXT}"`)
    const refused = 'failure Two plans of one run: neither is approved'
    expect(pullRequest.records()[0]).toBe(refused)
    // Run again, one of them is alone in its attempt.
    const again = await pullRequest.plan(other, {}, { ...inOneRun, GITHUB_RUN_ATTEMPT: '2' })
    expect(countsOf(again)).toMatchObject({ reason: 'not-approved' })
    expect(pullRequest.records()[0]).toBe(refused)
    pullRequest.close()
    expect(countsOf(await pullRequest.apply(other)).reason).toBe('not-approved')
    expect(fixture.aws.writes()).toEqual([])
  })

  it('are told apart by their Region and their file: a long or odd path is cut, and its record still found', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    fixture.addImage({ region: 'us-east-1' })
    pullRequest.showPlan({ share: [TEST] }, { targetUrl: `${run}/attempts/1` })
    const path = `${'é'.repeat(80)}/${'x'.repeat(180)}.yml`
    const given = { 'policy-file': `./${path.replace('/', '//')}`, 'aws-region': 'us-east-1' }
    const files = { workspaceFiles: { [path]: twoShares } }
    const plan = { ...given, mode: 'plan', 'record-plan': 'true' }
    const planning = pullRequest.inRun(fixture.github.runs.pullRequest(pullRequest.number), inOneRun)
    expect(countsOf(await runPolicy(fixture, twoShares, plan, { ...planning, ...files })).reason).toBe('')
    expect(pullRequest.statuses().map(({ context }) => context)).toEqual([
      expect.stringMatching(/^share-workspaces-image: \/x+ [0-9a-f]{32} \(us-east-1\)$/),
      CONTEXT,
    ])
    pullRequest.close()
    const applying = { ...given, 'policy-file': path, 'approved-plan': 'pull-request' }
    const pushed = pullRequest.inRun(fixture.github.runs.merged(pullRequest.number))
    const applied = await runPolicy(fixture, twoShares, applying, { ...pushed, ...files })
    expect(countsOf(applied)).toMatchObject({ shared: 2, reason: '' })
  })
})

describe('a record that can not be made', () => {
  it('makes the step red, and names the permission', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    fixture.github.permissions.statuses = 'read'
    const step = await pullRequest.plan()
    expect(countsOf(step)).toMatchObject({ shared: 2, reason: 'not-approved' })
    expect(errorsOf(step)).toMatchObject([
      { title: titles['not-approved'], message: expect.stringContaining('permissions: { statuses: write }') },
    ])
    expect(pullRequest.records()).toEqual([])
  })

  it('for a fork is not even tried', async () => {
    const pullRequest = new PullRequestFixture(fixture, 'stranger/golden-images')
    const step = await pullRequest.plan()
    expect(countsOf(step).reason).toBe('not-approved')
    expect(toldBy(step)).toContain(`pull request #${pullRequest.number} comes from a fork`)
    expect(fixture.github.requests).toEqual([])
  })

  it('is red where the file of the event names no pull request', async () => {
    const pullRequest = new PullRequestFixture(fixture)
    const { github } = pullRequest.inRun(fixture.github.runs.pullRequest(pullRequest.number))
    const given = { mode: 'plan', 'record-plan': 'true' }
    const step = await runPolicy(fixture, twoShares, given, { github, event: {} })
    expect(countsOf(step).reason).toBe('not-approved')
    expect(toldBy(step)).toContain("the file of the run's event names no pull request")
  })
})

describe('record-plan', () => {
  it.each<[what: string, inputs: Record<string, string>, event: string, told: string[]]>([
    [
      'while checking a push without a token',
      { mode: 'check', 'github-token': '' },
      'push',
      [
        'record-plan: true goes only with mode: plan, not with check.',
        'record-plan: true goes only with the event pull_request, and the run\'s event is "push".',
        'github-token: is empty, and record-plan: true',
      ],
    ],
    [
      'while applying under pull_request_target',
      { mode: 'apply' },
      'pull_request_target',
      [
        'record-plan: true goes only with mode: plan, not with apply.',
        'the run\'s event is "pull_request_target"',
      ],
    ],
    [
      'as no boolean, beside an approval without a token,',
      { mode: 'apply', 'record-plan': 'yes', 'approved-plan': 'pull-request', 'github-token': '' },
      'push',
      ['record-plan: "yes" is neither true nor false.', 'github-token: is empty'],
    ],
  ])('%s is refused before anything is asked', async (_what, inputs, event, told) => {
    const pullRequest = new PullRequestFixture(fixture)
    const step = await pullRequest.plan(twoShares, inputs, { GITHUB_EVENT_NAME: event })
    expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
    for (const one of told) expect(toldBy(step)).toContain(one)
    expect(fixture.aws.calls).toEqual([])
    expect(pullRequest.records().filter((record) => record.startsWith('success'))).toEqual([])
  })
})
