import { SandboxAws, SANDBOX_ACCOUNT } from '../aws/aws.ts'
import { shaOf } from '../github/commits.ts'
import { SandboxGitHub } from '../github/github.ts'
import type { StepOptions } from '../runner/job.ts'

const region = 'eu-west-1'
const otherRegion = 'us-east-1'
const pullRequest = 7
/** An account that the sandbox's AWS refuses. */
export const unknownAccount = '999988887777'
const role = `arn:aws:iam::${SANDBOX_ACCOUNT}:role/share-images`

/** The images of the sandbox's AWS, and their uses. */
export const exampleImages = [
  {
    id: 'wsi-0123456789abc',
    name: 'golden-windows-2026-11',
    sharedWith: ['777788889999'],
    about: 'AVAILABLE, shared with 777788889999',
  },
  { id: 'wsi-de51gn000001', name: 'design-workstation', about: 'AVAILABLE, shared with nobody' },
  {
    id: 'wsi-0123456789abd',
    name: 'golden-windows-2026-11',
    region: otherRegion,
    about: `AVAILABLE in ${otherRegion}, shared with nobody`,
  },
  {
    id: 'wsi-pending000001',
    name: 'golden-windows-2026-12',
    state: 'PENDING',
    pendingReads: 3,
    about: 'PENDING, AVAILABLE after a few looks (try --wait-for-minutes 5)',
  },
  {
    id: 'wsi-error00000001',
    name: 'golden-windows-broken',
    state: 'ERROR',
    errorDetails: [
      { ErrorCode: 'InsufficientDiskSpace', ErrorMessage: 'There is not enough free space on the disk.' },
    ],
    about: 'in state ERROR',
  },
  {
    id: 'wsi-foreign000001',
    name: 'partner-image',
    owner: '888899990000',
    sharedWith: [SANDBOX_ACCOUNT],
    about: 'owned by 888899990000, shared with us',
  },
] as const

/** The inputs if none are given. */
export const exampleInputs: Readonly<Record<string, string>> = {
  'image-id': exampleImages[0].id,
  'account-id': '444455556666, 555566667777',
  'aws-region': region,
  'role-to-assume': role,
}

/** The pull request of a step that comments. */
export interface ExamplePullRequest {
  readonly run: Pick<StepOptions, 'github' | 'event'>
  /** Returns the step's comment on it. */
  comment(): string | undefined
}

/** An AWS and a GitHub on loopback with a few images and one role to assume; or the caller's own AWS alone. */
export interface ExampleAws {
  readonly environment: Record<string, string>
  readonly pullRequest: ExamplePullRequest | undefined
  close(): Promise<void>
}

/** The example's AWS and GitHub themselves. */
export interface Example extends ExampleAws {
  readonly aws: SandboxAws
  readonly github: SandboxGitHub
}

/** Adds the example's images to an AWS, and the account that it refuses. */
export function addExampleImages(aws: SandboxAws): void {
  for (const { about: _, ...image } of exampleImages) aws.addImage({ region, ...image })
  const message = `The account ${unknownAccount} does not exist.`
  const name = 'InvalidParameterValuesException'
  aws.inject({ on: { account: unknownAccount }, do: { kind: 'error', name, message } })
}

/** Starts the example on free ports. */
export async function startExample(): Promise<Example> {
  const [aws, github] = await Promise.all([SandboxAws.start(), SandboxGitHub.start()])
  addExampleImages(aws)
  aws.trustRole({ arn: role, verify: (token) => github.verify(token), maxDurationSeconds: 43_200 })
  github.pullRequests.open({ number: pullRequest, head: shaOf('the pull request of the example') })
  return {
    aws,
    github,
    environment: { ...aws.endpointEnvironment(), ...github.oidcEnvironment() },
    pullRequest: {
      run: github.runs.pullRequest(pullRequest),
      comment: () => github.comments.on(pullRequest).at(-1)?.body,
    },
    async close() {
      await Promise.all([aws.close(), github.close()])
    },
  }
}
