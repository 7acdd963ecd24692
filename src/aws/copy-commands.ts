import type {
  CopyWorkspaceImageCommandInput,
  CopyWorkspaceImageCommandOutput,
  DescribeWorkspaceBundlesCommandInput,
  DescribeWorkspaceBundlesCommandOutput,
  ServiceInputTypes,
  ServiceOutputTypes,
  UpdateWorkspaceBundleCommandInput,
  UpdateWorkspaceBundleCommandOutput,
  WorkSpacesClientResolvedConfig,
} from '@aws-sdk/client-workspaces'
import { Command } from '@smithy/core/client'
import { getEndpointPlugin } from '@smithy/core/endpoints'
import type { $SchemaRef, StaticOperationSchema, StaticStructureSchema } from '@smithy/types'

// The commands of three calls that only copying makes, without the members that it doesn't use. The SDK has them all in
// one module with those of sharing: an import from there would make the file larger that every run loads. A test
// compares these schemas with the SDK's.
const namespace = 'com.amazonaws.workspaces'
const text = 0
const texts = 64

/** A structure: its name, and its members with their schemas. The required ones come first, `required` is their number. */
function structure(
  name: string,
  members: Readonly<Record<string, $SchemaRef>>,
  required?: number,
): StaticStructureSchema {
  const [names, schemas] = [Object.keys(members), Object.values(members)]
  return required === undefined
    ? [3, namespace, name, 0, names, schemas]
    : [3, namespace, name, 0, names, schemas, required]
}

const bundle = structure('WorkspaceBundle', { BundleId: text, Name: text, Owner: text, ImageId: text })

/** The settings of a client that lead to its endpoint. */
export const endpointParameters = {
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
} as const

/** The schemas of the calls: what is sent and what is read of an answer. */
export const operations = {
  CopyWorkspaceImage: [
    9,
    namespace,
    'CopyWorkspaceImage',
    0,
    structure(
      'CopyWorkspaceImageRequest',
      { Name: text, SourceImageId: text, SourceRegion: text, Description: text },
      3,
    ),
    structure('CopyWorkspaceImageResult', { ImageId: text }),
  ],
  DescribeWorkspaceBundles: [
    9,
    namespace,
    'DescribeWorkspaceBundles',
    0,
    structure('DescribeWorkspaceBundlesRequest', { BundleIds: texts, NextToken: text }),
    structure('DescribeWorkspaceBundlesResult', {
      Bundles: [1, namespace, 'BundleList', 0, bundle],
      NextToken: text,
    }),
  ],
  UpdateWorkspaceBundle: [
    9,
    namespace,
    'UpdateWorkspaceBundle',
    0,
    structure('UpdateWorkspaceBundleRequest', { BundleId: text, ImageId: text }),
    structure('UpdateWorkspaceBundleResult', {}),
  ],
} satisfies Record<string, StaticOperationSchema>

function commandOf<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  operation: keyof typeof operations,
) {
  return Command.classBuilder<
    Input,
    Output,
    WorkSpacesClientResolvedConfig,
    ServiceInputTypes,
    ServiceOutputTypes
  >()
    .ep(endpointParameters)
    .m((_command, _stack, config: WorkSpacesClientResolvedConfig) => [
      getEndpointPlugin(config, endpointParameters),
    ])
    .s('WorkspacesService', operation, {})
    .n('WorkSpacesClient', `${operation}Command`)
    .sc(operations[operation])
    .build()
}

/** The SDK's command of the same name. */
export const CopyWorkspaceImageCommand = commandOf<
  CopyWorkspaceImageCommandInput,
  CopyWorkspaceImageCommandOutput
>('CopyWorkspaceImage')
/** The SDK's command of the same name. */
export const DescribeWorkspaceBundlesCommand = commandOf<
  DescribeWorkspaceBundlesCommandInput,
  DescribeWorkspaceBundlesCommandOutput
>('DescribeWorkspaceBundles')
/** The SDK's command of the same name. */
export const UpdateWorkspaceBundleCommand = commandOf<
  UpdateWorkspaceBundleCommandInput,
  UpdateWorkspaceBundleCommandOutput
>('UpdateWorkspaceBundle')
