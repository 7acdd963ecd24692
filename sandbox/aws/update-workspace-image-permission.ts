import { AwsError } from './aws-error.ts'
import { Members } from './members.ts'
import { ACCOUNT_ID, IMAGE_ID, ownImage, type Operation } from './operation.ts'

/**
 * Shares an image with an account, or unshares it. Repeating either is allowed.
 *
 * https://docs.aws.amazon.com/workspaces/latest/api/API_UpdateWorkspaceImagePermission.html
 */
export const updateWorkspaceImagePermission: Operation = (input, context) => {
  const members = new Members(input)
  const id = members.requiredText('ImageId', IMAGE_ID)
  const allow = members.requiredFlag('AllowCopyImage')
  const account = members.requiredText('SharedAccountId', ACCOUNT_ID)
  members.done()

  const image = ownImage(context, id)
  if (image.tenancy === 'DEDICATED' && context.region.startsWith('us-gov-'))
    throw new AwsError(
      'OperationNotSupportedException',
      'Sharing BYOL images is not supported in this Region.',
    )
  if (image.state !== 'AVAILABLE')
    throw new AwsError('ResourceUnavailableException', 'The specified image is not available.', {
      ResourceId: id,
    })
  if (account === image.owner)
    throw new AwsError(
      'InvalidParameterValuesException',
      'An image cannot be shared with the account that owns it.',
    )
  if (!context.mode.effect) return undefined
  if (allow) image.recipients.add(account)
  else image.recipients.delete(account)
  return undefined
}
