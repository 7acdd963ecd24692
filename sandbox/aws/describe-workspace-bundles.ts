import { AwsError } from './aws-error.ts'
import type { StoredBundle } from './bundles.ts'
import { Members } from './members.ts'
import { BUNDLE_ID, type Operation } from './operation.ts'

/** The number of bundles per page. AWS documents no number, and takes no parameter for it. */
const PAGE = 25

/**
 * Lists bundles of the Region: the caller's own, those of an owner, or those with given ids that the caller can see.
 *
 * https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeWorkspaceBundles.html
 */
export const describeWorkspaceBundles: Operation = (input, context) => {
  const members = new Members(input)
  const ids = members.texts('BundleIds', BUNDLE_ID, 25)
  const owner = members.text('Owner')
  const token = members.text('NextToken', '[^]+', 2048)
  members.done()
  if (ids !== undefined && owner !== undefined)
    throw new AwsError(
      'InvalidParameterValuesException',
      'BundleIds and Owner cannot be specified at the same time.',
    )

  const { account } = context.caller
  const isSeen = (bundle: StoredBundle): boolean => bundle.owner === account || bundle.owner === 'AMAZON'
  const isAsked = (bundle: StoredBundle): boolean =>
    ids === undefined ? bundle.owner === (owner ?? account) : ids.includes(bundle.id)
  const page = context.pages.cut(
    {
      scope: `bundles/${context.region}/${account}/${owner ?? ''}/${ids?.join() ?? ''}`,
      token,
      size: PAGE,
      stale: false,
      tokens: context.mode.tokens,
    },
    () => context.bundles.inRegion(context.region).filter((bundle) => isSeen(bundle) && isAsked(bundle)),
    (bundle) => bundle.id,
  )
  return { Bundles: page.items.map((bundle) => describe(bundle)), NextToken: page.token }
}

function describe(bundle: StoredBundle): Record<string, unknown> {
  return {
    BundleId: bundle.id,
    Name: bundle.name,
    Owner: bundle.owner,
    ImageId: bundle.image,
    RootStorage: { Capacity: '80' },
    UserStorage: { Capacity: '50' },
    ComputeType: { Name: 'STANDARD' },
    CreationTime: Math.round(bundle.created.getTime() / 1000),
    LastUpdatedTime: Math.round(bundle.updated.getTime() / 1000),
    State: bundle.state,
    BundleType: 'REGULAR',
  }
}
