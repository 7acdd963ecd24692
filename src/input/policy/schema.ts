import { z } from 'zod'
import { regionPattern } from '../../sharing/identifiers.ts'

/** The name of an account in `accounts`. */
export const accountNameSchema = z
  .string()
  .regex(/^(?=.*[^0-9])[^\s,][^\n\r,]{0,63}$/)
  .meta({ description: 'A name for people: 1 to 64 characters, not digits alone, no comma.' })

/** The id of an account in `accounts`. */
export const accountIdSchema = z
  .string()
  .regex(/^[0-9]{12}$/)
  .meta({
    description: 'The 12-digit id of the account, in quotes: YAML drops the leading zero of a number.',
  })

const timeBoxedRecipient = z
  .strictObject({
    account: z.string().meta({ description: 'A name from accounts, or a quoted account id.' }),
    until: z
      .string()
      .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
      .optional()
      .meta({
        description: 'The last day of the share (UTC), YYYY-MM-DD. After it, the account is unshared.',
      }),
  })
  .meta({ description: 'An account and how long it may copy the image.' })

/** An entry of share-with. */
export const recipientSchema = z.union([
  z.string().meta({ description: 'A name from accounts, or a quoted account id.' }),
  timeBoxedRecipient,
])

/** One image. */
export const imageSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^wsi-[0-9a-z]{9,63}$/)
      .optional()
      .meta({ description: 'The id of the image. Either this or name.' }),
    name: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'The name of an image this account owns. Either this or id.' }),
    region: z
      .string()
      .regex(regionPattern)
      .optional()
      .meta({ description: 'The Region of the image. Default: the input aws-region.' }),
    'share-with': z.array(recipientSchema).meta({ description: 'Who may copy the image.' }),
    exclusive: z
      .boolean()
      .optional()
      .meta({ description: 'true: everyone who is not in share-with is unshared. Default: false.' }),
  })
  .meta({
    description: 'One image and who may copy it.',
    oneOf: [{ required: ['id'] }, { required: ['name'] }],
  })

/**
 * What a policy file says. The one source of the check at run time, of the type, and of schema/policy.schema.json.
 */
export const policySchema = z
  .strictObject({
    version: z.literal(1).meta({ description: 'The version of this format.' }),
    accounts: z
      .record(accountNameSchema, accountIdSchema)
      .optional()
      .meta({ description: 'Names for accounts; each id has one name.' }),
    images: z.array(imageSchema).min(1).meta({ description: 'The images, each once.' }),
  })
  .meta({
    title: 'Policy of Share WorkSpaces Image',
    description: 'Says who may copy which Amazon WorkSpaces images.',
  })

/** The JSON Schema for editors. */
export function policyJsonSchema(): object {
  return {
    $id: 'https://raw.githubusercontent.com/OWNER/share-workspaces-image/v1/schema/policy.schema.json',
    ...z.toJSONSchema(policySchema),
  }
}
