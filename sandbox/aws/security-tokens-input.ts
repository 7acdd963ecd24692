import { AwsError } from './aws-error.ts'
import { Members } from './members.ts'
import type { SessionRequest } from './role-sessions.ts'

const HOURS_12 = 43_200

/** The input of AssumeRoleWithWebIdentity. */
export interface WebIdentityRequest extends SessionRequest {
  readonly jwt: string
}

/** The input of AssumeRole. */
export interface AssumeRoleRequest extends SessionRequest {
  readonly externalId: string | undefined
}

type Input = Readonly<Record<string, unknown>>

/** @throws {AwsError} ValidationError for input that breaks a constraint */
export function readWebIdentityRequest(input: Input): WebIdentityRequest {
  return read(input, (members) => ({
    ...readSession(members),
    jwt: members.requiredText('WebIdentityToken', '.{4,20000}'),
  }))
}

/** @throws {AwsError} ValidationError for input that breaks a constraint */
export function readAssumeRoleRequest(input: Input): AssumeRoleRequest {
  return read(input, (members) => ({
    ...readSession(members),
    externalId: members.text('ExternalId', String.raw`[\w+=,.@:\/\-]{2,1224}`),
  }))
}

function readSession(members: Members): SessionRequest {
  return {
    arn: members.requiredText('RoleArn', '.{20,2048}'),
    session: members.requiredText('RoleSessionName', String.raw`[\w+=,.@\-]{2,64}`),
    seconds: members.integer('DurationSeconds', 900, HOURS_12) ?? 3600,
  }
}

function read<Request>(input: Input, readMembers: (members: Members) => Request): Request {
  try {
    const members = new Members({ ...input, DurationSeconds: Number(input['DurationSeconds'] ?? 3600) })
    const request = readMembers(members)
    members.done()
    return request
  } catch (error) {
    // STS has its own name for input that breaks a constraint.
    throw error instanceof AwsError ? new AwsError('ValidationError', error.message, {}, 400) : error
  }
}
