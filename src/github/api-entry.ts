// All that needs octokit, in one file of dist that is loaded late: two would each hold a copy of it.
export { openCommitStatuses } from './commit-statuses.ts'
export { openPullRequestComments } from './pull-request-comments.ts'
