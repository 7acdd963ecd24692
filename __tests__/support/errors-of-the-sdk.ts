import { DescribeWorkspaceImagePermissionsCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { SandboxAws, type FaultAction } from '../../sandbox/aws/aws.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { image } from './examples.ts'

countNodeErrorsAsErrors()

/** What the real SDK throws for a read that meets this fault, asking so many times at most. */
export async function errorOf(fault: FaultAction, maxAttempts = 1): Promise<unknown> {
  const aws = await SandboxAws.start()
  aws.addImage(image)
  aws.inject({ do: fault })
  try {
    return await errorAt(aws, maxAttempts, fault.kind === 'hang' ? 1000 : 0)
  } finally {
    await aws.close()
  }
}

/**
 * What the real SDK throws for a read from this AWS, as it is.
 * @param requestTimeout after how many milliseconds it gives up; 0 for never, so that a slow machine isn't a fault
 */
export async function errorAt(aws: SandboxAws, maxAttempts = 1, requestTimeout = 0): Promise<unknown> {
  const keys = aws.environment()
  const requestHandler = new NodeHttpHandler({ requestTimeout, throwOnRequestTimeout: true })
  const client = new WorkSpacesClient({
    region: image.region,
    endpoint: aws.url,
    credentials: {
      accessKeyId: String(keys['AWS_ACCESS_KEY_ID']),
      secretAccessKey: String(keys['AWS_SECRET_ACCESS_KEY']),
      sessionToken: String(keys['AWS_SESSION_TOKEN']),
    },
    maxAttempts,
    requestHandler,
  })
  try {
    await client.send(new DescribeWorkspaceImagePermissionsCommand({ ImageId: image.id }))
  } catch (error) {
    return error
  } finally {
    client.destroy()
  }
  throw new Error('The call was to fail')
}
