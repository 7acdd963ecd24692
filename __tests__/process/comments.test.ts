import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { TOKEN_AUTHOR, type Comment } from '../../sandbox/github/pull-request-comments.ts'
import type { StepOptions, StepResult } from '../../sandbox/runner/job.ts'
import { accounts, IMAGE, nothingBut, OTHER_IMAGE, ActionFixture, countsOf } from '../support/fixture.ts'

const fixture = new ActionFixture()
// One GitHub serves all tests of this file: each has a pull request of its own.
let pullRequest = 0
beforeEach(() => {
  pullRequest += 1
})
afterEach(() => {
  fixture.github.comments.permission = 'write'
})

const one = { 'account-id': '000000000001', 'pull-request-comment': 'changes' }

/** The surroundings of a step of the test's pull request. */
function inPullRequest(github: Record<string, string> = {}): StepOptions {
  return {
    github: { ...fixture.github.pullRequestVariables(pullRequest), ...github },
    event: { pull_request: { number: pullRequest, head: { repo: { full_name: 'octo-org/golden-images' } } } },
  }
}

function comments(): readonly Comment[] {
  return fixture.github.comments.on(pullRequest)
}

/** The requests since the last look. */
function requests(): readonly string[] {
  return fixture.github.requests.splice(0).map(({ method, path, status }) => `${method} ${path} ${status}`)
}

/** The warnings of a step. */
function warningsOf({ annotations }: StepResult): readonly string[] {
  return annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
}

const read = 'POST /graphql 200'
const failedComment = 'The comment on the pull request could not be kept up to date: '

describe('the comment of a step', () => {
  it('is made, left alone while nothing changes, brought up to date, and goes when there is nothing more to say: one for each step and leg of a matrix', async () => {
    fixture.addImage({ region: 'us-east-1' })
    const inputs = { ...one, mode: 'plan' }
    const first = await fixture.run(inputs, inPullRequest())
    expect(requests()).toEqual([
      read,
      `POST /repos/octo-org/golden-images/issues/${pullRequest}/comments 201`,
    ])
    expect(comments()).toHaveLength(1)
    const [{ author, body } = { author: '', body: '' }] = comments()
    expect(author).toBe(TOKEN_AUTHOR)
    const [marker, ...text] = body.split('\n')
    expect(marker).toMatch(/^<!-- share-workspaces-image [0-9a-f]{32} -->$/)
    expect(text.join('\n').trim()).toBe(first.summary.trim())
    expect(warningsOf(first)).toEqual([])

    // A later run is a job of its own.
    const later = inPullRequest({ GITHUB_ACTION: '__self' })
    const second = await fixture.run(inputs, later)
    expect(requests()).toEqual([read])
    expect(comments()).toMatchObject([{ body }])
    expect(warningsOf(second)).toEqual([])

    const asOtherLeg = { ...inputs, 'aws-region': 'us-east-1' }
    await fixture.run({ ...asOtherLeg, 'account-id': '000000000002' }, later)
    const asOtherStep = inPullRequest({ GITHUB_ACTION: '__self_2' })
    await fixture.run({ ...inputs, 'account-id': '000000000003' }, asOtherStep)
    const inOtherJob = inPullRequest({ GITHUB_ACTION: '__self', GITHUB_JOB: 'other' })
    await fixture.run({ ...inputs, 'account-id': '000000000004' }, inOtherJob)
    const made = comments()
    expect(made.map((comment) => /`(0{11}\d)` \| share/.exec(comment.body)?.[1])).toEqual(accounts(4))
    expect(new Set(made.map((comment) => comment.body.split('\n')[0])).size).toBe(4)

    // Another image was built meanwhile, and one leg has nothing to say any more.
    fixture.addImage({ id: OTHER_IMAGE })
    requests()
    await fixture.run({ ...inputs, 'image-id': OTHER_IMAGE, 'account-id': accounts(3).join() }, later)
    expect(requests()).toEqual([read, read])
    expect(comments().map(({ id }) => id)).toEqual(made.map(({ id }) => id))
    expect(comments()[0]?.body).toContain('Plan: 3 shares to make')
    expect(comments().slice(1)).toEqual(made.slice(1))
    await fixture.run({ ...asOtherLeg, allow: 'false' }, later)
    expect(requests()).toEqual([read, read])
    expect(comments().map(({ id }) => id)).toEqual([0, 2, 3].map((index) => made[index]?.id))
  })

  it('is made with "always" also where there is nothing to say, at the API of a GitHub Enterprise Server', async () => {
    const server = {
      GITHUB_SERVER_URL: fixture.github.url,
      GITHUB_API_URL: `${fixture.github.url}/api/v3`,
      GITHUB_GRAPHQL_URL: `${fixture.github.url}/api/graphql`,
    }
    const inputs = { ...one, allow: 'false', 'pull-request-comment': 'always' }
    await fixture.run(inputs, inPullRequest(server))
    expect(comments()).toMatchObject([{ body: expect.stringContaining('## ✅ Nothing to do') }])
    expect(requests()).toEqual([
      'POST /api/graphql 200',
      `POST /api/v3/repos/octo-org/golden-images/issues/${pullRequest}/comments 201`,
    ])
  })

  it('tells of mistakes in the inputs, and is tried again after a fault of GitHub', async () => {
    fixture.github.inject({ times: 1, do: { kind: 'http', status: 502, body: 'busy' } })
    const step = await fixture.run({ ...one, 'account-id': '12345678901', allow: 'yes' }, inPullRequest())
    expect(countsOf(step).reason).toBe('invalid-input')
    expect(comments()).toMatchObject([{ body: expect.stringContaining('has 11 digits') }])
    expect(warningsOf(step)).toEqual([])
    expect(requests()).toEqual([
      'POST /graphql 502',
      read,
      `POST /repos/octo-org/golden-images/issues/${pullRequest}/comments 201`,
    ])
  })

  it('hides the account ids that the log hides', async () => {
    await fixture.run({ ...one, 'account-id': '500000000001', 'mask-account-ids': 'true' }, inPullRequest())
    expect(comments()).toMatchObject([{ body: expect.stringContaining('| `***` | share | ✅ shared |') }])
    expect(comments()[0]?.body).not.toMatch(/(?<![0-9a-f])[0-9]{12}(?![0-9a-f])/)
  })

  it('never holds more than GitHub takes', async () => {
    const step = await fixture.run(
      { ...one, 'account-id': accounts(3000).join(), mode: 'plan' },
      inPullRequest(),
    )
    expect(warningsOf(step)).toEqual([])
    expect(comments()[0]?.body).toContain('3000 shares to make')
    expect(comments()[0]?.body.length).toBeLessThanOrEqual(65_536)
    expect(step.summary).toContain('`000000003000`')
  })
})

describe('comments of others', () => {
  it('are not ours, even with our marker, and ours is found on a later page', async () => {
    for (let number = 0; number < 230; number += 1)
      fixture.github.comments.add(pullRequest, `person-${number}`, 'Hm.')
    const asStep = inPullRequest({ GITHUB_ACTION: '__self' })
    await fixture.run({ ...one, mode: 'plan' }, asStep)
    // Three pages, and the one that is made.
    expect(requests()).toHaveLength(4)
    const [ours] = comments().slice(-1)
    expect(ours?.author).toBe(TOKEN_AUTHOR)
    fixture.github.comments.add(pullRequest, 'person-231', ours?.body ?? '')
    const before = structuredClone(comments()).filter(({ id }) => id !== ours?.id)
    // Ours that was made twice becomes one.
    fixture.github.comments.add(pullRequest, TOKEN_AUTHOR, ours?.body ?? '')
    await fixture.run({ ...one, 'account-id': '000000000002' }, asStep)
    expect(comments().filter(({ id }) => id !== ours?.id)).toEqual(before)
    expect(comments()[230]).toMatchObject({ id: ours?.id, body: expect.stringContaining('✅ shared') })
  })
})

describe('a comment that can not be kept up to date', () => {
  it("is a warning that names the missing permission on a fork's read-only token", async () => {
    fixture.github.comments.permission = 'read'
    const step = await fixture.run(one, inPullRequest())
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(step.conclusion).toBe('success')
    expect(warningsOf(step)).toEqual([expect.stringContaining('`permissions: { pull-requests: write }`')])
    expect(comments()).toEqual([])
  })

  it('is a warning where GitHub limits the rate, and is not tried again', async () => {
    const body = JSON.stringify({ message: 'API rate limit exceeded for installation.' })
    fixture.github.inject({
      path: '/graphql',
      do: { kind: 'http', status: 403, contentType: 'application/json', body },
    })
    const step = await fixture.run(one, inPullRequest())
    expect(step.conclusion).toBe('success')
    expect(warningsOf(step)).toEqual([expect.stringContaining(failedComment)])
    expect(warningsOf(step)[0]).toContain('GitHub limits the rate of requests.')
    expect(requests()).toHaveLength(1)
  })

  it('is a warning where the connection breaks, and where there is no token', async () => {
    fixture.github.inject({ do: { kind: 'reset' } })
    const unreachable = await fixture.run(one, inPullRequest())
    expect(warningsOf(unreachable)).toEqual([
      expect.stringContaining(`${failedComment}GitHub could not be reached (`),
    ])
    const without = await fixture.run({ ...one, 'github-token': '' }, inPullRequest())
    expect(warningsOf(without)).toEqual([
      `${failedComment}github-token is empty. Leave it out to use the token of the job.`,
    ])
    expect([unreachable.conclusion, without.conclusion]).toEqual(['success', 'success'])
  })

  it('is not tried with a token that can not be sent, which is told and never shown', async () => {
    const step = await fixture.run({ ...one, 'github-token': 'ghs_SECRET\n12_CONCEALED' }, inPullRequest())
    expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
    expect(step.summary).toContain('github-token: holds white space or another character that no token has.')
    expect(warningsOf(step)).toEqual([
      `${failedComment}github-token holds a character that no token has. Store it anew, the token alone.`,
    ])
    const told = JSON.stringify([step.raw.replaceAll(/^::add-mask::.*$/gm, ''), step.outputs, step.summary])
    for (const part of ['SECRET', 'CONCEALED']) expect(told).not.toContain(part)
    expect(requests()).toEqual([])
  })

  it('does not hold a job that was cancelled beyond what the runner leaves it', async () => {
    fixture.github.inject({ do: { kind: 'hang' } })
    const step = await fixture.run(one, {
      ...inPullRequest(),
      cancel: { when: (line) => line.includes(': accepted') },
    })
    expect(step.conclusion).toBe('cancelled')
    expect(countsOf(step)).toMatchObject({ shared: 1 })
    expect(step.summary).toContain(IMAGE)
    expect(warningsOf(step)).toEqual([
      `${failedComment}GitHub gave no answer in time. The next run tries again.`,
    ])
  })
})

describe('a run that belongs to no pull request', () => {
  it.each([
    ['push', {}],
    ['issues', { issue: { number: 7 } }],
  ])('asks GitHub nothing on %s, and says nothing', async (event, payload) => {
    const step = await fixture.run(
      { ...one, 'pull-request-comment': 'always' },
      {
        github: { ...fixture.github.pullRequestVariables(pullRequest), GITHUB_EVENT_NAME: event },
        event: payload,
      },
    )
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect([...requests(), ...step.annotations]).toEqual([])
    expect(step.log.join('\n')).not.toMatch(/comment|pull request/)
  })
})
