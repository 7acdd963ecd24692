import { SandboxAws } from '../aws/aws.ts'
import { shaOf } from '../github/commits.ts'
import { SandboxGitHub } from '../github/github.ts'
import { Job, type StepOptions, type StepResult } from '../runner/job.ts'

/** A run whose summary is worth a screenshot. */
export interface Case {
  readonly name: string
  readonly inputs: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly prepare: (aws: SandboxAws) => void
}

const region = 'eu-west-1'
const golden = { region, id: 'wsi-0123456789abc', name: 'golden-windows-2026-11' }
const design = { region, id: 'wsi-de51gn000001', name: 'design-workstation' }
const [test, production, partner, former] = [
  '444455556666',
  '555566667777',
  '666677778888',
  '777788889999',
] as const

const policy = `version: 1
accounts:
  workplace-test: "${test}"
  workplace-production: "${production}"
  agency: "${partner}"
images:
  - name: ${golden.name}
    region: ${region}
    exclusive: true
    share-with:
      - workplace-test
      - workplace-production
  - id: ${design.id}
    region: ${region}
    share-with:
      - workplace-test
      - account: agency
        until: 2040-03-31
`
const byPolicy = { 'policy-file': 'images.yml' }
const files = { 'images.yml': policy }

function accounts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(100_000_000_000 + index))
}

function twoImages(aws: SandboxAws): void {
  aws.addImage({ ...golden, sharedWith: [test, former] })
  aws.addImage({ ...design, sharedWith: [test] })
}

const threeHundred = {
  'image-id': golden.id,
  'aws-region': region,
  'account-id': accounts(300).join(' '),
  exclusive: 'true',
}

function strangerAlone(aws: SandboxAws): void {
  aws.addImage({ ...golden, sharedWith: [former] })
}

/** The README shows the first case. */
export const cases: readonly [Case, ...Case[]] = [
  { name: 'all-fine', inputs: byPolicy, files, prepare: twoImages },
  {
    name: 'nothing-to-do',
    inputs: byPolicy,
    files,
    prepare: (aws) => {
      aws.addImage({ ...golden, sharedWith: [test, production] })
      aws.addImage({ ...design, sharedWith: [test, partner] })
    },
  },
  { name: 'plan', inputs: { ...byPolicy, mode: 'plan' }, files, prepare: twoImages },
  {
    name: 'partial-failure',
    inputs: byPolicy,
    files,
    prepare: (aws) => {
      twoImages(aws)
      const name = 'InvalidParameterValuesException'
      aws.inject({
        on: { account: production },
        do: { kind: 'error', name, message: `The account ${production} does not exist.` },
      })
      aws.inject({
        on: { operation: 'UpdateWorkspaceImagePermission', account: partner },
        do: {
          kind: 'error',
          name: 'AccessDeniedException',
          message:
            'User: arn:aws:sts::111122223333:assumed-role/share-images/golden-images-42 is not authorized to perform: workspaces:UpdateWorkspaceImagePermission',
        },
      })
    },
  },
  {
    name: 'refused',
    inputs: { ...byPolicy, 'trusted-account-ids': `${test} ${production}`, 'max-unshares': '0' },
    files,
    prepare: (aws) => {
      twoImages(aws)
      aws.addImage({ ...design, state: 'PENDING', sharedWith: [test] })
    },
  },
  {
    name: 'three-thousand-accounts',
    inputs: { 'image-id': golden.id, 'aws-region': region, 'account-id': accounts(3000).join(' ') },
    prepare: (aws) => {
      aws.addImage({ ...golden, sharedWith: accounts(2980) })
    },
  },
  { name: 'drift', inputs: { ...byPolicy, mode: 'check' }, files, prepare: twoImages },
  // One stranger among three hundred must not be overlooked.
  {
    name: 'three-hundred-and-a-stranger',
    inputs: { ...threeHundred, mode: 'check', 'pull-request-comment': 'always' },
    prepare: strangerAlone,
  },
  {
    name: 'three-hundred-failures',
    inputs: { ...threeHundred, 'pull-request-comment': 'always' },
    prepare: (aws) => {
      strangerAlone(aws)
      aws.inject({
        on: { operation: 'UpdateWorkspaceImagePermission' },
        do: { kind: 'error', name: 'AccessDeniedException', message: 'The user is not authorized.' },
      })
    },
  },
]

/** The result of a case, and its comment on a pull request. */
export interface CaseResult extends StepResult {
  readonly comment: string | undefined
}

/** Runs a case as GitHub would run it, on a pull request. */
export async function runCase({ inputs, files: workspaceFiles = {}, prepare }: Case): Promise<CaseResult> {
  const [aws, github, job] = await Promise.all([SandboxAws.start(), SandboxGitHub.start(), Job.start()])
  try {
    prepare(aws)
    github.pullRequests.open({ number: 1, head: shaOf('the head of the case') })
    const run = github.runs.pullRequest(1)
    const step: StepOptions = { ...run, with: { ...inputs }, env: aws.environment(), workspaceFiles }
    const result = await job.runStep(step)
    return { ...result, comment: github.comments.on(1).at(-1)?.body }
  } finally {
    await Promise.all([aws.close(), github.close(), job.close()])
  }
}
