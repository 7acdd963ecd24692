import { AwsError } from './aws-error.ts'
import { ROOT_ID, UNIT_ID } from './organization-tree.ts'

/** The input of a list operation. */
export interface ListInput {
  readonly size: number
  readonly token: string | undefined
}

/** The most items per page. */
const MOST = 20

/** The message for each reason. Organizations documents the reasons, not the messages. */
const MESSAGES = {
  INPUT_REQUIRED: 'You must provide a value for all required parameters.',
  INVALID_NEXT_TOKEN: 'You provided a value for NextToken that is not valid.',
  INVALID_PATTERN: 'You provided a value that does not match the required pattern.',
  MAX_VALUE_EXCEEDED: 'You provided a value that is too large.',
  MIN_VALUE_EXCEEDED: 'You provided a value that is too small.',
}

/** Returns Organizations' error for input that breaks a constraint. */
export function invalidInput(reason: keyof typeof MESSAGES): AwsError {
  return new AwsError('InvalidInputException', MESSAGES[reason], { Reason: reason })
}

/**
 * Reads the requested page.
 *
 * @throws {AwsError} SerializationException or InvalidInputException
 */
export function readPage(input: Readonly<Record<string, unknown>>): ListInput {
  const size = input['MaxResults'] ?? MOST
  const token = input['NextToken'] ?? undefined
  if (!Number.isInteger(size) || typeof size !== 'number') throw wrongType()
  if (token !== undefined && typeof token !== 'string') throw wrongType()
  if (size < 1) throw invalidInput('MIN_VALUE_EXCEEDED')
  if (size > MOST) throw invalidInput('MAX_VALUE_EXCEEDED')
  return { size, token }
}

/**
 * Reads the root or unit whose content is requested.
 *
 * @throws {AwsError} SerializationException or InvalidInputException
 */
export function readParent(input: Readonly<Record<string, unknown>>): string {
  const parent = input['ParentId'] ?? undefined
  if (parent === undefined) throw invalidInput('INPUT_REQUIRED')
  if (typeof parent !== 'string') throw wrongType()
  if (!ROOT_ID.test(parent) && !UNIT_ID.test(parent)) throw invalidInput('INVALID_PATTERN')
  return parent
}

function wrongType(): AwsError {
  return new AwsError('SerializationException', 'A member has the wrong type.')
}
