import type { Guards } from './guards.ts'
import type { UnitId } from './identifiers.ts'
import { foreignness, membersByUnit, type Organization } from './organization.ts'
import type { Problem } from './problem.ts'

/**
 * Adds the accounts of the trusted units to the trusted accounts, in whatever state they are: trust is about who belongs
 * to an organization. A unit of another organization is a problem, and trusts nobody.
 */
export function trustUnits(
  guards: Guards,
  organization: Organization,
): { readonly guards: Guards; readonly problems: readonly Problem[] } {
  const { trustedAccounts, trustedUnits = [] } = guards
  if (trustedAccounts === 'any') return { guards, problems: [] }
  const members = membersByUnit(organization)
  const ofUnits = trustedUnits.flatMap((unit) => members.get(unit) ?? [])
  return {
    guards: { ...guards, trustedAccounts: new Set([...trustedAccounts, ...ofUnits.map(({ id }) => id)]) },
    problems: trustedUnits.flatMap((unit) => {
      const why = foreignness(unit, organization)
      return why === undefined ? [] : [foreignTrust(unit, why)]
    }),
  }
}

function foreignTrust(unit: UnitId, why: string): Problem {
  return {
    reason: 'invalid-input',
    message: `trusted-account-ids: ${unit} ${why}.`,
    remedy:
      'Copy the id from the console of AWS Organizations, and check that organizations-role-to-assume or the job signs in to the right organization.',
  }
}
