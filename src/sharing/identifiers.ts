declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Id of a WorkSpaces image: `wsi-` and 9 to 63 lower-case letters or digits. */
export type ImageId = Branded<'ImageId'>
/** Id of an AWS account: exactly 12 digits, always text, because leading zeros count. */
export type AccountId = Branded<'AccountId'>
/** Id of an organizational unit (`ou-`), a root (`r-`) or an organization (`o-`) of AWS Organizations. */
export type UnitId = Branded<'UnitId'>
/** Code of an AWS Region, such as `eu-west-1`. Well-formed, not necessarily known. */
export type Region = Branded<'Region'>

// The service model's pattern has no `^`; without one, anything ending in an image id would pass.
const imageIdPattern = /^wsi-[0-9a-z]{9,63}$/
// [0-9], not \d: full-width and other digits are not account ids.
const accountIdPattern = /^[0-9]{12}$/
// AWS's own patterns are not anchored at their ends.
const unitIdPattern = /^(?:ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32}|o-[a-z0-9]{10,32})$/
/**
 * The format of a Region's code. A Region becomes part of a host name, so it must be one DNS label with the dashes that
 * Regions have. The SDK strips `fips-` at the start and `-fips` at the end: one image would have two names, and the
 * GovCloud rules would not be applied. (A code that ends with `-fips` doesn't end with a number, so it needs no rule.)
 */
const regionPattern = /^(?!fips-)[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}$/

/** Returns whether the text is an image id (pattern of `WorkspaceImageId` in the WorkSpaces API, anchored). */
export function isImageId(text: string): text is ImageId {
  return imageIdPattern.test(text)
}

/** Returns whether the text is an account id (pattern of `AwsAccount` in the WorkSpaces API). */
export function isAccountId(text: string): text is AccountId {
  return accountIdPattern.test(text)
}

/**
 * Returns whether the text is the id of an organizational unit, a root or an organization (patterns of
 * `OrganizationalUnitId`, `RootId` and `OrganizationId` in the Organizations API, anchored).
 */
export function isUnitId(text: string): text is UnitId {
  return unitIdPattern.test(text)
}

/** Returns whether a unit is a whole organization. */
export function isOrganizationId(unit: UnitId): boolean {
  return unit.startsWith('o-')
}

/** Returns the id of the root that holds a unit, which AWS puts into the unit's id; `undefined` for an organization. */
export function rootIdOf(unit: UnitId): string | undefined {
  const [kind, root] = unit.split('-')
  return kind === 'o' ? undefined : `r-${root}`
}

/** Returns whether the text has the format of a Region's code. AWS adds Regions, so there is no closed list here. */
export function isRegion(text: string): text is Region {
  return regionPattern.test(text)
}

/** One image in one Region: the values that AWS needs to find it, and a key for people and maps. */
export interface ImageReference {
  readonly region: Region
  readonly id: ImageId
}

/** Returns a text that is equal for the same image and differs for any other. */
export function imageKey(image: ImageReference): string {
  return `${image.region}/${image.id}`
}
