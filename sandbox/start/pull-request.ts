import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shaOf } from '../github/commits.ts'
import type { Run } from '../github/runs.ts'
import { repositoryRoot } from '../runner/root.ts'
import { exampleImages, exampleInputs, type Example } from './example.ts'
import { runJob } from './run-job.ts'
import type { Screen } from './screen.ts'

const policyFile = 'image-sharing.yml'
const planning = { mode: 'plan', 'record-plan': 'true', 'pull-request-comment': 'always' }
const applying = { 'approved-plan': 'pull-request' }

/**
 * Plays two pull requests: the first is planned, merged, applied and run again. The second is refused at its merge,
 * because somebody changed something after its plan. Returns whether each job ended as it should.
 */
export async function playPullRequest(example: Example, screen: Screen): Promise<boolean> {
  const { aws, github } = example
  const text = await readFile(join(repositoryRoot(), 'sandbox', 'start', policyFile), 'utf8')
  const play = new Play(example, screen)

  github.pullRequests.open({ number: 7, head: shaOf('head of 7') })
  const asExpected = [
    await play.job('Pull request #7 is planned', 7, github.runs.pullRequest(7), text, planning, true),
  ]
  play.showRecords('head of 7')
  github.pullRequests.close(7, { commit: shaOf('merge of 7') })
  const merged = github.runs.merged(7)
  const again = { ...merged, github: { ...merged.github, GITHUB_RUN_ATTEMPT: '2' } }
  asExpected.push(
    await play.job('Pull request #7 is merged: its plan is applied', 7, merged, text, applying, true),
    await play.job('The same job is run again: nothing is left to do', 7, again, text, applying, true),
  )
  play.showRecords('head of 7')

  const next = text.replace(
    '      - workplace-test\n      - workplace-production\n',
    '      - workplace-test\n',
  )
  github.pullRequests.open({ number: 8, head: shaOf('head of 8') })
  asExpected.push(
    await play.job(
      'Pull request #8 takes an account away',
      8,
      github.runs.pullRequest(8),
      next,
      planning,
      true,
    ),
  )
  screen.line()
  screen.line('Meanwhile somebody shares the image by hand with 777788889999.')
  const [{ id }] = exampleImages
  aws.setRecipients(String(exampleInputs['aws-region']), id, ['444455556666', '555566667777', '777788889999'])
  github.pullRequests.close(8, { commit: shaOf('merge of 8') })
  asExpected.push(
    await play.job(
      'Pull request #8 is merged: today’s plan is another one, and nothing is written',
      8,
      github.runs.merged(8),
      next,
      applying,
      false,
    ),
  )
  return asExpected.every(Boolean)
}

class Play {
  readonly #example: Example
  readonly #screen: Screen
  #runs = 0

  constructor(example: Example, screen: Screen) {
    this.#example = example
    this.#screen = screen
  }

  /** Runs a job, and returns whether it succeeded or failed as expected. */
  async job(
    title: string,
    number: number,
    run: Run,
    policy: string,
    inputs: Record<string, string>,
    succeeds: boolean,
  ): Promise<boolean> {
    this.#runs += 1
    this.#screen.title(`${this.#runs}. ${title}`)
    const { 'aws-region': region = '', 'role-to-assume': role = '' } = exampleInputs
    const ofPullRequest = { ...run, github: { ...run.github, GITHUB_RUN_ID: String(this.#runs) } }
    const step = {
      ...ofPullRequest,
      with: { 'policy-file': policyFile, 'aws-region': region, 'role-to-assume': role, ...inputs },
      workspaceFiles: { [policyFile]: policy },
    }
    const { github } = this.#example
    const comment = () => github.comments.on(number).at(-1)?.body
    const pullRequest = { run: ofPullRequest, comment }
    const { succeeded } = await runJob({ ...this.#example, pullRequest }, step, this.#screen)
    return succeeded === succeeds
  }

  /** Shows the statuses of a commit, the oldest first. */
  showRecords(commit: string): void {
    this.#screen.title('Statuses of the pull request’s head commit')
    for (const { state, context, description } of this.#example.github.statuses
      .on(shaOf(commit))
      .toReversed())
      this.#screen.line(`  ${state}  ${context}  ${description}`)
  }
}
