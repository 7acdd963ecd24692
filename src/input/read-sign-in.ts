import { isRegion, type Region } from '../sharing/identifiers.ts'
import { partitionOf } from '../sharing/regions.ts'
import type { OrganizationsRole, RoleToAssume } from '../sharing/sign-in.ts'
import type { AwsVariables } from './aws-variables.ts'
import type { InputTexts } from './input-texts.ts'
import { quoted, type InputProblems } from './input-problems.ts'
import { regionRemedy } from './region-remedy.ts'
import { readWholeNumber } from './scalars.ts'

/** The variables of the job's environment; `''` if one is not set. */
export interface JobEnvironment {
  /** AWS_REGION */
  readonly awsRegion: string
  /** AWS_DEFAULT_REGION */
  readonly awsDefaultRegion: string
  readonly aws: AwsVariables
  /** GITHUB_REPOSITORY, `owner/name` */
  readonly repository: string
  /** GITHUB_RUN_ID */
  readonly runId: string
  /** GITHUB_EVENT_NAME */
  readonly eventName: string
}

// IAM: role names are [\w+=,.@-]{1,64}, paths up to 512 characters.
const roleArnPattern = /^arn:(aws|aws-cn|aws-us-gov):iam::[0-9]{12}:role\/[\w+=,.@/-]{1,576}$/
// STS AssumeRoleWithWebIdentity: RoleSessionName.
const sessionNamePattern = /^[\w+=,.@-]{2,64}$/
const longestSessionName = 64

/** The inputs about where and as whom to sign in. */
export type SignInTexts = Pick<
  InputTexts,
  'aws-region' | 'role-to-assume' | 'role-session-name' | 'role-duration-seconds' | 'audience'
>

/** Returns whether a Region is given at all, well-formed or not. */
export function isRegionGiven(texts: SignInTexts, environment: JobEnvironment): boolean {
  return regionText(texts, environment) !== ''
}

/** Returns the given Region if it is well-formed. */
export function givenRegion(texts: SignInTexts, environment: JobEnvironment): Region | undefined {
  const text = regionText(texts, environment)
  return isRegion(text) ? text : undefined
}

function regionText(texts: SignInTexts, environment: JobEnvironment): string {
  return texts['aws-region'] || environment.awsRegion || environment.awsDefaultRegion
}

/**
 * Reads the Region from the input, else from AWS_REGION, else from AWS_DEFAULT_REGION.
 * @param what the use of the Region
 */
export function readRegion(
  texts: SignInTexts,
  environment: JobEnvironment,
  problems: InputProblems,
  what = 'the images are in',
): Region | undefined {
  const text = regionText(texts, environment)
  if (isRegion(text)) return text
  if (text === '') {
    problems.add(
      'aws-region',
      'no Region is given, and neither AWS_REGION nor AWS_DEFAULT_REGION is set',
      `Give the Region ${what}, such as eu-west-1.`,
    )
    return undefined
  }
  const source = texts['aws-region'] === '' ? ' (from the environment)' : ''
  problems.add('aws-region', `${quoted(text)}${source} is not the code of a Region`, regionRemedy(text))
  return undefined
}

/** Reads the four inputs about the role; returns `undefined` if no role is to be assumed. */
export function readRole(
  texts: SignInTexts,
  environment: JobEnvironment,
  region: Region | undefined,
  problems: InputProblems,
): RoleToAssume | undefined {
  const durationSeconds = readWholeNumber(
    'role-duration-seconds',
    texts['role-duration-seconds'],
    { least: 900, most: 43_200, unit: 'seconds' },
    problems,
  )
  const sessionName = readSessionName(texts['role-session-name'], environment, problems)
  const arn = texts['role-to-assume']
  if (arn === '') return undefined
  checkRoleArn('role-to-assume', arn, region, problems)
  const audience = texts.audience || defaultAudience(region)
  return { arn, sessionName, durationSeconds, audience }
}

/** Reads the role that reads AWS Organizations; returns `undefined` if the job's own credentials do. */
export function readOrganizationsRole(
  texts: InputTexts,
  environment: JobEnvironment,
  region: Region | undefined,
  problems: InputProblems,
): OrganizationsRole | undefined {
  const arn = texts['organizations-role-to-assume']
  if (arn === '') return undefined
  checkRoleArn('organizations-role-to-assume', arn, region, problems)
  return { arn, sessionName: texts['role-session-name'] || sessionNameFrom(environment) }
}

function checkRoleArn(
  input: 'role-to-assume' | 'organizations-role-to-assume',
  arn: string,
  region: Region | undefined,
  problems: InputProblems,
): void {
  const partition = roleArnPattern.exec(arn)?.[1]
  if (partition === undefined) {
    problems.add(
      input,
      `${quoted(arn)} is not the ARN of an IAM role`,
      'Write it like arn:aws:iam::111122223333:role/share-images.',
    )
  } else if (region !== undefined && partition !== partitionOf(region)) {
    problems.add(
      input,
      `${quoted(arn)} is in partition ${partition}, but Region ${region} is in ${partitionOf(region)}`,
      'Give a role of the partition the images are in.',
    )
  }
}

function readSessionName(text: string, environment: JobEnvironment, problems: InputProblems): string {
  if (text === '') return sessionNameFrom(environment)
  if (!sessionNamePattern.test(text)) {
    problems.add(
      'role-session-name',
      `${quoted(text)} is not 2 to 64 letters, digits or _+=,.@-`,
      'Leave it out to have it made from the repository and the run.',
    )
  }
  return text
}

// The run's id is kept whole, because it leads from CloudTrail to the run.
function sessionNameFrom({ repository, runId }: JobEnvironment): string {
  const run = runId.replaceAll(/[^\w]/g, '') || 'local'
  const name = repository.replaceAll(/[^\w+=,.@-]/g, '.').slice(0, longestSessionName - run.length - 1)
  return `${name || 'share-workspaces-image'}-${run}`
}

function defaultAudience(region: Region | undefined): string {
  const isChina = region !== undefined && partitionOf(region) === 'aws-cn'
  return isChina ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com'
}
