import type { Answer } from '../http/delivery.ts'
import type { AwsService } from './call.ts'
import type { FaultAction } from './faults.ts'

const TYPE = 'application/x-amz-json-1.1'

/** The services that use the AWS JSON 1.1 protocol. */
export type JsonService = Exclude<AwsService, 'sts'>

/** The name of the error message's member in each service's model. */
const MESSAGE: Record<JsonService, string> = { workspaces: 'message', organizations: 'Message' }

/** Returns a success of the AWS JSON 1.1 protocol. An operation without output has an empty body. */
export function jsonSuccess(requestId: string, output: Record<string, unknown> | undefined): Answer {
  return answer(200, requestId, output === undefined ? '' : JSON.stringify(output))
}

/** Returns an error of the AWS JSON 1.1 protocol. */
export function jsonError(
  service: JsonService,
  requestId: string,
  error: {
    code: string
    message: string
    status: number
    fields: Readonly<Record<string, unknown>>
    nameIn?: NameIn
  },
): Answer {
  const { code, message, status, fields, nameIn = 'type' } = error
  const namespaced = `com.amazonaws.${service}#${code}`
  const type = { type: { __type: code }, 'namespaced-type': { __type: namespaced }, header: {} }[nameIn]
  const headers = nameIn === 'header' ? { 'x-amzn-errortype': code } : {}
  return answer(
    status,
    requestId,
    JSON.stringify({ ...type, [MESSAGE[service]]: message, ...fields }),
    headers,
  )
}

/** The position of the name in a JSON error. */
export type NameIn = NonNullable<(FaultAction & { kind: 'error' })['nameIn']>

/** Returns a success whose members all have the wrong type. */
export function jsonWrongTypes(requestId: string, output: Record<string, unknown> | undefined): Answer {
  const wrong = Object.entries(output ?? {}).map(([name, value]) => [
    name,
    Array.isArray(value) ? 7 : { value },
  ])
  return answer(200, requestId, output === undefined ? '[7]' : JSON.stringify(Object.fromEntries(wrong)))
}

function answer(
  status: number,
  requestId: string,
  body: string,
  headers: Record<string, string> = {},
): Answer {
  return { status, headers: { 'content-type': TYPE, 'x-amzn-requestid': requestId, ...headers }, body }
}
