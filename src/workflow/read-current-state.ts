import type { Settings } from '../input/read-inputs.ts'
import type { SignedIn } from '../ports/organization-service.ts'
import type { Ports } from '../ports/ports.ts'
import { untrustedRefusals } from '../sharing/guards.ts'
import { withoutOwners } from '../sharing/origins.ts'
import { isOutage, withoutOutages, type Visible } from '../sharing/outages.ts'
import type { Wanted } from '../sharing/request.ts'
import type { AccountMask } from './account-mask.ts'
import { readWantedAccounts, type WantedAccounts } from './read-organization.ts'
import { ReadsUntilOutage } from './reads-until-outage.ts'
import type { Resolution } from './resolve-names.ts'
import { readAndWait } from './wait-for-images.ts'

/** What reading needs of the world. */
export interface ReadPorts extends Ports {
  readonly service: SignedIn
  readonly mask: AccountMask
}

/** The current state of the images, and what is wanted of them in accounts alone. */
export interface CurrentState extends Visible, Pick<WantedAccounts, 'guards' | 'accountNames' | 'warnings'> {
  /** All wanted images, by id if their name could be resolved, and with accounts in place of units. */
  readonly images: readonly Wanted[]
}

/** Reads the images and their recipients, and checks whether nothing may be written, whatever the plan is. */
export async function readCurrentState(
  settings: Pick<Settings, 'request' | 'guards'>,
  ports: ReadPorts,
): Promise<CurrentState> {
  const { request } = settings
  const { service, cancellation, mask } = ports
  const reads = new ReadsUntilOutage(service)
  const resolution = await byId(request.images, reads, cancellation.callsEnd)
  const read = async () => {
    const wanted = await readWantedAccounts(resolution, settings, ports)
    mask.maskRequested(wanted)
    return wanted
  }
  const before = await read()
  const isRefused = (images: readonly Wanted[]) =>
    before.problems.length > 0 ||
    !resolution.problems.every(isOutage) ||
    untrustedRefusals([...images, ...before.unresolved], before.guards).length > 0
  const currentImages = await readAndWait({ ...request, images: before.images }, ports, isRefused, reads)
  const wanted = currentImages.hasWaited ? await read() : before
  mask.maskIn(currentImages.current.values())
  const unseen = [...new Set([...resolution.problems, ...currentImages.problems])]
  const visible = withoutOutages(currentImages.current, unseen)
  const images = [...withoutOwners(wanted.images, currentImages.current), ...wanted.unresolved]
  const refusals = [...visible.refusals, ...wanted.problems, ...untrustedRefusals(images, wanted.guards)]
  return { ...wanted, ...visible, images, refusals }
}

/** Returns the wanted images by their ids. */
async function byId(
  wanted: readonly Wanted[],
  reads: ReadsUntilOutage,
  signal: AbortSignal,
): Promise<Resolution> {
  const images = wanted.flatMap((one) => ('image' in one ? [one] : []))
  // Inputs and policy files hold an id once.
  if (images.length === wanted.length) return { images, unresolved: [], problems: [] }
  // A separate file: most runs name their images by id.
  const { resolveNames } = await import('./resolve-names.ts')
  return resolveNames(wanted, reads, signal)
}
