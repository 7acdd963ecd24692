import type { Settings } from '../input/read-inputs.ts'
import type { Cancellation } from '../ports/cancellation.ts'
import type { Log } from '../ports/log.ts'
import type { OrganizationService } from '../ports/organization-service.ts'
import type { Expansion, WantedImages } from '../sharing/expansion.ts'
import type { Guards } from '../sharing/guards.ts'
import type { UnitId } from '../sharing/identifiers.ts'
import { logOrganization } from './log-plan.ts'

/** What is wanted and what is allowed, in accounts alone: units were replaced. */
export interface WantedAccounts extends Expansion {
  readonly guards: Guards
}

/** The ports that a read of the organization needs. */
export interface OrganizationPorts {
  readonly service: { readonly organization: OrganizationService }
  readonly cancellation: Cancellation
  readonly log: Log
}

/**
 * Replaces the units of images and guards by their accounts. Reads the organization if there are any, anew on each call.
 * @throws ProblemError if it could not be read as a whole: then nothing at all is decided
 */
export async function readWantedAccounts(
  wanted: WantedImages,
  { request, guards }: Pick<Settings, 'request' | 'guards'>,
  { service, cancellation, log }: OrganizationPorts,
): Promise<WantedAccounts> {
  const { accountNames } = request
  const units = unitsIn({ request, guards })
  if (units.length === 0) return { ...wanted, guards, accountNames, warnings: [], problems: [] }
  const organization = await service.organization.read(units, cancellation.callsEnd)
  logOrganization(organization, log)
  // Separate files: few runs have units.
  const { expand } = await import('../sharing/expansion.ts')
  const { trustUnits } = await import('../sharing/trusted-units.ts')
  const trusted = trustUnits(guards, organization)
  const expansion = expand(wanted, organization, accountNames)
  return {
    ...expansion,
    guards: trusted.guards,
    problems: [...trusted.problems, ...expansion.problems],
  }
}

/** Returns the units of the recipients and of the guards, each once. */
export function unitsIn({ request, guards }: Pick<Settings, 'request' | 'guards'>): readonly UnitId[] {
  const wanted = request.images.flatMap(({ units = [] }) => units.map(({ id }) => id))
  return [...new Set([...wanted, ...(guards.trustedUnits ?? [])])]
}
