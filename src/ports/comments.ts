/** What one comment belongs to: a step of a job of a workflow, or of one leg of a matrix of such jobs. */
export interface CommentOwner {
  readonly workflow: string
  readonly job: string
  readonly step: string
  /** What tells the legs of a matrix apart and stays the same from run to run. All else of them has the same names. */
  readonly leg?: readonly string[]
}

/** A comment that an earlier run left. */
export interface ExistingComment {
  /** GitHub's own id for it (`node_id`); its numbers have outgrown the integers of GraphQL. */
  readonly id: string
  readonly body: string
}

/** The comments of the pull request that the run belongs to. Every method throws where GitHub can't be asked or says no. */
export interface PullRequestComments {
  readonly owner: CommentOwner
  /**
   * The comments of ours that begin with the marker, the oldest first. One by somebody else is not ours, whatever it
   * says. There are several only where two runs crossed, or the answer to an earlier write was lost.
   */
  find(marker: string): Promise<readonly ExistingComment[]>
  create(body: string): Promise<void>
  update(id: string, body: string): Promise<void>
  remove(id: string): Promise<void>
  /** What a person can do about an error of one of these methods, a sentence or two. */
  explain(error: unknown): string
}
