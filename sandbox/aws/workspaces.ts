import type { Exchange } from '../http/loopback-server.ts'
import { AwsError } from './aws-error.ts'
import { copyWorkspaceImage } from './copy-workspace-image.ts'
import { describeWorkspaceBundles } from './describe-workspace-bundles.ts'
import { describeWorkspaceImagePermissions } from './describe-workspace-image-permissions.ts'
import { describeWorkspaceImages } from './describe-workspace-images.ts'
import { readJsonRequest } from './json-request.ts'
import type { Mode, Operation, Resources } from './operation.ts'
import { Pages } from './pages.ts'
import type { Principals } from './principals.ts'
import { createTags, describeTags } from './tags.ts'
import { updateWorkspaceBundle } from './update-workspace-bundle.ts'
import { updateWorkspaceImagePermission } from './update-workspace-image-permission.ts'

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['UpdateWorkspaceImagePermission', updateWorkspaceImagePermission],
  ['DescribeWorkspaceImagePermissions', describeWorkspaceImagePermissions],
  ['DescribeWorkspaceImages', describeWorkspaceImages],
  ['CopyWorkspaceImage', copyWorkspaceImage],
  ['DescribeTags', describeTags],
  ['CreateTags', createTags],
  ['DescribeWorkspaceBundles', describeWorkspaceBundles],
  ['UpdateWorkspaceBundle', updateWorkspaceBundle],
])

/** Amazon WorkSpaces, limited to images, their copies and bundles, from the signature to the effect. */
export class WorkSpaces {
  readonly #resources: Resources
  readonly #principals: Principals
  readonly #now: () => number
  readonly #pages = new Pages(
    () => new AwsError('InvalidParameterValuesException', 'The specified NextToken is not valid.'),
  )

  /** @param now AWS's clock */
  constructor(resources: Resources, principals: Principals, now: () => number) {
    this.#resources = resources
    this.#principals = principals
    this.#now = now
  }

  /**
   * Runs an operation.
   *
   * @throws {AwsError} for every error that AWS would return
   */
  run(exchange: Exchange, operation: string, mode: Mode): Record<string, unknown> | undefined {
    const perform = OPERATIONS.get(operation)
    if (perform === undefined) throw new AwsError('UnknownOperationException', '')
    const context = { service: 'workspaces' as const, principals: this.#principals, now: this.#now() }
    const { input, caller, region } = readJsonRequest(exchange, operation, context)
    return perform(input, { ...this.#resources, pages: this.#pages, caller, region, mode })
  }
}
