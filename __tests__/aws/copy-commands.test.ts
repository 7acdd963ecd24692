import { describe, expect, it } from '@jest/globals'
import {
  CopyWorkspaceImage$,
  CopyWorkspaceImageCommand as SdkCopyWorkspaceImageCommand,
  DescribeWorkspaceBundles$,
  DescribeWorkspaceBundlesCommand as SdkDescribeWorkspaceBundlesCommand,
  UpdateWorkspaceBundle$,
  UpdateWorkspaceBundleCommand as SdkUpdateWorkspaceBundleCommand,
} from '@aws-sdk/client-workspaces'
import { endpointParameters, operations } from '../../src/aws/copy-commands.ts'

/** A schema as plain values: what the SDK makes only when it is used is made, and structures name their members. */
function plain(schema: unknown): unknown {
  const made: unknown = typeof schema === 'function' ? (schema as () => unknown)() : schema
  if (!Array.isArray(made)) return made
  const [kind, namespace, name, traits, ...rest] = made as unknown[]
  if (kind !== 3) return [kind, namespace, name, traits, ...rest.map(plain)]
  const [names, schemas, required = 0] = rest as [string[], unknown[], number?]
  const members = Object.fromEntries(names.map((member, index) => [member, plain(schemas[index])]))
  return { name, namespace, traits, members, required: names.slice(0, required) }
}

const commands = [
  { name: 'CopyWorkspaceImage', ours: operations.CopyWorkspaceImage, sdk: CopyWorkspaceImage$ },
  {
    name: 'DescribeWorkspaceBundles',
    ours: operations.DescribeWorkspaceBundles,
    sdk: DescribeWorkspaceBundles$,
  },
  { name: 'UpdateWorkspaceBundle', ours: operations.UpdateWorkspaceBundle, sdk: UpdateWorkspaceBundle$ },
] as const

describe('the commands of copying', () => {
  it.each(commands)('$name is a part of the SDK’s', ({ ours, sdk }) => {
    expect(plain(sdk)).toMatchObject(plain(ours) as object)
    expect(JSON.stringify(plain(ours))).toContain('"members":{')
  })

  it.each([
    SdkCopyWorkspaceImageCommand,
    SdkDescribeWorkspaceBundlesCommand,
    SdkUpdateWorkspaceBundleCommand,
  ])('have the endpoint of %p', (command) => {
    expect(endpointParameters).toEqual(command.getEndpointParameterInstructions())
  })

  it('are compared member by member', () => {
    const other = [...operations.CopyWorkspaceImage]
    other[4] = [3, 'com.amazonaws.workspaces', 'CopyWorkspaceImageRequest', 0, ['Nothing'], [0]]
    expect(plain(CopyWorkspaceImage$)).not.toMatchObject(plain(other) as object)
  })
})
