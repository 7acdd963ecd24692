import { AwsError } from './aws-error.ts'
import { checkRoute } from './copying.ts'
import type { StoredImage } from './images.ts'
import { Members } from './members.ts'
import { IMAGE_ID, type Operation, type OperationContext } from './operation.ts'
import { freshId } from './principals.ts'
import { readTags } from './tags.ts'

const NAME = String.raw`[a-zA-Z0-9_./()\\-]+`
const DESCRIPTION = '[a-zA-Z0-9_./() -]+'

/**
 * Copies an image that the caller owns, or that is shared with it, to the Region of the call. Every call makes a copy,
 * because there is no client token.
 *
 * https://docs.aws.amazon.com/workspaces/latest/api/API_CopyWorkspaceImage.html
 */
export const copyWorkspaceImage: Operation = (input, context) => {
  const members = new Members(input)
  const name = members.requiredText('Name', NAME, 64)
  const description = members.text('Description', DESCRIPTION, 256)
  const sourceId = members.requiredText('SourceImageId', IMAGE_ID)
  const sourceRegion = members.requiredText('SourceRegion', '[-0-9a-z]{1,31}')
  const tags = readTags(members.structures('Tags') ?? [])
  members.done()

  const { caller, region, images, copying } = context
  if (tags.size > 0 && caller.deny.includes('CreateTags')) throw mayNotTag(caller.arn)
  checkRoute(sourceRegion, region)
  const source = sourceImage(context, sourceRegion, sourceId)
  const owned = images.ownedBy(caller.account, region)
  if (owned.some((image) => image.name === name))
    throw new AwsError('ResourceAlreadyExistsException', 'The specified image name already exists.')
  if (owned.length >= copying.quota)
    throw new AwsError('ResourceLimitExceededException', 'You have reached the limit of images.')
  const id = freshId('wsi-').toLowerCase()
  if (context.mode.effect) {
    const copy = { ...copying, region, id, name, tags: Object.fromEntries(tags), state: 'PENDING' as const }
    const described = description === undefined ? {} : { description }
    const tenancy = source.tenancy === undefined ? {} : { tenancy: source.tenancy }
    images.add({ ...copy, ...described, ...tenancy }, caller.account)
  }
  return { ImageId: id }
}

function sourceImage(context: OperationContext, region: string, id: string): StoredImage {
  const image = context.images.find(region, id)
  const { account } = context.caller
  if (image === undefined || (image.owner !== account && !image.recipients.has(account)))
    throw new AwsError('ResourceNotFoundException', 'The image cannot be found.', { ResourceId: id })
  if (image.state !== 'AVAILABLE')
    throw new AwsError('ResourceUnavailableException', 'The specified image is not available.', {
      ResourceId: id,
    })
  return image
}

function mayNotTag(arn: string): AwsError {
  return new AwsError(
    'AccessDeniedException',
    `User: ${arn} is not authorized to perform: workspaces:CreateTags because no identity-based policy allows the workspaces:CreateTags action`,
  )
}
