import type { PolicyContext } from '../../src/input/policy/policy-recipients.ts'
import { readPolicy, type PolicyReading } from '../../src/input/policy/read-policy.ts'
import type { Problem } from '../../src/sharing/problem.ts'
import type { Wanted } from '../../src/sharing/request.ts'
import { image, region } from './examples.ts'

const context: PolicyContext = {
  defaultRegion: region,
  today: new Date('2027-03-15T12:00:00Z'),
  temporary: false,
}

/** A list of one account. */
export const shared = 'share-with: ["000000000001"]'

/** Reads a text as policy.yml. */
export function reading(text: string, but: Partial<PolicyContext> = {}): PolicyReading {
  return readPolicy(text, 'policy.yml', { ...context, ...but })
}

/** The images of a sound policy. */
export function imagesOf(text: string, but: Partial<PolicyContext> = {}): readonly Wanted[] {
  const read = reading(text, but)
  if (read.kind === 'refused') throw new Error(read.problems.map(spoken).join('\n'))
  return read.wants.images
}

/** What is wrong with a policy, as `line:column message remedy`. */
export function problemsOf(text: string, but: Partial<PolicyContext> = {}): readonly string[] {
  const read = reading(text, but)
  return read.kind === 'sound' ? [] : read.problems.map(spoken)
}

function spoken({ where, message, remedy }: Problem): string {
  return `${where?.line}:${where?.column} ${message} ${remedy}`
}

/** A policy of one image, with these lines in it from line 4. */
export function imageWith(...lines: readonly string[]): string {
  return ['version: 1', 'images:', `  - id: ${image.id}`, ...lines.map((line) => `    ${line}`), ''].join(
    '\n',
  )
}

/** A policy with these accounts from line 3, and one image that is shared with the first. */
export function accountsWith(...lines: readonly string[]): string {
  return [
    'version: 1',
    'accounts:',
    ...lines.map((line) => `  ${line}`),
    'images:',
    `  - id: ${image.id}`,
    `    ${shared}`,
    '',
  ].join('\n')
}
