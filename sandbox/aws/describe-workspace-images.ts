import type { StoredImage } from './images.ts'
import { Members } from './members.ts'
import { IMAGE_ID, type Operation } from './operation.ts'

/**
 * Lists the images of the Region that the caller owns or that are shared with it. Unknown ids are left out.
 *
 * https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceImages.html
 */
export const describeWorkspaceImages: Operation = (input, context) => {
  const members = new Members(input)
  const ids = members.texts('ImageIds', IMAGE_ID, 25)
  const type = members.choice('ImageType', ['OWNED', 'SHARED'])
  const size = members.integer('MaxResults', 1, 25) ?? 25
  const token = members.text('NextToken')
  members.done()

  const { account } = context.caller
  const visible = (image: StoredImage): boolean =>
    (type !== 'SHARED' && image.owner === account) || (type !== 'OWNED' && image.recipients.has(account))
  const asked = context.images
    .inRegion(context.region)
    .filter((image) => visible(image) && (ids?.includes(image.id) ?? true))
  const hidden = new Set(asked.filter(({ hiddenReads }) => hiddenReads > 0))
  const page = context.pages.cut(
    {
      scope: `images/${context.region}/${account}/${type ?? ''}/${ids?.join() ?? ''}`,
      token,
      size,
      stale: false,
      tokens: context.mode.tokens,
    },
    () => asked.filter((image) => !hidden.has(image)),
    (image) => image.id,
  )
  if (token === undefined) for (const image of hidden) image.hiddenReads -= 1
  const shown = page.items.map((image) => describe(image))
  for (const image of page.items) context.images.shown(image)
  return { Images: shown, ...(page.token === undefined ? {} : { NextToken: page.token }) }
}

function describe(image: StoredImage): Record<string, unknown> {
  return {
    ImageId: image.id,
    Name: image.name,
    Description: image.description,
    OperatingSystem: { Type: 'WINDOWS' },
    State: image.state,
    RequiredTenancy: image.tenancy ?? 'DEFAULT',
    Created: Math.round(image.created.getTime() / 1000),
    OwnerAccountId: image.owner,
    ...(image.state === 'ERROR' ? errorOf(image) : {}),
  }
}

function errorOf({ errorCode, errorMessage, errorDetails }: StoredImage): Record<string, unknown> {
  return {
    ...(errorCode === undefined ? {} : { ErrorCode: errorCode }),
    ...(errorMessage === undefined ? {} : { ErrorMessage: errorMessage }),
    ...(errorDetails === undefined ? {} : { ErrorDetails: errorDetails }),
  }
}
