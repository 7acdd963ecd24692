import { SandboxAws } from '../../../sandbox/aws/aws.ts'
import { SandboxGitHub } from '../../../sandbox/github/github.ts'
import { Job, type StepOptions, type StepResult } from '../../../sandbox/runner/job.ts'
import { BUNDLE, COPY_ROLE, copyAction, OLD_IMAGE, RECIPIENT } from '../../support/copy-fixture.ts'
import { compiledOnce, IMAGE, OWNER, REGION, skipsPauses } from '../../support/fixture.ts'

/**
 * Where one run takes place that copies: an AWS, a GitHub and a job of its own. The run makes every call there is: it
 * signs in with an ID token, copies, waits, points two bundles at the copy, and proves it.
 */
export class CopyFaultFixture {
  readonly aws: SandboxAws
  readonly github: SandboxGitHub
  readonly nodeArguments: string[] = []
  /** Called with every line of the log. */
  onLine: (line: string) => void = () => {}
  readonly #job: Job
  readonly #others: Job[] = []

  private constructor(aws: SandboxAws, github: SandboxGitHub, job: Job) {
    this.aws = aws
    this.github = github
    this.#job = job
  }

  static async open(): Promise<CopyFaultFixture> {
    const [aws, github, job] = await Promise.all([
      SandboxAws.start({ account: OWNER }),
      SandboxGitHub.start(),
      Job.start({ env: compiledOnce }),
    ])
    aws.addImage({ region: REGION, id: IMAGE, name: 'golden', sharedWith: [RECIPIENT] })
    for (const id of bundles)
      aws.addBundle({ region: REGION, id, name: 'desktop', owner: RECIPIENT, image: OLD_IMAGE })
    aws.copying.pendingReads = 3
    aws.trustRole({ arn: COPY_ROLE, verify: (jwt) => github.verify(jwt) })
    return new CopyFaultFixture(aws, github, job)
  }

  /** A run that copies makes no comment. */
  comments(): readonly string[] {
    return []
  }

  /** The images of the account that are truly there. */
  copies(): ReturnType<SandboxAws['imagesOf']> {
    return this.aws.imagesOf(RECIPIENT, REGION)
  }

  /** The true image of each bundle. */
  bundleImages(): readonly (string | undefined)[] {
    return bundles.map((id) => this.aws.bundleImage(REGION, id))
  }

  /** Runs the step. */
  async run(options: StepOptions = {}): Promise<StepResult> {
    return this.#runIn(this.#job, { ...options, onLine: (line) => this.onLine(line) })
  }

  /** Runs the step in a job of its own, while another one runs. */
  async runBeside(): Promise<StepResult> {
    const job = await Job.start({ env: compiledOnce })
    this.#others.push(job)
    return this.#runIn(job, {})
  }

  async close(): Promise<void> {
    const all = [this.aws, this.github, this.#job, ...this.#others]
    await Promise.all(all.map(async (one) => one.close()))
  }

  async #runIn(job: Job, options: StepOptions): Promise<StepResult> {
    return job.runStep({
      ...options,
      actionDirectory: copyAction,
      with: {
        'image-id': IMAGE,
        'aws-region': REGION,
        'owner-account-id': OWNER,
        'wait-for-minutes': '3',
        'bundle-id': bundles.join(),
        'role-to-assume': COPY_ROLE,
      },
      env: { ...this.aws.endpointEnvironment(), ...this.github.oidcEnvironment() },
      nodeArguments: [...this.nodeArguments, ...skipsPauses],
    })
  }
}

const bundles = [BUNDLE, 'wsb-9876543210']
