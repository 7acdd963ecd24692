import type { Misbehaviour } from '../http/delivery.ts'
import type { ArmedFault } from '../http/fault-queue.ts'

/** A request that reached the sandbox's GitHub. */
export interface GitHubRequest {
  method: string
  /** The path with its query. */
  path: string
  /** The HTTP status; 0 until a whole response was sent. */
  status: number
  authorization?: string
  /** The time of arrival, as `performance.now()`. */
  at: number
}

/** A fault in transit. */
export interface GitHubFault {
  /** The method of matching requests. Default: all. */
  method?: string
  /** A part of the path of matching requests. Default: all. */
  path?: string
  /** The number of matching requests to skip first. Default: 0. */
  after?: number
  /** The number of requests to affect. Default: no limit. */
  times?: number
  do: Misbehaviour
  /** Whether the request takes effect anyway. */
  late?: boolean
  /** Called when the request arrives, before it takes effect. */
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
