import type { StepOptions, StepResult } from '../../sandbox/runner/job.ts'
import type { ActionFixture } from './fixture.ts'

/** The names that the policies of these tests have for accounts. */
export const TEST = '444455556666'
export const PROD = '000000000007'
const names = `accounts:
  workplace-test: "${TEST}"
  workplace-prod: "${PROD}"
`

/** A policy with the names above and these images, each a block of lines below `- `. */
export function policyOf(...images: readonly string[]): string {
  const blocks = images.map((image) => `  - ${image.trim().replaceAll('\n', '\n    ')}\n`)
  return `version: 1\n${names}images:\n${blocks.join('')}`
}

/** Runs the step with this text as policy.yml of the workspace. */
export async function runPolicy(
  fixture: ActionFixture,
  text: string | Uint8Array,
  inputs: Record<string, string> = {},
  options: StepOptions = {},
): Promise<StepResult> {
  return fixture.run(
    { 'image-id': '', 'policy-file': 'policy.yml', ...inputs },
    { ...options, workspaceFiles: { 'policy.yml': text, ...options.workspaceFiles } },
  )
}

/** The day so many days from today, as policies write it. Called once a test: the next day may begin meanwhile. */
export function day(fromToday: number): string {
  return new Date(Date.now() + fromToday * 86_400_000).toISOString().slice(0, 10)
}
