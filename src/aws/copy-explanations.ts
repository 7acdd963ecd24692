import type { CopyOrder } from '../copying/copy-plan.ts'
import type { Region } from '../sharing/identifiers.ts'
import { partitionOf } from '../sharing/regions.ts'
import type { Problem } from '../sharing/problem.ts'
import { factsOf } from './error-facts.ts'

interface Advice extends Partial<Pick<Problem, 'reason'>> {
  readonly why: string
  readonly remedy: string
}

/** Explains what some errors of AWS mean for a copy; returns the problem as it is for all others. */
export function explainCopyError(problem: Problem, error: unknown, order: CopyOrder): Problem {
  return withAdvice(problem, doingOf(order), adviceFor(factsOf(error).name, order))
}

/** Explains what some errors of AWS mean for a read of bundles; returns the problem as it is for all others. */
export function explainUnreadBundles(problem: Problem, error: unknown, doing: string): Problem {
  switch (factsOf(error).name) {
    case 'InvalidParameterValuesException':
    case 'ValidationException':
      return withAdvice(problem, doing, {
        why: 'AWS does not accept their ids',
        remedy: "Check bundle-id; AWS's own words are below.",
      })
    case 'ResourceNotFoundException':
      return withAdvice(problem, doing, {
        reason: 'invalid-input',
        why: 'a bundle is not in the account that is signed in, or not in this Region',
        remedy: 'Check bundle-id, aws-region and the account that is signed in.',
      })
    default:
      return problem
  }
}

/** Explains what some errors of AWS mean for a bundle; returns the problem as it is for all others. */
export function explainBundleError(problem: Problem, error: unknown, doing: string, region: Region): Problem {
  switch (factsOf(error).name) {
    case 'InvalidParameterValuesException':
    case 'ValidationException':
      return withAdvice(problem, doing, {
        why: 'AWS does not accept the bundle or the copy',
        remedy: "Check bundle-id, and whether the image fits the bundle; AWS's own words are below.",
      })
    case 'ResourceNotFoundException':
      return withAdvice(problem, doing, {
        why: 'the bundle or the copy is not there any more',
        remedy: 'Check both in the WorkSpaces console, then run this step again.',
      })
    case 'ResourceUnavailableException':
      return withAdvice(problem, doing, {
        why: 'the bundle or the copy is in a state in which AWS does not allow it',
        remedy: 'Look at the state of both in the WorkSpaces console, then run this step again.',
      })
    case 'OperationNotSupportedException':
      return withAdvice(problem, doing, {
        why: 'AWS does not support it for this bundle and image',
        remedy: "AWS's own words are below; the image may not fit the bundle.",
      })
    case 'AccessDeniedException':
      return { ...problem, example: bundleStatement(region) }
    default:
      return problem
  }
}

function withAdvice(problem: Problem, doing: string, advice: Advice | undefined): Problem {
  if (advice === undefined || problem.aws === undefined) return problem
  const { why, ...others } = advice
  return { ...problem, ...others, message: `Could not ${doing}: ${why}.` }
}

function bundleStatement(region: Region): string {
  const own = `arn:${partitionOf(region)}:workspaces:${region}:*`
  const resources = [`${own}:workspacebundle/*`, `${own}:workspaceimage/*`]
  const statement = { Effect: 'Allow', Action: 'workspaces:UpdateWorkspaceBundle', Resource: resources }
  return JSON.stringify(statement, null, 2)
}

/** Formats the call that starts a copy, as a clause that follows "Could not". */
export function doingOf({ source, region, name }: CopyOrder): string {
  return `copy ${source.id} from ${source.region} to ${region} as ${name}`
}

function adviceFor(name: string, { source, region }: CopyOrder): Advice | undefined {
  switch (name) {
    case 'ResourceLimitExceededException':
      return {
        reason: 'not-supported',
        why: `the account has as many images in ${region} as its quota allows (40 unless it was raised)`,
        remedy: `Delete images that are not used any more, or raise the quota "Images": https://console.aws.amazon.com/servicequotas/home/services/workspaces/quotas?region=${region}`,
      }
    case 'ResourceNotFoundException':
      return {
        reason: 'image-not-found',
        why: 'the image is not shared with the account any more',
        remedy: 'Keep the share until the copy is AVAILABLE, then run it again.',
      }
    case 'ResourceUnavailableException':
      return {
        reason: 'image-not-available',
        why: 'the image is in a state in which AWS does not allow it',
        remedy: 'Run it again when the image is AVAILABLE.',
      }
    case 'OperationNotSupportedException':
      return { reason: 'not-supported', ...unsupported(source.region, region) }
    default:
      return undefined
  }
}

function unsupported(from: Region, to: Region): Advice {
  const why = 'AWS does not support it for this image or account'
  const ofLicence = 'a BYOL image needs an account that is enabled for BYOL, under the same payer.'
  if (from === to) return { why, remedy: `AWS's own words are below; ${ofLicence}` }
  if (partitionOf(to) === 'aws-cn') {
    return {
      why: 'AWS copies images in China (Ningxia) only within the Region',
      remedy: 'Set aws-region to the Region of the image, or let the owner build it in the other one.',
    }
  }
  if (partitionOf(to) === 'aws-us-gov') {
    return {
      why: 'AWS copies images to and from other Regions of GovCloud (US) only through AWS Support',
      remedy: 'Copy within the Region of the image, or ask AWS Support.',
    }
  }
  return {
    why: `${why}, or not between these Regions`,
    remedy: `To or from a Region that has to be opted in to, AWS Support makes the copy; ${ofLicence}`,
  }
}
