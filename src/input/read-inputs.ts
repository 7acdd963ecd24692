import type { AccountNames } from '../sharing/account-names.ts'
import type { Guards } from '../sharing/guards.ts'
import type { Region } from '../sharing/identifiers.ts'
import type { Problem } from '../sharing/problem.ts'
import { isKnownToHaveWorkSpaces, partitionOf } from '../sharing/regions.ts'
import { regionOf, type Mode, type SharingRequest, type Wanted } from '../sharing/request.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import { checkAwsVariables } from './aws-variables.ts'
import { onPullRequest, readGuards } from './read-guards.ts'
import type { InputTexts } from './input-texts.ts'
import type { PolicyReading } from './policy/read-policy.ts'
import { quoted, InputProblems } from './input-problems.ts'
import { canBeToken, isFalse, readBoolean, readChoice, readWholeNumber } from './scalars.ts'
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

/** The condition for a comment on a pull request. */
export type CommentWhen = 'never' | 'changes' | 'always'

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

const commentWhens: readonly [CommentWhen, ...CommentWhen[]] = ['never', 'changes', 'always']
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
  const recordPlan = readRecordPlan(texts, mode, environment, problems)
  const role = readRole(texts, environment, region, problems)
  const organizationsRole = readOrganizationsRole(texts, environment, region, problems)
  const comment = readChoice('pull-request-comment', texts['pull-request-comment'], commentWhens, problems)
  const isTokenNeeded = recordPlan || guards.approvedPlan === onPullRequest
  if (comment !== 'never' || isTokenNeeded) checkToken(texts['github-token'], isTokenNeeded, problems)
  const maskAccountIds = readBoolean('mask-account-ids', texts['mask-account-ids'], problems)
  checkAwsVariables(environment.aws, role !== undefined, problems)
  const found = [...problems.found, ...wants.problems, ...otherPartitions(wants.images, region)]
  if (region === undefined || found.length > 0) {
    const isHidden = !isFalse(texts['mask-account-ids'])
    const canRecord = recordPlan && texts['github-token'] !== '' && canBeToken(texts['github-token'])
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

// A record is of a plan that a pull request shows. A later commit of the pull request needs a record of its own.
function readRecordPlan(
  texts: InputTexts,
  mode: Mode,
  { eventName }: JobEnvironment,
  problems: InputProblems,
): boolean {
  if (!readBoolean('record-plan', texts['record-plan'], problems)) return false
  const isPlan = mode === 'plan'
  const isOnPullRequest = eventName === 'pull_request'
  if (!isPlan) {
    problems.add(
      'record-plan',
      `true goes only with mode: plan, not with ${mode}`,
      'Set mode: plan, or leave record-plan out.',
    )
  }
  if (!isOnPullRequest) {
    problems.add(
      'record-plan',
      `true goes only with the event pull_request, and the run's event is ${eventName === '' ? 'none' : quoted(eventName)}`,
      "Run this step on pull_request, or write record-plan: ${{ github.event_name == 'pull_request' }}.",
    )
  }
  return isPlan && isOnPullRequest
}

// The client that rejects a bad token later would quote it. This message leaves it out.
function checkToken(text: string, isNeeded: boolean, problems: InputProblems): void {
  if (isNeeded && text === '') {
    problems.add(
      'github-token',
      'is empty, and record-plan: true and approved-plan: pull-request need it',
      'Leave it out to use the token of the job.',
    )
  }
  if (canBeToken(text)) return
  problems.add(
    'github-token',
    'holds white space or another character that no token has',
    'Give the token alone, such as ${{ github.token }}; store a secret anew that was pasted with more around it.',
  )
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
