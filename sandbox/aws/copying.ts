import { AwsError } from './aws-error.ts'
import type { SandboxImage } from './images.ts'

/** How the copies to come turn out. */
export interface Copying extends Pick<
  SandboxImage,
  'thenState' | 'errorCode' | 'errorMessage' | 'errorDetails'
> {
  /** How many answers of DescribeWorkspaceImages show a copy as PENDING. */
  pendingReads: number
  /** How many answers of DescribeWorkspaceImages leave a copy out before one shows it. */
  hiddenReads: number
  /** How many images an account may own in a Region. */
  quota: number
}

/** Copies that are AVAILABLE from their second read on, under the quota AWS gives by default. */
export function usualCopying(): Copying {
  return { pendingReads: 1, hiddenReads: 0, quota: 40 }
}

/** Regions with WorkSpaces that an account has to opt in to. */
const OPT_IN = new Set(['af-south-1', 'ap-southeast-5', 'il-central-1'])

/**
 * Checks whether AWS copies images from one Region to another.
 *
 * https://docs.aws.amazon.com/workspaces/latest/adminguide/copy-custom-image.html
 *
 * @throws {AwsError} OperationNotSupportedException where AWS doesn't, or does only after a call to AWS Support
 */
export function checkRoute(from: string, to: string): void {
  if (from === to) return
  if (isClosed(from) || isClosed(to))
    throw new AwsError(
      'OperationNotSupportedException',
      `Copying images from ${from} to ${to} is not supported.`,
    )
}

function isClosed(region: string): boolean {
  return /^(?:cn|us-gov)-/u.test(region) || OPT_IN.has(region)
}
