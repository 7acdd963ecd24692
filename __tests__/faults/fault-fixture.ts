import { SandboxAws, type Fault } from '../../sandbox/aws/aws.ts'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { TOKEN_AUTHOR } from '../../sandbox/github/pull-request-comments.ts'
import { Job, type StepOptions, type StepResult } from '../../sandbox/runner/job.ts'
import { commentMarker } from '../../src/report/comment-body.ts'
import { compiledOnce, IMAGE, OWNER, REGION, ROLE } from '../support/fixture.ts'

/** Whom the image is to be shared with: the last one has it already. */
export const WANTED = ['000000000001', '000000000002', '000000000003', '000000000004']
/** Who has it already, and shall keep it. */
export const HAS_IT = '000000000004'
/** Who can copy the image and shall not any more. */
export const UNWANTED = '000000000009'
/** Who can copy the image before the run. */
export const BEFORE = [HAS_IT, UNWANTED]
/** The accounts that the run shares with. */
export const NEW = WANTED.filter((account) => !BEFORE.includes(account))

const pullRequest = 7
const UNIT = 'ou-ab12-work0000'
const MANAGEMENT = '999900001111'

/**
 * Where one run takes place: an AWS, a GitHub and a job of its own. The run makes every call there is: it signs in with
 * an ID token, shares with three accounts, unshares one, proves it, and comments on a pull request if asked to.
 */
export class FaultFixture {
  readonly aws: SandboxAws
  readonly github: SandboxGitHub
  readonly job: Job
  /** The step's `env` besides what it always has. */
  readonly env: Record<string, string> = {}
  /** The runner's variables besides what they always are. */
  readonly variables: Record<string, string> = {}
  readonly inputs: Record<string, string> = {
    'policy-file': 'policy.yml',
    'aws-region': REGION,
    'role-to-assume': ROLE,
  }
  readonly nodeArguments: string[] = []
  /** AWS itself shows for ever what was before: nobody can tell who can copy the image. */
  isStale = false
  /** Called with every line of the log. */
  onLine: (line: string) => void = () => {}
  #wanted: readonly string[] = WANTED
  #isTemporary = false
  #isUnit = false

  readonly #alsoClosed: { close(): Promise<void> }[] = []

  private constructor(aws: SandboxAws, github: SandboxGitHub, job: Job) {
    this.aws = aws
    this.github = github
    this.job = job
  }

  static async open(): Promise<FaultFixture> {
    const [aws, github, job] = await Promise.all([
      SandboxAws.start({ account: OWNER }),
      SandboxGitHub.start(),
      Job.start({ env: compiledOnce }),
    ])
    aws.addImage({ region: REGION, id: IMAGE, name: 'golden', sharedWith: BEFORE })
    aws.trustRole({ arn: ROLE, verify: (jwt) => github.verify(jwt) })
    return new FaultFixture(aws, github, job)
  }

  /** Makes the run comment on a pull request. */
  comment(): void {
    this.inputs['pull-request-comment'] = 'always'
    Object.assign(this.variables, this.github.pullRequestVariables(pullRequest))
  }

  /** What the comments of the pull request say. */
  comments(): readonly string[] {
    return this.github.comments.on(pullRequest).map(({ body }) => body)
  }

  /** Adds the comment that an earlier run of the step left. */
  addOwnComment(): void {
    const owner = {
      workflow: 'octo-org/golden-images/.github/workflows/share.yml',
      job: 'share',
      step: '__self',
      leg: [REGION, ROLE, 'policy.yml'],
    }
    this.github.comments.add(pullRequest, TOKEN_AUTHOR, `${commentMarker(owner)}\nBefore.`)
  }

  /** Lets the run share with these accounts instead. */
  shareWith(accounts: readonly string[]): void {
    this.#wanted = accounts
  }

  /**
   * Lets the run share with the same accounts as a unit: read by the paths of its accounts, on a walk, or by paths with
   * a role of its own.
   */
  shareWithUnit(way: 'paths' | 'walk' | 'role'): void {
    this.#isUnit = true
    const accounts = WANTED.map((id) => ({ id, name: `account ${id}`, parent: UNIT }))
    this.aws.setOrganization({
      id: 'o-a1b2c3d4e5',
      root: 'r-ab12',
      managementAccount: MANAGEMENT,
      units: [{ id: UNIT, name: 'Workplace' }],
      accounts: [...accounts, { id: OWNER, name: 'owner' }],
      readers: way === 'role' ? [] : [OWNER],
      without: way === 'walk' ? ['Paths'] : [],
      pageSizes: [2],
    })
    if (way !== 'role') return
    const arn = `arn:aws:iam::${MANAGEMENT}:role/read-organization`
    this.aws.allowAssume({ arn, trusts: [ROLE] })
    this.inputs['organizations-role-to-assume'] = arn
  }

  /** Makes the run share for the time of the job: then it may unshare nobody. */
  endWithJob(): void {
    this.inputs['temporary'] = 'true'
    this.#isTemporary = true
  }

  /** Who can copy the image once all is as wanted. */
  get wanted(): readonly string[] {
    return this.#isTemporary ? [...this.#wanted, UNWANTED] : this.#wanted
  }

  /** Changes who can copy the image just before the next call of this kind takes effect. */
  meanwhile(on: Fault['on'], change: (recipients: readonly string[]) => readonly string[]): void {
    const happens = (): void => this.aws.setRecipients(REGION, IMAGE, change(this.recipients()))
    this.aws.inject({ ...(on === undefined ? {} : { on }), times: 1, do: { kind: 'meanwhile', happens } })
  }

  /** Who truly can copy the image. */
  recipients(): string[] {
    return this.aws.recipients(REGION, IMAGE)
  }

  /** Runs the step. */
  async run(options: StepOptions = {}): Promise<StepResult> {
    return this.job.runStep({
      ...options,
      with: this.inputs,
      env: { ...this.aws.endpointEnvironment(), ...this.github.oidcEnvironment(), ...this.env },
      github: this.variables,
      event: { pull_request: { number: pullRequest } },
      nodeArguments: this.nodeArguments,
      workspaceFiles: { 'policy.yml': policyFor(this.#listed, !this.#isTemporary) },
      onLine: (line) => this.onLine(line),
    })
  }

  get #listed(): string {
    if (this.#isUnit) return `[{ organizational-unit: ${UNIT} }]`
    return `[${this.#wanted.map((account) => `"${account}"`).join(', ')}]`
  }

  /** Closes a server of this fixture's own together with it. */
  closeWithIt(server: { close(): Promise<void> }): void {
    this.#alsoClosed.push(server)
  }

  async close(): Promise<void> {
    const all = [this.aws, this.github, this.job, ...this.#alsoClosed]
    await Promise.all(all.map(async (one) => one.close()))
  }
}

function policyFor(list: string, isExclusive: boolean): string {
  return [
    'version: 1',
    'images:',
    `  - id: ${IMAGE}`,
    `    share-with: ${list}`,
    `    exclusive: ${isExclusive}`,
  ].join('\n')
}
