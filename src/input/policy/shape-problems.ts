import type { z } from 'zod'
import { quoted } from '../input-problems.ts'
import { regionRemedy } from '../region-remedy.ts'
import type { Path } from './document-nodes.ts'
import type { PolicyDocument } from './policy-document.ts'
import { policySchema } from './schema.ts'
import { shortened } from './shortened.ts'
import { suggestion } from './suggestions.ts'

type Issue = z.core.$ZodIssue

const knownKeys: Readonly<Record<string, readonly string[]>> = {
  top: ['version', 'accounts', 'images'],
  image: ['id', 'name', 'region', 'share-with', 'exclusive'],
  recipient: ['account', 'until'],
}

/** Notes everything in which a document's shape is not that of a policy, in words and at its place. */
export function noteShapeProblems(value: unknown, document: PolicyDocument): void {
  const issues = issuesIn(value)
  if (issues === undefined) {
    document.add(
      [],
      'the file has too many mistakes to list',
      'Compare it with the policy file in the README.',
    )
  }
  for (const issue of issues ?? []) {
    noteIssue(issue, issue.path, value, document)
  }
}

// zod hands found issues on as a call's arguments, which have no room for much more than a hundred thousand.
function issuesIn(value: unknown): readonly Issue[] | undefined {
  try {
    return policySchema.safeParse(value).error?.issues ?? []
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function noteIssue(issue: Issue, path: Path, value: unknown, document: PolicyDocument): void {
  // To put it into words takes searching, which would be for nothing.
  if (document.isFull) return document.leaveOut(problemsIn(issue))
  const found = valueAt(value, path)
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) noteUnknownKey(key, path, document)
  } else if (issue.code === 'invalid_union') {
    noteRecipient(issue, path, found, value, document)
  } else if (issue.code === 'invalid_key') {
    document.addAtKey(
      path,
      `${quoted(String(path.at(-1)))} is no name for an account`,
      'Use 1 to 64 characters, not digits alone, without comma.',
    )
  } else {
    document.add(path, ...explain(path, found, document))
  }
}

/** As many as would be noted of it. */
function problemsIn(issue: Issue): number {
  if (issue.code === 'unrecognized_keys') return issue.keys.length
  if (issue.code !== 'invalid_union') return 1
  return (issue.errors.at(-1) ?? []).reduce((sum, inner) => sum + problemsIn(inner), 0)
}

function noteUnknownKey(key: string, path: Path, document: PolicyDocument): void {
  const known = knownKeys[levelOf(path)] ?? []
  document.addAtKey(
    [...path, key],
    `the key ${quoted(key)} is not known`,
    suggestion(key, known) ?? `Known here are ${known.join(', ')}.`,
  )
}

// A recipient is a text or a mapping; what it was meant to be tells which of the two to explain.
function noteRecipient(
  issue: Extract<Issue, { readonly code: 'invalid_union' }>,
  path: Path,
  found: unknown,
  value: unknown,
  document: PolicyDocument,
): void {
  if (typeof found === 'object' && found !== null && !Array.isArray(found)) {
    for (const inner of issue.errors.at(-1) ?? []) noteIssue(inner, [...path, ...inner.path], value, document)
    return
  }
  document.add(path, ...accountText(path, found, document))
}

type Words = readonly [message: string, remedy: string]

function explain(path: Path, found: unknown, document: PolicyDocument): Words {
  const last = String(path.at(-1))
  if (found === undefined) return missing(path)
  if (path[0] === 'accounts' && path.length === 2) {
    return accountText(path, found, document)
  }
  switch (last) {
    case 'version':
      return [`${shown(found)} is no version of this format`, 'Write version: 1.']
    case 'id':
      return [
        `${shown(found)} is no WorkSpaces image id (wsi- and 9 to 63 lower-case letters or digits)`,
        'Copy the id from the WorkSpaces console, under Images.',
      ]
    case 'region':
      return [
        `${shown(found)} is not the code of a Region`,
        regionRemedy(typeof found === 'string' ? found : ''),
      ]
    case 'until':
      return [`${shown(found)} is no date`, 'Write the last day as YYYY-MM-DD, such as 2027-03-31.']
    case 'account':
      return accountText(path, found, document)
    case 'exclusive':
      return [`${shown(found)} is neither true nor false`, 'Write true or false.']
    case 'share-with':
      return [`${shown(found)} is no list`, 'List names or quoted account ids, or write [] for nobody.']
    case 'images':
      return [
        'there must be at least one image in a list',
        'List the images, each beginning with "- id:" or "- name:".',
      ]
    default:
      return [`${shown(found)} is not what belongs here`, 'Compare it with the policy file in the README.']
  }
}

function missing(path: Path): Words {
  const [last] = path.slice(-1)
  if (last === 'share-with') {
    return ['is missing', 'List who may copy the image; write share-with: [] if nobody may, on purpose.']
  }
  return ['is missing', last === 'version' ? 'Write version: 1.' : `Add ${String(last)}.`]
}

function accountText(path: Path, found: unknown, document: PolicyDocument): Words {
  const source = document.sourceOf(path)
  if (typeof found === 'number' && source !== undefined) {
    const written = shortened(source)
    const id = /^[0-9]{1,12}$/.test(source) ? source.padStart(12, '0') : written
    return [
      `${written} is a number to YAML, which drops leading zeros; an account id is a text of 12 digits`,
      `Write it in quotes: "${id}".`,
    ]
  }
  if (typeof found === 'string' && /^[0-9]+$/.test(found)) {
    return [
      `${quoted(found)} has ${found.length} digits, an AWS account id has exactly 12 digits`,
      'Copy the id from the account menu of the AWS console and write it in quotes.',
    ]
  }
  return [`${shown(found)} is no account`, 'Write the 12-digit id in quotes, or a name from accounts.']
}

function levelOf(path: Path): string {
  if (path.length === 0) return 'top'
  return path.length === 2 ? 'image' : 'recipient'
}

function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'a mapping' : String(value)
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  )
}
