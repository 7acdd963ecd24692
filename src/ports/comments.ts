/** The owner of a comment: a step of a job of a workflow, or of one job of a matrix. */
export interface CommentOwner {
  readonly workflow: string
  readonly job: string
  readonly step: string
  /** Values that distinguish the jobs of a matrix and stay the same in every run. All their other names are equal. */
  readonly leg?: readonly string[]
}

/** A comment of an earlier run. */
export interface ExistingComment {
  /** GitHub's own id of it (`node_id`); its numeric ids have outgrown the integers of GraphQL. */
  readonly id: string
  readonly body: string
}

/** The comments of the run's pull request. Every method throws if GitHub can't be reached or refuses. */
export interface PullRequestComments {
  readonly owner: CommentOwner
  /** The pull request's head commit as of the event; `undefined` if the event doesn't say. */
  readonly commit: string | undefined
  /**
   * Returns our comments that start with the marker, the oldest first. A comment by somebody else is not ours, whatever
   * it contains. There are several only if two runs overlapped, or the answer to an earlier write was lost.
   */
  find(marker: string): Promise<readonly ExistingComment[]>
  create(body: string): Promise<void>
  update(id: string, body: string): Promise<void>
  remove(id: string): Promise<void>
  /** Returns a sentence or two on what a person can do about an error of one of these methods. */
  explain(error: unknown): string
}
