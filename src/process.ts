import { connect } from './aws/connect.ts'
import { proxyFor } from './aws/proxy.ts'
import { onPullRequest } from './input/read-guards.ts'
import type { InputTexts } from './input/input-texts.ts'
import { cancelOnSignals } from './github/cancel-signals.ts'
import { EventFile } from './github/event-file.ts'
import { GitHubIdTokens } from './github/github-id-tokens.ts'
import { ActionsRunner } from './github/actions-runner.ts'
import { captureStrayOutput } from './github/capture-stray-output.ts'
import type { World } from './workflow/run.ts'
import { problemOf } from './sharing/problem.ts'
import { failureReasonOf, type RunResult } from './sharing/result.ts'
import { systemClock } from './system-clock.ts'
import { name, version } from './version.ts'

/** Builds the adapters, runs a job with them and ends the process: green only if the job reports success. */
export async function runProcess(job: (world: World) => Promise<RunResult>): Promise<void> {
  // A promise that never settles ends the process once nothing else is left to do. That must not be green.
  process.exitCode = 1
  const runner = new ActionsRunner()
  captureStrayOutput(
    { process, console },
    (text) => {
      runner.debug(text)
    },
    (error) => {
      const { message, remedy } = problemOf(error)
      runner.fail(`${message} ${remedy}`)
      process.stdout.write('', () => process.exit(1))
    },
  )
  const cancellation = cancelOnSignals(process)
  const event = new EventFile()
  // A separate file: octokit is larger than everything else that is loaded.
  const loadApi = async () => event.hiddenFrom(async () => import('./github/api-entry.ts'))
  const idTokens = new GitHubIdTokens(runner.secrets, event, proxyFor)
  try {
    const result = await job({
      runner,
      clock: systemClock,
      cancellation,
      today: new Date(),
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
      connect: async (signIn, firstReads) => {
        const meanwhile = isApiNeeded(runner.inputs) ? [loadApi] : []
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
    })
    if (failureReasonOf(result) === undefined) process.exitCode = 0
  } catch (error) {
    runner.fail(`The report could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
  // Abandoned calls must not hold the job; the log has to be flushed first.
  process.stdout.write('', () => process.exit())
}

// Loaded during the waits for AWS, instead of after them.
function isApiNeeded(inputs: InputTexts): boolean {
  const { 'pull-request-comment': comment, 'record-plan': record, 'approved-plan': approved } = inputs
  return comment !== 'never' || record.toLowerCase() === 'true' || approved === onPullRequest
}
