import { NO_ANSWER, type Answer, type Misbehaviour } from '../http/delivery.ts'
import type { Exchange } from '../http/loopback-server.ts'
import { AwsError, usualStatus } from './aws-error.ts'
import type { AwsCall } from './call.ts'
import { cborError, cborSuccess, isCbor } from './cbor.ts'
import type { FaultAction } from './faults.ts'
import { jsonError, jsonSuccess, jsonWrongTypes, type NameIn } from './json-answers.ts'
import { HONEST, type Mode } from './operation.ts'
import type { Organizations } from './organizations.ts'
import type { SecurityTokens } from './security-tokens.ts'
import type { WorkSpaces } from './workspaces.ts'
import { xmlError, xmlSuccess } from './xml-answers.ts'

/** A response, and its fault in transit. */
export interface Response {
  readonly answer: Answer
  readonly how?: Misbehaviour
}

/** The handlers of each service's calls. */
export interface Services {
  readonly workspaces: WorkSpaces
  readonly organizations: Organizations
  readonly sts: SecurityTokens
}

/** Computes the response to a call under its fault, and records the error in the call. */
export class Responder {
  readonly #services: Services

  constructor(services: Services) {
    this.#services = services
  }

  /** Returns the response. All effects have happened by then. */
  respond(exchange: Exchange, call: AwsCall, fault: FaultAction | undefined): Response {
    const perform = (mode: Partial<Mode> = {}): Response => ({ answer: this.#perform(exchange, call, mode) })
    switch (fault?.kind) {
      case undefined:
      case 'meanwhile':
        break
      case 'http':
      case 'reset':
      case 'hang':
        return { answer: NO_ANSWER, how: fault }
      case 'cut':
      case 'slow':
      case 'slow-loris':
      case 'content-type':
        return { ...perform(), how: fault }
      case 'error':
        return { answer: this.#refuse(exchange, call, injected(fault)) }
      case 'token-bucket':
        return { answer: this.#refuse(exchange, call, throttled(call)) }
      case 'apply-then':
        return this.#applyThen(exchange, call, fault.then)
      case 'late-effect':
        void fault.when.then(() => this.#perform(exchange, { ...call }, {}))
        return this.respond(exchange, call, fault.then)
      case 'accept-without-effect':
        return perform({ effect: false })
      case 'stale':
        return perform({ stale: true })
      case 'repeat-token':
        return perform({ tokens: 'repeat' })
      case 'endless-pages':
        return perform({ tokens: 'endless' })
      case 'wrong-types':
        return { answer: this.#perform(exchange, call, {}, jsonWrongTypes) }
    }
    return perform()
  }

  #applyThen(exchange: Exchange, call: AwsCall, then: FaultAction): Response {
    this.#perform(exchange, call, {})
    delete call.error
    return this.respond(exchange, call, then)
  }

  #perform(exchange: Exchange, call: AwsCall, mode: Partial<Mode>, json = jsonSuccess): Answer {
    const { service, operation, requestId, input } = call
    try {
      if (service === 'sts')
        return xmlSuccess(requestId, operation, this.#services.sts.run(exchange, operation, input))
      const output = this.#services[service].run(exchange, operation, { ...HONEST, ...mode })
      return (isCbor(exchange) ? cborSuccess : json)(requestId, output)
    } catch (error) {
      if (error instanceof AwsError) return this.#refuse(exchange, call, error)
      throw error
    }
  }

  #refuse(exchange: Exchange, call: AwsCall, error: AwsError & { nameIn?: NameIn }): Answer {
    const { service, requestId } = call
    call.error = error.code
    if (service === 'sts') return xmlError(requestId, error)
    return isCbor(exchange) ? cborError(service, requestId, error) : jsonError(service, requestId, error)
  }
}

/** Returns the service's throttling error. */
function throttled({ service }: AwsCall): AwsError {
  return service === 'organizations'
    ? new AwsError(
        'TooManyRequestsException',
        "AWS Organizations can't complete your request because another request is already in progress. Try again later.",
      )
    : new AwsError('ThrottlingException', 'Rate exceeded')
}

function injected(fault: FaultAction & { kind: 'error' }): AwsError & { nameIn?: NameIn } {
  const message = fault.message ?? (fault.name.startsWith('Throttling') ? 'Rate exceeded' : fault.name)
  const error = new AwsError(fault.name, message, fault.fields, fault.status ?? usualStatus(fault.name))
  return Object.assign(error, fault.nameIn === undefined ? {} : { nameIn: fault.nameIn })
}
