declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Id of a WorkSpaces image: `wsi-` and 9 to 63 lower-case letters or digits. */
export type ImageId = Branded<'ImageId'>
/** Id of an AWS account: exactly 12 digits, always text, because leading zeros count. */
export type AccountId = Branded<'AccountId'>
/** Code of an AWS Region, such as `eu-west-1`. Well-formed, not necessarily known. */
export type Region = Branded<'Region'>

// The service model's pattern has no `^`; without one, anything ending in an image id would pass.
const imageIdPattern = /^wsi-[0-9a-z]{9,63}$/
// [0-9], not \d: full-width and other digits are not account ids.
const accountIdPattern = /^[0-9]{12}$/
/**
 * The format of a Region's code. A Region becomes part of a host name, so it must be one DNS label with the dashes that
 * Regions have. The SDK strips `fips-` at the start and `-fips` at the end: one image would have two names, and the
 * GovCloud rules would not be applied. (A code that ends with `-fips` doesn't end with a number, so it needs no rule.)
 */
export const regionPattern = /^(?!fips-)[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}$/

/** Returns whether the text is an image id (pattern of `WorkspaceImageId` in the WorkSpaces API, anchored). */
export function isImageId(text: string): text is ImageId {
  return imageIdPattern.test(text)
}

/** Returns whether the text is an account id (pattern of `AwsAccount` in the WorkSpaces API). */
export function isAccountId(text: string): text is AccountId {
  return accountIdPattern.test(text)
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
