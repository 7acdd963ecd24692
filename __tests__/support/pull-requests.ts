import { createHash } from 'node:crypto'
import { expect } from '@jest/globals'
import { shaOf, type ChangedFiles } from '../../sandbox/github/commits.ts'
import type { CommitStatus } from '../../sandbox/github/commit-statuses.ts'
import type { SandboxGitHub } from '../../sandbox/github/github.ts'
import type { Run } from '../../sandbox/github/runs.ts'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { titles } from '../../src/report/titles.ts'
import { countsOf, errorsOf, IMAGE, REGION, resultOf, type ActionFixture } from './fixture.ts'
import { PROD, TEST, policyOf, runPolicy } from './policies.ts'

/** The context of the records of these tests. */
export const CONTEXT = 'share-workspaces-image: policy.yml (eu-west-1)'
/** A policy that shares the image of the fixture with two accounts. */
export const twoShares = policyOf('id: wsi-0123456789abc\nshare-with: [workplace-test, workplace-prod]')
export { PROD, TEST }

/** Every message of the run as a whole, with its remedy. */
export function toldBy(step: StepResult): string {
  const { problems } = resultOf(step)
  return (Array.isArray(problems) ? problems : [])
    .map(({ message, remedy }: { message: string; remedy: string }) => `${message} ${remedy}`)
    .join('\n')
}

/** The changes of a plan to the image of the fixture, by their accounts. */
export interface PlannedChanges {
  readonly share?: readonly string[]
  /** The last day of the shares. */
  readonly until?: string
  readonly unshare?: readonly string[]
}

const changesOfTwoShares: PlannedChanges = { share: [TEST, PROD] }

/** The id of a plan. */
export function planIdFor({ share = [], until, unshare = [] }: PlannedChanges): string {
  const end = until === undefined ? '' : ` until ${until}`
  const lines = [...share.map((one) => `${one} share${end}`), ...unshare.map((one) => `${one} unshare`)]
  const sorted = lines.map((line) => `${REGION} ${IMAGE} ${line}`).toSorted()
  return `plan-${createHash('sha256').update(sorted.join('\n')).digest('hex')}`
}

/** The number of changes and the id of their plan, as records tell them. */
function described(changes: PlannedChanges): string {
  const counts = (['share', 'unshare'] as const).flatMap((kind) => {
    const { length } = changes[kind] ?? []
    return length === 0 ? [] : [`${length} ${kind}${length === 1 ? '' : 's'}`]
  })
  return `${counts.length === 0 ? 'no change' : counts.join(' and ')}: ${planIdFor(changes)}`
}

let last = 0

/** A pull request of its own for each test: the plan is recorded on its head, and its merge applies it. */
export class PullRequestFixture {
  readonly number: number
  readonly head: string
  readonly merge: string
  readonly #fixture: ActionFixture
  #runs = 0
  #attempts = 0

  constructor(fixture: ActionFixture, from?: string) {
    last += 1
    this.#fixture = fixture
    this.number = last
    this.head = shaOf(`head ${last}`)
    this.merge = shaOf(`merge ${last}`)
    this.github.pullRequests.open({ number: last, head: this.head, ...(from === undefined ? {} : { from }) })
  }

  get github(): SandboxGitHub {
    return this.#fixture.github
  }

  /** Every record on a commit, the newest first, as `state description`, without the pull request's number. */
  records(commit = this.head): string[] {
    return this.github.statuses
      .on(commit)
      .map(({ state, description }) => `${state} ${(description ?? '').replace(`#${this.number}: `, '')}`)
  }

  statuses(commit = this.head): CommitStatus[] {
    return this.github.statuses.on(commit)
  }

  /** The surroundings of a step, in a run of its own unless told otherwise. */
  inRun(run: Run, github: Record<string, string> = {}): Run {
    this.#runs += 1
    return { ...run, github: { ...run.github, GITHUB_RUN_ID: `${this.number}00${this.#runs}`, ...github } }
  }

  /** Plans on the pull request, and records the plan. */
  async plan(
    policy = twoShares,
    inputs: Record<string, string> = {},
    github: Record<string, string> = {},
  ): Promise<StepResult> {
    const run = this.inRun(this.github.runs.pullRequest(this.number), github)
    return runPolicy(this.#fixture, policy, { mode: 'plan', 'record-plan': 'true', ...inputs }, run)
  }

  /** Puts on the head commit what `dist` records for a plan: record-plan.test.ts compares the two. */
  showPlan(changes = changesOfTwoShares, but: Partial<CommitStatus> = {}): CommitStatus {
    const description = `#${this.number}: Plan of ${described(changes)}`
    return this.github.statuses.add(this.head, { context: CONTEXT, description, ...but })
  }

  /** Puts on the head commit that a run began to apply the plan. */
  beginToApply(changes = changesOfTwoShares): void {
    this.#attempts += 1
    const description = `#${this.number}: Being applied: ${planIdFor(changes)}`
    this.github.statuses.add(this.head, { context: CONTEXT, state: 'pending', description })
  }

  /** Puts on the head commit what a run records that left these changes of two shares: run-again.test.ts shows it. */
  leave(changes: PlannedChanges): void {
    this.beginToApply()
    const description = `#${this.number}: Applied, left to do ${described(changes)}`
    this.github.statuses.add(this.head, { context: CONTEXT, description })
  }

  /** Merges the pull request, which changes these files. */
  close(files: ChangedFiles = ['policy.yml']): void {
    this.github.pullRequests.close(this.number, { commit: this.merge, files })
  }

  /**
   * Applies what the pull request approved, on the push that merged it unless told otherwise. Each time after the first
   * starts the same run again.
   */
  async apply(
    policy = twoShares,
    inputs: Record<string, string> = {},
    run: Run = this.github.runs.merged(this.number),
  ): Promise<StepResult> {
    const given = { 'approved-plan': 'pull-request', ...inputs }
    this.#attempts += 1
    const attempt = { GITHUB_RUN_ID: `${this.number}000`, GITHUB_RUN_ATTEMPT: `${this.#attempts}` }
    return runPolicy(this.#fixture, policy, given, { ...run, github: { ...run.github, ...attempt } })
  }

  /** Shows a plan, merges and applies. */
  async bringAbout(policy = twoShares, changes = changesOfTwoShares): Promise<StepResult> {
    this.showPlan(changes)
    this.close()
    return this.apply(policy)
  }
}

/** Nothing was written, and the one reason is that there is no approval, told in these words. */
export function expectNotApproved(
  fixture: ActionFixture,
  step: StepResult,
  ...words: readonly string[]
): void {
  expect(countsOf(step)).toMatchObject({ changed: 'false', shared: 0, reason: 'not-approved' })
  for (const one of words) expect(toldBy(step)).toContain(one)
  expect(errorsOf(step)).toMatchObject([{ title: titles['not-approved'] }])
  expect(fixture.aws.writes()).toEqual([])
}
