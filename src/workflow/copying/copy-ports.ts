import type { ImageCopies } from '../../ports/image-copies.ts'
import type { Ports } from '../../ports/ports.ts'

/** Everything outside the process that the steps of a copy need. */
export interface CopyPorts extends Pick<Ports, 'clock' | 'log' | 'cancellation'> {
  readonly copies: ImageCopies
}
