import { SandboxAws, type Fault } from '../../sandbox/aws/aws.ts'
import { Job, type StepResult } from '../../sandbox/runner/job.ts'
import {
  checkWhatAlwaysHolds,
  checkWhoCanCopy,
  compiledOnce,
  IMAGE,
  OWNER,
  REGION,
  countsOf,
} from '../support/fixture.ts'
import { READ, WRITE } from './aws-call.ts'

/** What a run is to do. */
export interface Wish {
  readonly says: string
  readonly inputs: Readonly<Record<string, string>>
  /** policy.yml, if it goes by one. */
  readonly policy?: string
}

/** Where the first run is held until the second one has ended. */
const places = {
  'its first write': { on: { operation: WRITE } },
  'its proof': { on: { operation: READ }, after: 1 },
} satisfies Record<string, Pick<Fault, 'on' | 'after'>>

/** Two runs that cross. docs/faults.md says what comes of it. */
export interface Crossing {
  readonly first: Wish
  readonly heldAt: keyof typeof places
  readonly second: Wish
  /** Who can copy the image before. */
  readonly before: readonly string[]
}

/** What was seen of a crossing. */
export interface Crossed {
  /** `failure-reason` and the counts of the first run, then of the second. */
  readonly ends: readonly string[]
  readonly after: readonly string[]
}

export const share = (...accounts: readonly string[]): Wish => ({
  says: `share with ${accounts.join(', ')}`,
  inputs: { 'image-id': IMAGE, 'account-id': accounts.join() },
})
export const unshare = (account: string): Wish => ({
  says: `unshare from ${account}`,
  inputs: { 'image-id': IMAGE, 'account-id': account, allow: 'false' },
})
export const exclusively = (...accounts: readonly string[]): Wish => ({
  says: `share with ${accounts.join(', ')} alone`,
  inputs: { 'policy-file': 'policy.yml' },
  policy: `version: 1\nimages:\n  - id: ${IMAGE}\n    share-with: [${accounts.map((id) => `"${id}"`).join()}]\n    exclusive: true\n`,
})

/** Lets two runs cross. What holds for every run is checked right when each of them ends. */
export async function cross({ first, heldAt, second, before }: Crossing): Promise<Crossed> {
  const aws = await SandboxAws.start({ account: OWNER })
  const jobs = [await Job.start({ env: compiledOnce }), await Job.start({ env: compiledOnce })] as const
  try {
    aws.addImage({ region: REGION, id: IMAGE, name: 'golden', sharedWith: before })
    const seconds: string[] = []
    const happens = async (): Promise<void> => {
      seconds.push(endOf(await run(jobs[1], aws, second)))
    }
    aws.inject({ ...places[heldAt], times: 1, do: { kind: 'meanwhile', happens } })
    const end = endOf(await run(jobs[0], aws, first))
    return { ends: [end, ...seconds], after: aws.recipients(REGION, IMAGE) }
  } finally {
    await Promise.all([aws.close(), ...jobs.map(async (job) => job.close())])
  }
}

async function run(job: Job, aws: SandboxAws, { inputs, policy }: Wish): Promise<StepResult> {
  const step = await job.runStep({
    with: { 'aws-region': REGION, ...inputs },
    env: aws.environment(),
    ...(policy === undefined ? {} : { workspaceFiles: { 'policy.yml': policy } }),
  })
  checkWhatAlwaysHolds(step)
  checkWhoCanCopy(step, aws)
  return step
}

function endOf(step: StepResult): string {
  const { reason, shared, unshared, unchanged, failed } = countsOf(step)
  return `${reason === '' ? 'green' : reason}: ${[shared, unshared, unchanged, failed].join(', ')}`
}
