import { fileURLToPath } from 'node:url'
import { applyThen, type Fault, type FaultAction } from '../../sandbox/aws/aws.ts'
import { refusal, type InjectedFault, type WithAws } from './fault-case.ts'
import type { NetworkFault } from './network-faults.ts'

const hundredfoldPages = fileURLToPath(new URL('./hundredfold-pages.cjs', import.meta.url))
const shortSlowdowns = fileURLToPath(new URL('./short-slowdowns.cjs', import.meta.url))

/** A call to AWS that faults can be let loose on. */
export class AwsCallUnderFault {
  readonly #which: Pick<Fault, 'on' | 'after'>

  /** @param which the call of the run that it is */
  constructor(which: Pick<Fault, 'on' | 'after'>) {
    this.#which = which
  }

  /** Lets something happen to the call on its way. */
  readonly hit = (fixture: WithAws, { do: action, times, late = false }: NetworkFault): void => {
    this.does(late ? applyThen(action) : action, times).arrange(fixture)
  }

  /** AWS answers with one of these errors, always. */
  refusals(names: readonly string[]): Record<string, InjectedFault<WithAws>> {
    return Object.fromEntries(names.map((name) => [name, this.does(refusal(name))]))
  }

  /** AWS throttles the call, or answers with values of other types. */
  oddAnswers(): Record<string, InjectedFault<WithAws>> {
    return {
      'throttled for a while': this.does(throttled, 3),
      throttled: this.throttled(),
      'wrong JSON types': this.does({ kind: 'wrong-types' }),
    }
  }

  /** As {@link oddAnswers}, for a call whose answer comes in pages. */
  oddPages(): Record<string, InjectedFault<WithAws>> {
    return {
      ...this.oddAnswers(),
      'a page token that repeats': this.does({ kind: 'repeat-token' }),
      'endless pages': this.endlessPages(),
    }
  }

  /** AWS throttles the call without end: the run slows down for minutes. */
  throttled(answer: FaultAction = throttled): InjectedFault<WithAws> {
    return { ...this.does(answer), nodeArguments: ['--require', shortSlowdowns] }
  }

  /** AWS answers with pages without end. */
  endlessPages(): InjectedFault<WithAws> {
    return { ...this.does({ kind: 'endless-pages' }), nodeArguments: ['--require', hundredfoldPages] }
  }

  /** Something else happens within AWS: for ever, or so many times. */
  does(action: FaultAction, times?: number): InjectedFault<WithAws> {
    const fault = { ...this.#which, ...(times === undefined ? {} : { times }), do: action }
    return { arrange: (fixture) => fixture.aws.inject(fault) }
  }
}

export const throttled = refusal('ThrottlingException')
export const WRITE = 'UpdateWorkspaceImagePermission'
export const READ = 'DescribeWorkspaceImagePermissions'
export const DESCRIBE = 'DescribeWorkspaceImages'

const ofEverySignedCall = [
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'ValidationException',
  'OptInRequired',
  'InternalServerException',
]

/** The errors with which AWS refuses to read who can copy an image. */
export const readRefusals = [
  'AccessDeniedException',
  'InvalidParameterValuesException',
  'ResourceNotFoundException',
  ...ofEverySignedCall,
]

/** The errors with which AWS refuses a write. */
export const writeRefusals = [
  'AccessDeniedException',
  'InvalidParameterValuesException',
  'OperationNotSupportedException',
  'ResourceNotFoundException',
  'ResourceUnavailableException',
  ...ofEverySignedCall,
]
