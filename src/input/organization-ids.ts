// The patterns of AWS Organizations: an organization, a root, a unit.
const pattern = /^(?:o-[a-z0-9]{10,32}|r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/

/** Returns whether a text is the id of an organization, of its root or of a unit, where only accounts are taken. */
export function isOrganizationId(text: string): boolean {
  return pattern.test(text)
}

/** The remedy for such an id. */
export const organizationRemedy =
  'This is the id of an organization, a root or an organizational unit. List the ids of its accounts instead.'
