import { AwsError } from './aws-error.ts'
import { Members } from './members.ts'
import { BUNDLE_ID, IMAGE_ID, ownImage, type Operation } from './operation.ts'

/**
 * Points a caller's bundle at an image that the caller owns in the Region. Repeating it is allowed.
 *
 * https://docs.aws.amazon.com/workspaces/latest/api/API_UpdateWorkspaceBundle.html
 */
export const updateWorkspaceBundle: Operation = (input, context) => {
  const members = new Members(input)
  const id = members.text('BundleId', BUNDLE_ID)
  const imageId = members.text('ImageId', IMAGE_ID)
  members.done()
  // The model requires neither.
  if (id === undefined || imageId === undefined)
    throw new AwsError('InvalidParameterValuesException', 'BundleId and ImageId must be specified.')

  const bundle = context.bundles.find(context.region, id)
  if (bundle?.owner !== context.caller.account)
    throw new AwsError('ResourceNotFoundException', 'The bundle cannot be found.', { ResourceId: id })
  const image = ownImage(context, imageId)
  for (const resource of [bundle, image])
    if (resource.state !== 'AVAILABLE')
      throw new AwsError('ResourceUnavailableException', 'The specified resource is not available.', {
        ResourceId: resource.id,
      })
  if (!context.mode.effect) return {}
  bundle.image = imageId
  bundle.updated = new Date()
  return {}
}
