import type { Exchange } from '../http/loopback-server.ts'
import { authenticate } from './authentication.ts'
import { AwsError } from './aws-error.ts'
import { describeWorkspaceImagePermissions } from './describe-workspace-image-permissions.ts'
import { describeWorkspaceImages } from './describe-workspace-images.ts'
import type { ImageStore } from './images.ts'
import { parseObject } from './json-object.ts'
import type { Mode, Operation } from './operation.ts'
import { Pages } from './pages.ts'
import type { Principal } from './principals.ts'
import { updateWorkspaceImagePermission } from './update-workspace-image-permission.ts'

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['UpdateWorkspaceImagePermission', updateWorkspaceImagePermission],
  ['DescribeWorkspaceImagePermissions', describeWorkspaceImagePermissions],
  ['DescribeWorkspaceImages', describeWorkspaceImages],
])

/** The image operations of Amazon WorkSpaces, from the signature to the effect. */
export class WorkSpaces {
  readonly #images: ImageStore
  readonly #principals: ReadonlyMap<string, Principal>
  readonly #now: () => number
  readonly #pages = new Pages()

  /** @param now AWS's clock */
  constructor(images: ImageStore, principals: ReadonlyMap<string, Principal>, now: () => number) {
    this.#images = images
    this.#principals = principals
    this.#now = now
  }

  /**
   * Runs an operation.
   *
   * @throws {AwsError} whatever AWS would answer but success.
   */
  run({ request, body }: Exchange, operation: string, mode: Mode): Record<string, unknown> | undefined {
    const perform = OPERATIONS.get(operation)
    if (perform === undefined) throw new AwsError('UnknownOperationException', '')
    const { caller, region } = authenticate(request, body, this.#principals, this.#now())
    const input = parseObject(body)
    if (input === undefined)
      throw new AwsError('SerializationException', 'The request body is not a JSON object.')
    if (caller.deny.includes(operation))
      throw new AwsError(
        'AccessDeniedException',
        `User: ${caller.arn} is not authorized to perform: workspaces:${operation} because no identity-based policy allows the workspaces:${operation} action`,
      )
    return perform(input, { images: this.#images, pages: this.#pages, caller, region, mode })
  }
}
