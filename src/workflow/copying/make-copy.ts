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
    if (sent.kind === 'started') return prove(order, sent.id, ports)
    const { problem, isUnanswered } = sent
    mayBeMade ||= isUnanswered
    log.info(`${problem.message} Looking whether there is a copy.`)
    const found = await findCopy(order, undefined, ports, !isUnanswered)
    if (found.kind === 'unread')
      return notMade(mayBeMade, mayBeMade ? unknown(problem, found.problem) : problem)
    if (found.value !== undefined) return { copy: found.value, isMade: mayBeMade, problem: undefined }
    if (!isUnanswered || !isOutage(problem) || sends === mostSends) return notMade(mayBeMade, problem)
  }
}

type Sent =
  | { readonly kind: 'started'; readonly id: ImageId }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly isUnanswered: boolean }

async function send(order: CopyOrder, { copies, cancellation, log }: CopyPorts): Promise<Sent> {
  const { source, region, name } = order
  log.info(`Copying ${source.id} from ${source.region} to ${region} as ${name}.`)
  try {
    return { kind: 'started', id: await copies.startCopy(order, cancellation.callsEnd) }
  } catch (error) {
    const isUnanswered = !(error instanceof ChangeError) || error.mayHaveTakenEffect
    return { kind: 'failed', problem: problemOf(error), isUnanswered }
  }
}

/** Reads until the copy shows whose id AWS has told. */
async function prove(order: CopyOrder, id: ImageId, ports: CopyPorts): Promise<MadeCopy> {
  const found = await findCopy(order, id, ports)
  if (found.kind === 'read' && found.value !== undefined) {
    return { copy: found.value, isMade: true, problem: undefined }
  }
  const said = `AWS accepted to copy ${order.source.id}, and the copy is ${id}, but`
  const image = { region: order.region, id }
  if (ports.cancellation.requested.aborted) {
    const message = `${said} the job was cancelled before a read showed it.`
    return notMade(true, { reason: 'cancelled', message, remedy: againRemedy, image })
  }
  const why = found.kind === 'read' ? 'no read shows it.' : `it could not be read: ${found.problem.message}`
  return notMade(true, { reason: 'not-proven', message: `${said} ${why}`, remedy: againRemedy, image })
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
