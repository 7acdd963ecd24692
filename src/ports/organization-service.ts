import type { UnitId } from '../sharing/identifiers.ts'
import type { Organization } from '../sharing/organization.ts'
import type { ImageService } from './image-service.ts'

/** The part of AWS Organizations that the job needs. */
export interface OrganizationService {
  /**
   * Reads the whole organization: all its accounts, and the units that contain them.
   * @param units the units that are asked for; the others may be missing
   * @throws ProblemError if anything could not be read: there is no half of an organization
   */
  read(units: readonly UnitId[], signal: AbortSignal): Promise<Organization>
}

/** The services of AWS that a sign-in leads to. */
export interface SignedIn extends ImageService {
  readonly organization: OrganizationService
}
