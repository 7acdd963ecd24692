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

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A schema as plain values: what the SDK makes only when it is used is made, and structures name their members. */
function plain(schema: unknown): object {
  const made: unknown = typeof schema === 'function' ? Reflect.apply(schema, undefined, []) : schema
  const [kind, namespace, name, traits, ...rest] = listOf(made)
  if (!Array.isArray(made)) return { simple: made }
  if (kind !== 3) return { kind, namespace, name, traits, rest: rest.map(plain) }
  const names = listOf(rest[0]).map(String)
  const schemas = listOf(rest[1])
  const members = Object.fromEntries(names.map((member, index) => [member, plain(schemas[index])]))
  return { kind, namespace, name, traits, members, required: names.slice(0, Number(rest[2] ?? 0)) }
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
    expect(plain(sdk)).toMatchObject(plain(ours))
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
    expect(plain(CopyWorkspaceImage$)).not.toMatchObject(plain(other))
  })
})
