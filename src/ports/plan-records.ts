import type { ApplyingRun, PullRequest } from '../sharing/approval.ts'
import type { LaterChanges } from '../sharing/later-changes.ts'
import type { NewPlanRecord, PlanRecord } from '../sharing/plan-record.ts'

/** The pull request that started a run. */
export interface ProposedChange {
  readonly number: number
  /** Its head commit, as of the event. */
  readonly head: string
  readonly isFromFork: boolean
}

/**
 * The records of plans on the commits of the repository. Every method throws a ProblemError `not-approved` if GitHub
 * can't be reached or refuses.
 */
export interface PlanRecords {
  readonly run: ApplyingRun
  /** `undefined` if no pull request started the run. */
  readonly proposed: ProposedChange | undefined
  /** Returns the pull requests that contain a commit, all pages. GitHub's index lags behind a merge. */
  pullRequestsOf(commit: string): Promise<readonly PullRequest[]>
  /** Returns the commits of a pull request, the oldest first. A commit that was replaced by force isn't one of them. */
  commitsOf(pullRequest: number): Promise<readonly string[]>
  /** Returns the difference between the run's commit and its branch today. */
  laterChanges(): Promise<LaterChanges>
  /** Returns the text of a file of a commit; `undefined` if the commit has none of this path. */
  fileOf(commit: string, path: string): Promise<string | undefined>
  /** Returns all records of a context on a commit, whoever made them, all pages. */
  recordsOn(commit: string, context: string): Promise<readonly PlanRecord[]>
  /** Returns the id of the account that the token belongs to. */
  viewer(): Promise<number>
  /**
   * Makes a record, with a link to the run, and returns it, also if the answer was lost. No record is ever changed or
   * removed.
   */
  record(commit: string, context: string, record: NewPlanRecord): Promise<PlanRecord>
}
