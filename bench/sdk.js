// The AWS SDK alone: the four calls of a share in a process that does nothing else, bundled as dist is.
import {
  DescribeWorkspaceImagePermissionsCommand,
  DescribeWorkspaceImagesCommand,
  UpdateWorkspaceImagePermissionCommand,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces'
import { fromEnv } from '@aws-sdk/credential-provider-env'

const { env } = process
const ImageId = env['INPUT_IMAGE-ID'] ?? ''
const SharedAccountId = env['INPUT_ACCOUNT-ID'] ?? ''
const client = new WorkSpacesClient({
  region: env['INPUT_AWS-REGION'] ?? '',
  credentials: fromEnv(),
  retryMode: 'adaptive',
})

async function share() {
  await Promise.all([
    client.send(new DescribeWorkspaceImagesCommand({ ImageIds: [ImageId] })),
    client.send(new DescribeWorkspaceImagePermissionsCommand({ ImageId })),
  ])
  const change = { ImageId, SharedAccountId, AllowCopyImage: true }
  await client.send(new UpdateWorkspaceImagePermissionCommand(change))
  const proof = new DescribeWorkspaceImagePermissionsCommand({ ImageId })
  const { ImagePermissions = [] } = await client.send(proof)
  if (!ImagePermissions.some((permission) => permission.SharedAccountId === SharedAccountId)) {
    throw new Error('Not shared')
  }
}

void share().then(() => process.exit())
