import type { AccountNames } from '../../sharing/account-names.ts'
import type { Problem } from '../../sharing/problem.ts'
import type { Wanted } from '../../sharing/request.ts'
import { parseYaml } from './parse-yaml.ts'
import { readAccounts } from './policy-accounts.ts'
import { PolicyGroups } from './policy-groups.ts'
import { ImageReader } from './policy-images.ts'
import { noted, PolicyProblems, type Noted, type Words } from './policy-problems.ts'
import { RecipientReader, type PolicyContext } from './policy-recipients.ts'
import { YamlReader } from './yaml-reader.ts'

const keys = ['version', 'accounts', 'groups', 'images']

/** The images and settings that a policy asks for. */
export interface PolicyWants {
  readonly images: readonly Wanted[]
  readonly accountNames: AccountNames
  readonly warnings: readonly string[]
}

/** The policy's content, or all its problems. */
export type PolicyReading =
  | { readonly kind: 'sound'; readonly wants: PolicyWants }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }

/**
 * Reads a policy file. Every mistake becomes a problem at its line, whatever the text holds.
 * @param file path from the workspace's root
 */
export function readPolicy(text: string, file: string, context: PolicyContext): PolicyReading {
  const problems = new PolicyProblems(text, file)
  const document = parseYaml(text, problems)
  const wants = document === undefined ? noted : wantsOf(new YamlReader(document, problems), context)
  return wants === noted || problems.isAny
    ? { kind: 'refused', problems: problems.inOrder }
    : { kind: 'sound', wants }
}

function wantsOf(reader: YamlReader, context: PolicyContext): PolicyWants | Noted {
  const { top } = reader
  const values = reader.mapping(top, keys)
  if (values === noted) return noted
  const version = values.get('version')
  if (version === undefined) reader.noteMissing(top, 'version', 'Write version: 1.')
  else reader.value(version, isVersion, notVersion)
  const accounts = readAccounts(values.get('accounts'), reader)
  const groups = new PolicyGroups(values.get('groups'), accounts, reader)
  const images = values.get('images')
  if (images === undefined) return reader.noteMissing(top, 'images', 'Add images.')
  const list = reader.list(images, notImages)
  if (list === noted) return noted
  if (list.length === 0) return reader.note(images, noImages)
  const imageReader = new ImageReader(reader, new RecipientReader(reader, images, groups, context), context)
  const wanted = list.map((place) => imageReader.read(place)).filter((image) => image !== noted)
  return { images: wanted, accountNames: accounts.names, warnings: groups.unused }
}

function isVersion(value: unknown): value is 1 {
  return value === 1
}

const notVersion: Words = ['is not a version of this format', 'Write version: 1.']
const notImages: Words = [
  'is not a list of images',
  'List the images, each beginning with "- id:" or "- name:".',
]
const noImages: Words = ['the list is empty, at least one image is needed', notImages[1]]
