import type { Misbehaviour } from '../http/delivery.ts'
import type { ArmedFault } from '../http/fault-queue.ts'

/** A request that reached the sandbox's GitHub. */
export interface GitHubRequest {
  method: string
  /** With its query. */
  path: string
  /** The HTTP status; 0 as long as no whole answer left. */
  status: number
  authorization?: string
  /** When it arrived, as `performance.now()`. */
  at: number
}

/** Something that goes wrong on the way. */
export interface GitHubFault {
  /** Which requests: those of this method. Default: all. */
  method?: string
  /** Which requests: those whose path contains this. Default: all. */
  path?: string
  /** How many of them to leave alone first. Default: 0. */
  after?: number
  /** How many of them it happens to. Default: for ever. */
  times?: number
  do: Misbehaviour
  /** Whether what was asked for takes effect all the same. */
  late?: boolean
  /** Called when the request arrives, before anything comes of it. */
  onArrival?: () => void
}

/** Prepares a fault for the queue. */
export function arm(fault: GitHubFault): ArmedFault<GitHubRequest, GitHubFault> {
  return {
    after: fault.after ?? 0,
    times: fault.times ?? Number.POSITIVE_INFINITY,
    matches: ({ method, path }) =>
      path.includes(fault.path ?? '') && (fault.method === undefined || fault.method === method),
    act: () => fault,
  }
}
