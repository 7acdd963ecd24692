import type { AccountNames } from '../sharing/account-names.ts'
import type { Guards } from '../sharing/guards.ts'
import type { Region } from '../sharing/identifiers.ts'
import type { Problem } from '../sharing/problem.ts'
import { isKnownToHaveWorkSpaces, partitionOf } from '../sharing/regions.ts'
import { regionOf, type Mode, type SharingRequest, type Wanted } from '../sharing/request.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import { checkAwsVariables } from './aws-variables.ts'
import { readGuards } from './read-guards.ts'
import { readPullRequestInputs, type CommentWhen } from './read-pull-request.ts'
import type { InputTexts } from './input-texts.ts'
import type { PolicyReading } from './policy/read-policy.ts'
import { InputProblems } from './input-problems.ts'
import { isFalse, readBoolean, readChoice, readWholeNumber } from './scalars.ts'
import {
  isRegionGiven,
  readOrganizationsRole,
  readRegion,
  readRole,
  type JobEnvironment,
} from './read-sign-in.ts'
import { refuseListsBesidePolicy, readWantedImages } from './wanted-images.ts'

/** The settings that the inputs ask for. */
export interface Settings {
  readonly comment: CommentWhen
  readonly request: SharingRequest
  readonly guards: Guards
  /** Whether the plan is recorded on the pull request's head commit. */
  readonly recordPlan: boolean
  readonly signIn: SignIn
  readonly maskAccountIds: boolean
  readonly warnings: readonly string[]
}

/** The settings, or all problems of the inputs. */
export type InputReading =
  | { readonly kind: 'sound'; readonly settings: Settings }
  | {
      readonly kind: 'refused'
      readonly problems: readonly Problem[]
      readonly comment: CommentWhen
      /** Whether a record says that the plan was refused; false where the input itself is wrong. */
      readonly recordPlan: boolean
      /** True also if the input itself is invalid: a typing error must not reveal account ids. */
      readonly maskAccountIds: boolean
    }

const modes: readonly [Mode, ...Mode[]] = ['apply', 'plan', 'check']

/**
 * Turns the inputs' texts into settings. Reports every problem at once, and has no side effects.
 * @param policy the content of the policy file, if there is one
 */
export function readInputs(
  texts: InputTexts,
  environment: JobEnvironment,
  policy?: PolicyReading,
): InputReading {
  const problems = new InputProblems()
  const temporary = readBoolean('temporary', texts.temporary, problems)
  const region = readSignInRegion(texts, environment, policy, problems)
  const wants =
    policy === undefined
      ? readListed(texts, region, temporary, problems)
      : readPolicied(texts, policy, problems)
  const mode = readChoice('mode', texts.mode, modes, problems)
  const waitForMinutes = readWholeNumber(
    'wait-for-minutes',
    texts['wait-for-minutes'],
    { least: 0, most: 360, unit: 'minutes' },
    problems,
  )
  const undoOnFailure = readBoolean('undo-on-failure', texts['undo-on-failure'], problems)
  const guards = readGuards(texts, problems)
  const role = readRole(texts, environment, region, problems)
  const organizationsRole = readOrganizationsRole(texts, environment, region, problems)
  const { comment, recordPlan, canRecord } = readPullRequestInputs(texts, mode, environment, guards, problems)
  const maskAccountIds = readBoolean('mask-account-ids', texts['mask-account-ids'], problems)
  checkAwsVariables(environment.aws, role !== undefined, problems)
  const found = [...problems.found, ...wants.problems, ...otherPartitions(wants.images, region)]
  if (region === undefined || found.length > 0) {
    const isHidden = !isFalse(texts['mask-account-ids'])
    return { kind: 'refused', problems: found, comment, recordPlan: canRecord, maskAccountIds: isHidden }
  }
  const { images, accountNames, warnings } = wants
  return {
    kind: 'sound',
    settings: {
      request: { mode, images, waitForMinutes, temporary, undoOnFailure, accountNames },
      guards,
      recordPlan,
      signIn: { region, role, ...(organizationsRole === undefined ? {} : { organizationsRole }) },
      maskAccountIds,
      comment,
      warnings: [...warnings, ...warningsAbout(images.map(regionOf))],
    },
  }
}

interface Wants {
  readonly images: readonly Wanted[]
  readonly accountNames: AccountNames
  readonly warnings: readonly string[]
  readonly problems: readonly Problem[]
}

function readListed(
  texts: InputTexts,
  region: Region | undefined,
  temporary: boolean,
  problems: InputProblems,
): Wants {
  const images = readWantedImages(texts, region, temporary, problems)
  return { images, accountNames: new Map(), warnings: [], problems: [] }
}

function readPolicied(texts: InputTexts, policy: PolicyReading, problems: InputProblems): Wants {
  refuseListsBesidePolicy(texts, problems)
  if (policy.kind === 'sound') return { ...policy.wants, problems: [] }
  return { images: [], accountNames: new Map(), warnings: [], problems: policy.problems }
}

// If all images of a policy name their Region, one of these Regions serves to sign in.
function readSignInRegion(
  texts: InputTexts,
  environment: JobEnvironment,
  policy: PolicyReading | undefined,
  problems: InputProblems,
): Region | undefined {
  if (policy === undefined || isRegionGiven(texts, environment))
    return readRegion(texts, environment, problems)
  const [first] = policy.kind === 'sound' ? policy.wants.images : []
  return first === undefined ? undefined : regionOf(first)
}

function otherPartitions(images: readonly Wanted[], region: Region | undefined): readonly Problem[] {
  if (region === undefined) return []
  return images
    .filter((image) => partitionOf(regionOf(image)) !== partitionOf(region))
    .map((image) => ({
      reason: 'invalid-policy',
      message: `Region ${regionOf(image)} is in another partition than ${region}; one sign-in reaches only one partition.`,
      remedy: 'Use one policy file and one step for each partition.',
      where: image.where,
    }))
}

/** Returns a warning for each Region that was not known to offer WorkSpaces. */
export function warningsAbout(regions: readonly Region[]): readonly string[] {
  return [...new Set(regions)]
    .filter((region) => !isKnownToHaveWorkSpaces(region))
    .map(
      (region) =>
        `aws-region: ${region} was not known to offer WorkSpaces when this version of the action was made. If AWS can't be reached, check the Region's spelling.`,
    )
}
