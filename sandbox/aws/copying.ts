import { AwsError } from './aws-error.ts'
import type { SandboxImage } from './images.ts'

/** Settings for future copies. */
export interface Copying extends Pick<
  SandboxImage,
  'thenState' | 'errorCode' | 'errorMessage' | 'errorDetails'
> {
  /** The number of DescribeWorkspaceImages answers that show a copy as PENDING. */
  pendingReads: number
  /** The number of DescribeWorkspaceImages answers that omit a copy before one shows it. */
  hiddenReads: number
  /** The most images that an account may own in a Region. */
  quota: number
}

/** Returns settings by which copies are AVAILABLE from their second read on, under AWS's default quota. */
export function usualCopying(): Copying {
  return { pendingReads: 1, hiddenReads: 0, quota: 40 }
}

/** Regions with WorkSpaces that require an opt-in. */
const OPT_IN = new Set(['af-south-1', 'ap-southeast-5', 'il-central-1'])

/**
 * Checks whether AWS copies images from one Region to another.
 *
 * https://docs.aws.amazon.com/workspaces/latest/adminguide/copy-custom-image.html
 *
 * @throws {AwsError} OperationNotSupportedException if AWS doesn't, or only does after a request to AWS Support
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
