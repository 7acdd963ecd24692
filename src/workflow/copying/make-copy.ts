import type { CopyOrder } from '../../copying/copy-plan.ts'
import type { OwnImage } from '../../copying/own-image.ts'
import { ChangeError } from '../../ports/change-error.ts'
import type { ImageId } from '../../sharing/identifiers.ts'
import { isOutage } from '../../sharing/outages.ts'
import { problemOf, type Problem } from '../../sharing/problem.ts'
import { cancelledProblem } from '../apply.ts'
import type { CopyPorts } from './copy-ports.ts'
import { findCopy } from './find-copy.ts'

/** The copy after the calls that were to make it. */
export interface MadeCopy {
  /** `undefined` if no read shows one. */
  readonly copy: OwnImage | undefined
  /** Whether a call of this run made it, or may have made one that no read shows. */
  readonly isMade: boolean
  /** Why no read shows a copy. */
  readonly problem: Problem | undefined
}

// As often as the SDK sends a call that is never answered.
const mostSends = 3

/**
 * Makes a copy. After a call that failed it looks for the copy before it sends another: the copy says where it comes
 * from, and AWS takes no second image of its name. So two runs at once, or a call that takes effect late, make one.
 */
export async function makeCopy(order: CopyOrder, ports: CopyPorts): Promise<MadeCopy> {
  const { cancellation, log } = ports
  let mayBeMade = false
  for (let sends = 1; ; sends += 1) {
    if (cancellation.requested.aborted) return notMade(mayBeMade, cancelledProblem)
    const sent = await send(order, ports)
    if (sent.kind === 'started') return verifyCopy(order, sent.id, ports)
    const { problem } = sent
    mayBeMade ||= sent.kind === 'unanswered'
    log.info(`${problem.message} Looking whether there is a copy.`)
    // A refused call can be worth another one, after the pauses between the reads: AWS may have asked to slow down.
    const found = await findCopy(order, undefined, ports, sent.kind === 'refused' && !isOutage(problem))
    if (found.kind === 'unread')
      return notMade(mayBeMade, mayBeMade ? unknown(problem, found.problem) : problem)
    if (found.value !== undefined) return { copy: found.value, isMade: mayBeMade, problem: undefined }
    if (!isOutage(problem) || sends === mostSends) return notMade(mayBeMade, problem)
  }
}

/** How a call ended: AWS told the id of the copy, sent no answer, or refused it, perhaps because the name is taken. */
type Sent =
  | { readonly kind: 'started'; readonly id: ImageId }
  | { readonly kind: 'unanswered' | 'refused' | 'name-taken'; readonly problem: Problem }

async function send(order: CopyOrder, { copies, cancellation, log }: CopyPorts): Promise<Sent> {
  const { source, region, name } = order
  log.info(`Copying ${source.id} from ${source.region} to ${region} as ${name}.`)
  try {
    const id = await copies.startCopy(order, cancellation.callsEnd)
    return id === undefined ? { kind: 'name-taken', problem: nameTaken(order) } : { kind: 'started', id }
  } catch (error) {
    const isUnanswered = !(error instanceof ChangeError) || error.mayHaveTakenEffect
    return { kind: isUnanswered ? 'unanswered' : 'refused', problem: problemOf(error) }
  }
}

function nameTaken({ name, region }: CopyOrder): Problem {
  return {
    reason: 'invalid-input',
    message: `name: an image in ${region} has the name "${name}" meanwhile, and no read shows that it is a copy of the source.`,
    remedy: 'Run it again: if another run made the copy, it is used. Otherwise set another name.',
    region,
  }
}

/** Reads until the copy shows whose id AWS has told. */
async function verifyCopy(order: CopyOrder, id: ImageId, ports: CopyPorts): Promise<MadeCopy> {
  const found = await findCopy(order, id, ports)
  if (found.kind === 'read' && found.value !== undefined) {
    return { copy: found.value, isMade: true, problem: undefined }
  }
  const said = `AWS accepted to copy ${order.source.id}, and the copy is ${id}`
  const why =
    found.kind === 'unread'
      ? `${said}, but reading back failed: ${found.problem.message}`
      : `${said}, but no read shows it.`
  const isCancelled = ports.cancellation.requested.aborted
  return notMade(true, {
    reason: isCancelled ? 'cancelled' : 'not-proven',
    message: isCancelled ? `${said}, but the job was cancelled before a read showed it.` : why,
    remedy: againRemedy,
    image: { region: order.region, id },
  })
}

const againRemedy = 'Run it again: it finds the copy if there is one, and makes no second one.'

function notMade(isMade: boolean, problem: Problem): MadeCopy {
  return { copy: undefined, isMade, problem }
}

function unknown(problem: Problem, unread: Problem): Problem {
  return {
    ...problem,
    message: `${problem.message} Whether a copy was started is not known. ${unread.message}`,
    remedy: againRemedy,
  }
}
