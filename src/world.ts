import { connect } from './aws/connect.ts'
import { proxyFor } from './aws/proxy.ts'
import { onPullRequest } from './input/read-guards.ts'
import type { InputTexts } from './input/input-texts.ts'
import type { Adapters } from './process.ts'
import { systemClock } from './system-clock.ts'
import { name, version } from './version.ts'
import type { World } from './workflow/run.ts'

/** Builds what a job that shares and unshares uses besides the adapters of every job. */
export function worldOf({ runner, cancellation, event, idTokens }: Adapters): World {
  // A separate file: octokit is larger than everything else that is loaded.
  const loadApi = async () => event.hiddenFrom(async () => import('./github/api-entry.ts'))
  return {
    runner,
    clock: systemClock,
    cancellation,
    openComments: async () => {
      runner.secrets.mask(runner.inputs['github-token'])
      const { openPullRequestComments } = await loadApi()
      return openPullRequestComments(runner, event.read(), cancellation.verificationEnd, {
        checkWay: proxyFor,
      })
    },
    openPlanRecords: async () => {
      const { 'github-token': token } = runner.inputs
      runner.secrets.mask(token)
      const { openCommitStatuses } = await loadApi()
      return openCommitStatuses(token, event.read(), cancellation.verificationEnd, { checkWay: proxyFor })
    },
    connect: async (signIn, firstReads, needsOrganization = false) => {
      const meanwhile = isApiNeeded(runner.inputs) ? [loadApi] : []
      return connect(
        signIn,
        idTokens,
        [name, version],
        cancellation.requested,
        { firstReads, needsOrganization, meanwhile },
        runner.secrets,
      )
    },
  }
}

// Loaded during the waits for AWS, instead of after them.
function isApiNeeded(inputs: InputTexts): boolean {
  const { 'pull-request-comment': comment, 'record-plan': record, 'approved-plan': approved } = inputs
  return comment !== 'never' || record.toLowerCase() === 'true' || approved === onPullRequest
}
