import type { CopyMode, CopyRequest } from '../../copying/copy-request.ts'
import type { AccountId, ImageId, Region } from '../../sharing/identifiers.ts'
import type { Problem } from '../../sharing/problem.ts'
import { partitionOf } from '../../sharing/regions.ts'
import type { RoleToAssume, SignIn } from '../../sharing/sign-in.ts'
import { checkAwsVariables } from '../aws-variables.ts'
import { quoted, InputProblems } from '../input-problems.ts'
import { readImageIds } from '../lists.ts'
import { warningsAbout } from '../read-inputs.ts'
import { readRegion, readRole, type JobEnvironment } from '../read-sign-in.ts'
import { isFalse, readBoolean, readChoice, readWholeNumber } from '../scalars.ts'
import type { CopyTexts } from './copy-texts.ts'
import { readBundleIds, readName, readOwner, readSourceRegion } from './source-and-target.ts'

/** The settings that the inputs ask for. */
export interface CopySettings {
  readonly request: CopyRequest
  readonly signIn: SignIn
  readonly maskAccountIds: boolean
  readonly warnings: readonly string[]
}

/** The settings, or all problems of the inputs. */
export type CopyInputReading =
  | { readonly kind: 'sound'; readonly settings: CopySettings }
  | {
      readonly kind: 'refused'
      readonly problems: readonly Problem[]
      /** True also if the input itself is invalid: a typing error must not reveal account ids. */
      readonly maskAccountIds: boolean
    }

const modes: readonly [CopyMode, ...CopyMode[]] = ['apply', 'plan']

/** Turns the inputs' texts into settings. Reports every problem at once, and has no side effects. */
export function readCopyInputs(texts: CopyTexts, environment: JobEnvironment): CopyInputReading {
  const problems = new InputProblems()
  const id = readOneImage(texts['image-id'], problems)
  const region = readRegion(texts, environment, problems, 'that is to have the copy')
  const sourceRegion = readSourceRegion(texts['source-region'], region, problems)
  checkPartition(sourceRegion, region, problems)
  const expectedOwner = readOwner(texts['owner-account-id'], problems)
  const name = readName(texts.name, problems)
  const waitForMinutes = readWholeNumber(
    'wait-for-minutes',
    texts['wait-for-minutes'],
    { least: 0, most: 360, unit: 'minutes' },
    problems,
  )
  const bundles = readBundleIds(texts, problems)
  const mode = readChoice('mode', texts.mode, modes, problems)
  const role = readRole(texts, environment, region, problems)
  checkOwnAccount(expectedOwner, role, problems)
  const maskAccountIds = readBoolean('mask-account-ids', texts['mask-account-ids'], problems)
  checkAwsVariables(environment.aws, role !== undefined, problems)
  const isWhole = id !== undefined && sourceRegion !== undefined && expectedOwner !== undefined
  if (!isWhole || region === undefined || problems.found.length > 0) {
    return { kind: 'refused', problems: problems.found, maskAccountIds: !isFalse(texts['mask-account-ids']) }
  }
  const source = { region: sourceRegion, id }
  return {
    kind: 'sound',
    settings: {
      request: { mode, source, expectedOwner, name, region, waitForMinutes, bundles },
      signIn: { region, role },
      maskAccountIds,
      warnings: warningsAbout([region, sourceRegion]),
    },
  }
}

function readOneImage(text: string, problems: InputProblems): ImageId | undefined {
  const ids = readImageIds(text, problems)
  if (ids.length > 1) {
    problems.add(
      'image-id',
      `${quoted(text)} names ${ids.length} images, one step copies one`,
      'Write a step for each image, or a matrix over the images.',
    )
  }
  return ids[0]
}

function checkPartition(from: Region | undefined, to: Region | undefined, problems: InputProblems): void {
  if (from === undefined || to === undefined || partitionOf(from) === partitionOf(to)) return
  problems.add(
    'source-region',
    `${quoted(from)} is in partition ${partitionOf(from)}, but aws-region ${to} is in ${partitionOf(to)}`,
    'AWS copies no image to another partition: build the image there.',
  )
}

// arn:aws:iam::111122223333:role/name
function checkOwnAccount(
  owner: AccountId | 'any' | undefined,
  role: RoleToAssume | undefined,
  problems: InputProblems,
): void {
  if (role === undefined || owner === undefined || role.arn.split(':')[4] !== owner) return
  problems.add(
    'owner-account-id',
    `${quoted(owner)} is the account of role-to-assume, which can't share an image with itself`,
    'Give the account that owns the image here, and in role-to-assume a role of the account that is to have the copy.',
  )
}
