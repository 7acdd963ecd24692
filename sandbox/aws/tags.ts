import { AwsError } from './aws-error.ts'
import { Members } from './members.ts'
import type { Operation, OperationContext } from './operation.ts'

/** The most tags of a resource. */
const MOST = 50

/** Reads a list of tags. The last value of a key counts. */
export function readTags(structures: readonly Members[]): Map<string, string> {
  return new Map(
    structures.map((tag) => [tag.requiredText('Key', '[^]+', 127), tag.text('Value', undefined, 255) ?? '']),
  )
}

/**
 * Lists the tags of a caller's image or bundle.
 *
 * https://docs.aws.amazon.com/workspaces/latest/api/API_DescribeTags.html
 */
export const describeTags: Operation = (input, context) => {
  const members = new Members(input)
  const id = members.requiredText('ResourceId', '[^]+')
  members.done()
  const TagList = [...tagsOf(context, id)].map(([Key, Value]) => ({ Key, Value }))
  return { TagList }
}

/**
 * Adds tags to a caller's image or bundle, and replaces existing ones.
 *
 * https://docs.aws.amazon.com/workspaces/latest/api/API_CreateTags.html
 */
export const createTags: Operation = (input, context) => {
  const members = new Members(input)
  const id = members.requiredText('ResourceId', '[^]+')
  const added = readTags(members.requiredStructures('Tags'))
  members.done()

  const tags = tagsOf(context, id)
  if (new Set([...tags.keys(), ...added.keys()]).size > MOST)
    throw new AwsError('ResourceLimitExceededException', 'Your resource limits have been exceeded.')
  if (context.mode.effect) for (const [key, value] of added) tags.set(key, value)
  return {}
}

function tagsOf(context: OperationContext, id: string): Map<string, string> {
  const { region, caller, images, bundles } = context
  const resource = images.find(region, id) ?? bundles.find(region, id)
  if (resource?.owner !== caller.account)
    throw new AwsError('ResourceNotFoundException', 'The resource could not be found.', { ResourceId: id })
  return resource.tags
}
