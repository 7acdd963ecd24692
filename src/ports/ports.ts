import type { AccountNames } from '../sharing/account-names.ts'
import type { Cancellation } from './cancellation.ts'
import type { Clock } from './clock.ts'
import type { ImageService } from './image-service.ts'
import type { Log } from './log.ts'

/** Everything outside the process that the steps of a run need. */
export interface Ports {
  readonly service: ImageService
  readonly clock: Clock
  readonly log: Log
  readonly cancellation: Cancellation
  /** Names of accounts, shown with their ids. */
  readonly accountNames?: AccountNames | undefined
}
