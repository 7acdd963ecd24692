import { afterEach, beforeEach } from '@jest/globals'
import {
  DescribeWorkspaceImagePermissionsCommand,
  DescribeWorkspaceImagesCommand,
  UpdateWorkspaceImagePermissionCommand,
  WorkSpacesClient,
  type DescribeWorkspaceImagesCommandInput,
  type WorkSpacesClientConfig,
} from '@aws-sdk/client-workspaces'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import type { Credentials } from '../../sandbox/aws/principals.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'

countNodeErrorsAsErrors()

export const REGION = 'eu-west-1'
export const IMAGE = 'wsi-0123456789abc'
export const RECIPIENT = '000000000001'

/** What a client throws, as far as the tests look at it. */
export interface Thrown {
  readonly name: string
  readonly message: string
  readonly [field: string]: unknown
}

/** An AWS that lives as long as a test, and clients that end with it. */
export class Fixture {
  #aws: SandboxAws | undefined
  readonly #clients: WorkSpacesClient[] = []

  constructor(image = true) {
    beforeEach(async () => {
      this.#aws = await SandboxAws.start()
      if (image) this.aws.addImage({ region: REGION, id: IMAGE, name: 'golden' })
    })
    afterEach(async () => {
      for (const client of this.#clients.splice(0)) client.destroy()
      await this.aws.close()
    })
  }

  /** This test's AWS. */
  get aws(): SandboxAws {
    if (this.#aws === undefined) throw new Error('The sandbox lives within tests only')
    return this.#aws
  }

  /** The real SDK's client with the sandbox's keys, without retries unless asked. */
  client(config: WorkSpacesClientConfig = {}): WorkSpacesClient {
    const client = new WorkSpacesClient({
      region: REGION,
      endpoint: this.aws.url,
      maxAttempts: 1,
      credentials: keysOf(this.aws),
      ...config,
    })
    this.#clients.push(client)
    return client
  }

  async share(SharedAccountId = RECIPIENT, AllowCopyImage = true, client = this.client()): Promise<void> {
    await client.send(
      new UpdateWorkspaceImagePermissionCommand({ ImageId: IMAGE, AllowCopyImage, SharedAccountId }),
    )
  }

  /** One page of who can copy the image. */
  async page(
    input: { MaxResults?: number; NextToken?: string } = {},
    client = this.client(),
  ): Promise<{
    accounts: (string | undefined)[] | undefined
    token: string | undefined
  }> {
    const answer = await client.send(
      new DescribeWorkspaceImagePermissionsCommand({ ImageId: IMAGE, ...input }),
    )
    return {
      accounts: answer.ImagePermissions?.map(({ SharedAccountId }) => SharedAccountId),
      token: answer.NextToken,
    }
  }

  /** The ids and states of a page of images. */
  async images(input: DescribeWorkspaceImagesCommandInput = {}, client = this.client()): Promise<string[]> {
    const answer = await client.send(new DescribeWorkspaceImagesCommand(input))
    return (answer.Images ?? []).map(({ ImageId, State }) => `${ImageId} ${State}`)
  }
}

/** The keys of an account's user; of the sandbox's account unless another is named. */
export function keysOf(aws: SandboxAws, account?: string): Required<Credentials> {
  const environment = aws.environment(account)
  return {
    accessKeyId: String(environment['AWS_ACCESS_KEY_ID']),
    secretAccessKey: String(environment['AWS_SECRET_ACCESS_KEY']),
    sessionToken: String(environment['AWS_SESSION_TOKEN']),
  }
}

/** What a promise rejects with. */
export async function thrown(promise: Promise<unknown>): Promise<Thrown> {
  try {
    await promise
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const { name, message } = error
    return { ...Object.fromEntries(Object.entries(error)), name, message }
  }
  throw new Error('Nothing was thrown')
}
