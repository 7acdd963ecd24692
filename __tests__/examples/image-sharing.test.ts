import { resolve } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { shaOf } from '../../sandbox/github/commits.ts'
import type { Run } from '../../sandbox/github/runs.ts'
import { snippets } from '../docs/markdown-files.ts'
import { MANAGEMENT, PRODUCTION, sandboxOrganization } from '../support/organizations.ts'
import { conclusionsOf, IMAGE, NEXT_IMAGE, outputsOf, Place } from './place.ts'
import { exampleText, readCallable, readWorkflow } from './workflow.ts'
import type { Surroundings, WorkflowRun } from './workflow-run.ts'

const place = new Place()
const files = { 'image-sharing.yml': exampleText('policies/image-sharing.yml') }
const [plan, apply, check] = ['plan', 'apply', 'check'].map((job) => `image-sharing / ${job}`)
let last = 0

/** A pull request with a number of its own; its head and the commit that merges it. */
function opened(from = 'octo-org/golden-images'): { number: number; merge: string; head: string } {
  last += 1
  const [head, merge] = [shaOf(`head ${last}`), shaOf(`merge ${last}`)]
  place.github.pullRequests.open({ number: last, head, from })
  return { number: last, head, merge }
}

/** What surrounds a run that an event of the sandbox's GitHub starts. */
function startedBy({ github, event }: Run): Partial<Surroundings> {
  last += 1
  const { GITHUB_EVENT_NAME: event_name, GITHUB_REF: ref, GITHUB_REF_NAME: ref_name } = github
  return {
    files,
    github: { event_name, ref, ref_name, event, token: place.github.token },
    runner: { ...github, GITHUB_RUN_ID: String(last) },
  }
}

const start = async (run: Run, but: Partial<Surroundings> = {}): Promise<WorkflowRun> =>
  place.run('image-sharing.yml', { ...startedBy(run), ...but })

/** What a job did, apart from those that the event doesn't start. */
function onlyJob(run: WorkflowRun): Record<string, string> {
  return Object.fromEntries(Object.entries(conclusionsOf(run)).filter(([, one]) => one !== 'skipped'))
}

describe('a pull request', () => {
  it('gets the plan as a comment and as a record, and the push that merges it applies exactly that, and nothing where somebody changed something after the review', async () => {
    place.aws.setRecipients('eu-west-1', IMAGE, ['999900001111'])
    const { number, head, merge } = opened()
    const planned = await start(place.github.runs.pullRequest(number))
    expect(onlyJob(planned)).toEqual({ [plan ?? '']: 'success' })
    const outputs = outputsOf(planned.jobs[plan ?? ''])
    expect(outputs).toMatchObject({ 'shared-count': '3', 'unshared-count': '1' })
    const [comment] = place.github.comments.on(number)
    expect(comment?.body).toContain('workplace-production')
    expect(place.github.statuses.on(head)).toMatchObject([
      {
        context: 'share-workspaces-image: image-sharing.yml (eu-west-1)',
        description: `#${number}: Plan of 3 shares and 1 unshare: ${outputs['plan-id']}`,
      },
    ])
    expect(place.aws.writes()).toEqual([])

    place.github.pullRequests.close(number, { commit: merge })
    place.aws.setRecipients('eu-west-1', IMAGE, ['666677778888'])
    const refused = await start(place.github.runs.merged(number))
    expect(outputsOf(refused.jobs[apply ?? ''])['failure-reason']).toBe('plan-changed')
    expect(place.recipients()).toEqual(['666677778888'])
    place.aws.setRecipients('eu-west-1', IMAGE, ['999900001111'])
    const run = await start(place.github.runs.merged(number))
    expect(onlyJob(run)).toEqual({ [apply ?? '']: 'success' })
    expect(place.recipients()).toEqual(['444455556666', '555566667777'])
    expect(place.recipients(NEXT_IMAGE)).toEqual(['444455556666'])
  })

  it('from a fork starts nothing', async () => {
    const { number } = opened('stranger/golden-images')
    expect(onlyJob(await start(place.github.runs.pullRequest(number)))).toEqual({})
  })
})

describe('a policy file with a unit', () => {
  it('is planned and applied with the role that reads AWS Organizations', async () => {
    const reader = `arn:aws:iam::${MANAGEMENT}:role/read-organization`
    const trusts = ['plan-image-sharing', 'share-images'].map(
      (name) => `arn:aws:iam::111122223333:role/${name}`,
    )
    place.aws.setOrganization(sandboxOrganization)
    place.aws.allowAssume({ arn: reader, trusts })
    const caller = exampleText('image-sharing.yml').replace(
      /max-unshares:.*/,
      `organizations-role: ${reader}`,
    )
    const text = `version: 1\nimages:\n  - id: ${IMAGE}\n    share-with: [{ organizational-unit: ${PRODUCTION} }]\n`
    const but = { files: { 'image-sharing.yml': text } }
    const { number, merge } = opened()
    const planned = await place.runText(caller, {
      ...startedBy(place.github.runs.pullRequest(number)),
      ...but,
    })
    expect(onlyJob(planned)).toEqual({ [plan ?? '']: 'success' })
    place.github.pullRequests.close(number, { commit: merge })
    const applied = await place.runText(caller, { ...startedBy(place.github.runs.merged(number)), ...but })
    expect(onlyJob(applied)).toEqual({ [apply ?? '']: 'success' })
    expect(place.recipients()).toEqual(['000000000002', '000000000003'])
  })
})

describe('the push that merges it', () => {
  it('applies nothing where the pull request has no plan', async () => {
    const { number, merge } = opened()
    place.github.pullRequests.close(number, { commit: merge })
    const run = await start(place.github.runs.merged(number))
    expect(outputsOf(run.jobs[apply ?? ''])['failure-reason']).toBe('not-approved')
    expect(place.aws.writes()).toEqual([])
  })

  it('refuses to take access from more accounts than is allowed, on the pull request already', async () => {
    place.aws.setRecipients(
      'eu-west-1',
      IMAGE,
      ['1', '2', '3', '4', '5', '6'].map((digit) => digit.repeat(12)),
    )
    const { number, head } = opened()
    const run = await start(place.github.runs.pullRequest(number))
    expect(outputsOf(run.jobs[plan ?? ''])['failure-reason']).toBe('refused-by-guard')
    expect(place.github.statuses.on(head)).toMatchObject([{ state: 'failure' }])
  })

  it('to another branch starts nothing', async () => {
    const run = await start(place.github.runs.push({ sha: shaOf('elsewhere'), branch: 'release' }))
    expect(onlyJob(run)).toEqual({})
  })
})

describe('every night, and by hand', () => {
  const programs = {
    gh: `GITHUB_API_URL=@ exec '${process.execPath}' '${resolve('__tests__/examples/gh.mjs')}' "$@"`,
  }
  const withIssues = () => ({ programs: { gh: programs.gh.replace('@', place.github.url) } })
  const title = 'Image sharing has drifted from image-sharing.yml (eu-west-1)'
  const ours = () => place.github.issues.all.filter((issue) => issue.title === title)

  it('one issue is opened, updated and closed', async () => {
    const other = {
      title: 'Another',
      labels: ['image-sharing-drift'],
      author: { login: 'x', id: 1, type: 'User' },
    } as const
    place.github.issues.add(other)
    const opening = await start(place.github.runs.schedule(), withIssues())
    expect(onlyJob(opening)).toEqual({ [check ?? '']: 'failure' })
    expect(ours()).toMatchObject([
      {
        state: 'open',
        labels: ['image-sharing-drift'],
        body: expect.stringMatching(/^3 missing, 0 too many\. /),
      },
    ])
    place.aws.setRecipients('eu-west-1', NEXT_IMAGE, ['444455556666'])
    await start(place.github.runs.dispatch(), withIssues())
    expect(ours()).toMatchObject([
      { state: 'open', body: expect.stringMatching(/^2 missing, 0 too many\. /) },
    ])
    place.aws.setRecipients('eu-west-1', IMAGE, ['444455556666', '555566667777'])
    const closing = await start(place.github.runs.schedule(), withIssues())
    expect(onlyJob(closing)).toEqual({ [check ?? '']: 'success' })
    expect(ours()).toMatchObject([{ state: 'closed' }])
    expect(place.github.comments.on(ours()[0]?.number ?? 0)).toMatchObject([
      { body: 'Who can copy the images is as the policy file says.' },
    ])
    expect(place.github.issues.all).toMatchObject([{ ...other, state: 'open' }, {}])
    expect(place.aws.writes()).toEqual([])
  })

  it('says nothing of drift when AWS could not be asked', async () => {
    const before = place.github.issues.all.length
    place.aws.inject({ do: { kind: 'error', name: 'AccessDeniedException' } })
    const run = await start(place.github.runs.schedule(), withIssues())
    expect(onlyJob(run)).toEqual({ [check ?? '']: 'failure' })
    expect(run.programCalls).toEqual([])
    expect(place.github.issues.all).toHaveLength(before)
  })
})

describe('the workflow that others call', () => {
  const { jobs, permissions } = readCallable()

  it('gives each job what it needs, and nothing else', () => {
    expect(permissions).toEqual({})
    expect(Object.fromEntries(Object.entries(jobs).map(([id, job]) => [id, job.permissions]))).toEqual({
      plan: { contents: 'read', 'id-token': 'write', 'pull-requests': 'write', statuses: 'write' },
      apply: { contents: 'read', 'id-token': 'write', 'pull-requests': 'read', statuses: 'write' },
      check: { contents: 'read', 'id-token': 'write', issues: 'write' },
    })
  })

  it('runs the action of its own commit', () => {
    for (const { steps } of Object.values(jobs)) {
      const own = steps.findIndex(({ uses }) => uses === './.share-workspaces-image')
      expect(steps[own - 1]?.with).toEqual({
        repository: '${{ job.workflow_repository }}',
        ref: '${{ job.workflow_sha }}',
        path: '.share-workspaces-image',
        'persist-credentials': 'false',
      })
    }
  })

  it('has concurrency groups that no caller can have by accident, and that wait for no reviewer', () => {
    const groups = Object.values(jobs).map(({ concurrency }) => concurrency?.group ?? '')
    expect(groups.every((group) => group.startsWith('image-sharing.yml-'))).toBe(true)
    expect(new Set(groups).size).toBe(groups.length)
    // `github.workflow` and the like would name the caller's.
    expect(groups.join()).not.toContain('github.workflow')
  })

  it('is called by an example and by the README in twenty lines at most', () => {
    const shown = snippets('yaml').filter(({ text }) =>
      text.includes('/.github/workflows/image-sharing.yml@'),
    )
    expect(shown.some(({ place: where }) => where.startsWith('README.md'))).toBe(true)
    for (const { text } of shown) {
      expect(text.trim().split('\n').length).toBeLessThanOrEqual(20)
      expect(Object.keys(readWorkflow(text).jobs)).toEqual([plan, apply, check])
    }
  })

  it('is not started by a caller that grants less than its jobs ask for', () => {
    const less = exampleText('image-sharing.yml').replace(', statuses: write', '')
    expect(() => readWorkflow(less)).toThrow('plan asks for more than its caller grants: statuses,write')
  })
})
