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
 * The form of a Region's code. A Region becomes part of a host name, so it is held to one DNS label with the dashes
 * Regions have. The SDK strips `fips-` at the beginning and `-fips` at the end: one image would have two names, and the
 * rules of GovCloud would not be applied. (What ends with `-fips` ends with no number, so it needs no rule of its own.)
 */
export const regionPattern = /^(?!fips-)[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}$/

/** Whether the text is an image id (pattern of `WorkspaceImageId` in the WorkSpaces API, anchored). */
export function isImageId(text: string): text is ImageId {
  return imageIdPattern.test(text)
}

/** Whether the text is an account id (pattern of `AwsAccount` in the WorkSpaces API). */
export function isAccountId(text: string): text is AccountId {
  return accountIdPattern.test(text)
}

/** Whether the text is formed like a Region's code. AWS adds Regions, so there is no closed list here. */
export function isRegion(text: string): text is Region {
  return regionPattern.test(text)
}

/** One image in one Region: what AWS needs to find it, and a key for people and maps. */
export interface ImageReference {
  readonly region: Region
  readonly id: ImageId
}

/** A text that is the same for the same image and different for any other. */
export function imageKey(image: ImageReference): string {
  return `${image.region}/${image.id}`
}
