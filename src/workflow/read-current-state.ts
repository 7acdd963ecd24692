import type { Settings } from '../input/read-inputs.ts'
import type { SignedIn } from '../ports/organization-service.ts'
import type { Clock } from '../ports/clock.ts'
import type { Ports } from '../ports/ports.ts'
import { untrustedRefusals } from '../sharing/guards.ts'
import { ownersAlone } from '../sharing/empty-units.ts'
import type { WantedImages } from '../sharing/expansion.ts'
import { imageKey } from '../sharing/identifiers.ts'
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
  /** The time by the clock when the last read of the images began, in milliseconds. */
  readonly readAt: number
  /** Whether a PENDING image is waited for, if nothing is refused. */
  readonly isWaitAsked: boolean
  /** All wanted images, by id if their name could be resolved, and with accounts in place of units. */
  readonly images: readonly Wanted[]
}

/**
 * Reads the images and their recipients, and checks whether nothing may be written, whatever the plan is.
 * @param isUnapproved returns whether no plan at all is approved: then there is nothing to wait for
 */
export async function readCurrentState(
  settings: Pick<Settings, 'request' | 'guards'>,
  ports: ReadPorts,
  isUnapproved: () => Promise<boolean>,
): Promise<CurrentState> {
  const { request } = settings
  const { service, cancellation, mask } = ports
  const reads = new ReadsUntilOutage(service)
  const resolution = await byId(request.images, reads, cancellation.callsEnd)
  const read = async (recipients: WantedImages) => {
    const wanted = await readWantedAccounts(recipients, settings, ports)
    mask.maskRequested({ ...wanted, images: [...wanted.images, ...wanted.unresolved] })
    return wanted
  }
  const before = await read(resolution)
  const isRefused = async (images: readonly Wanted[], current: Visible['current']) =>
    before.problems.length > 0 ||
    ownersAlone(before.images, current).problems.length > 0 ||
    !resolution.problems.every(isOutage) ||
    untrustedRefusals([...images, ...before.unresolved], before.guards).length > 0 ||
    isUnapproved()
  const currentImages = await readAndWait({ ...request, images: before.images }, ports, isRefused, reads)
  const wanted = currentImages.hasWaited ? await read(await asOfNow(resolution, ports.clock)) : before
  mask.maskIn(currentImages.current.values())
  const unseen = [...new Set([...resolution.problems, ...currentImages.problems])]
  const visible = withoutOutages(currentImages.current, unseen)
  const images = [...withoutOwners(wanted.images, currentImages.current), ...wanted.unresolved]
  const alone = ownersAlone(wanted.images, currentImages.current)
  return {
    ...wanted,
    ...visible,
    // Nothing is decided for an image whose units have a problem, even if it could be read.
    current: without(visible.current, wanted.unresolved),
    images,
    warnings: [...wanted.warnings, ...alone.warnings],
    refusals: [
      ...visible.refusals,
      ...wanted.problems,
      ...alone.problems,
      ...untrustedRefusals(images, wanted.guards),
    ],
    readAt: currentImages.readAt,
    isWaitAsked: request.waitForMinutes > 0,
  }
}

/** Returns the images with the recipients of today: a share may have ended during the wait. */
async function asOfNow({ images, unresolved }: WantedImages, clock: Clock): Promise<WantedImages> {
  // A separate file: few runs wait.
  const { asOf } = await import('../sharing/ways.ts')
  const today = clock.today()
  return {
    images: images.map((image) => asOf(image, today)),
    unresolved: unresolved.map((image) => asOf(image, today)),
  }
}

function without(current: Visible['current'], images: readonly Wanted[]): Visible['current'] {
  const keys = new Set(images.flatMap((one) => ('image' in one ? [imageKey(one.image)] : [])))
  return new Map([...current].filter(([key]) => !keys.has(key)))
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
