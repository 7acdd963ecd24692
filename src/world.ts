import { connect } from './aws/connect.ts'
import { proxyFor } from './aws/proxy.ts'
import type { Adapters } from './process.ts'
import { systemClock } from './system-clock.ts'
import { name, version } from './version.ts'
import type { World } from './workflow/run.ts'

/** Builds what a job that shares and unshares uses besides the adapters of every job. */
export function worldOf({ runner, cancellation, event, idTokens }: Adapters): World {
  // A separate file: octokit is larger than everything else that is loaded.
  const loadComments = async () => event.hiddenFrom(async () => import('./github/pull-request-comments.ts'))
  return {
    runner,
    clock: systemClock,
    cancellation,
    today: new Date(),
    openComments: async () => {
      runner.secrets.mask(runner.inputs['github-token'])
      const { openPullRequestComments } = await loadComments()
      return openPullRequestComments(runner, event.read(), cancellation.verificationEnd, {
        checkWay: proxyFor,
      })
    },
    connect: async (signIn, firstReads) => {
      const meanwhile = runner.inputs['pull-request-comment'] === 'never' ? [] : [loadComments]
      return connect(
        signIn,
        idTokens,
        [name, version],
        cancellation.requested,
        firstReads,
        meanwhile,
        runner.secrets,
      )
    },
  }
}
