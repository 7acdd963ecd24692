import { Members } from './members.ts'
import { IMAGE_ID, ownImage, type Operation } from './operation.ts'

/**
 * Lists the accounts an image is shared with, at most 25 per page.
 *
 * https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceImagePermissions.html
 */
export const describeWorkspaceImagePermissions: Operation = (input, context) => {
  const members = new Members(input)
  const id = members.requiredText('ImageId', IMAGE_ID)
  const size = members.integer('MaxResults', 1, 25) ?? 25
  const token = members.text('NextToken')
  members.done()

  const image = ownImage(context, id)
  const { stale, tokens } = context.mode
  const page = context.pages.cut(
    { scope: `permissions/${context.region}/${id}`, token, size, stale, tokens },
    (showBefore) => [...(showBefore ? image.before : image.recipients)].toSorted(),
    (account) => account,
  )
  return {
    ImageId: id,
    ImagePermissions: page.items.map((SharedAccountId) => ({ SharedAccountId })),
    ...(page.token === undefined ? {} : { NextToken: page.token }),
  }
}
