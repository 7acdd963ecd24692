import { parse } from 'yaml'
import { z } from 'zod'
import { repository } from '../../src/version.ts'

const step = z.object({
  uses: z.string().default(''),
  run: z.string().default(''),
  with: z.record(z.string(), z.unknown()).default({}),
})
const workflow = z.object({
  on: z.union([z.string(), z.array(z.string()), z.record(z.string(), z.unknown())]),
  permissions: z.unknown().optional(),
  jobs: z.record(
    z.string(),
    z.object({
      // Without any, a job has those of the workflow: none.
      permissions: z.union([z.string(), z.record(z.string(), z.string())]).default({}),
      'timeout-minutes': z.number().optional(),
      /** A workflow that the job calls, which has the steps and their time-outs. */
      uses: z.string().optional(),
      steps: z.array(step).default([]),
    }),
  ),
})
type Step = z.infer<typeof step>

/** A workflow as far as the rules look at it. */
export type RuledWorkflow = z.infer<typeof workflow>

/** Reads a workflow for the rules. */
export function readRuled(text: string): RuledWorkflow {
  return workflow.parse(parse(text))
}

/** What is wrong with a workflow by the rules of this project, which are stricter than GitHub's. */
export function brokenRules(text: string): readonly string[] {
  const { on, permissions, jobs } = readRuled(text)
  const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on)
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  return [
    ...(isEmpty(permissions) ? [] : ['permissions: {} does not stand at the top']),
    ...Object.entries(jobs).flatMap(([name, job]) => [
      ...(typeof job.permissions === 'string' ? [`${name} may do ${job.permissions}`] : []),
      ...(job['timeout-minutes'] === undefined && job.uses === undefined ? [`${name} has no time-out`] : []),
    ]),
    ...unpinned(text),
    ...steps.flatMap(brokenByStep),
    ...(events.includes('pull_request_target') && steps.some(({ uses }) => isCheckout(uses))
      ? ['pull_request_target meets a checkout']
      : []),
  ]
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

// By line, because the version stands in a comment.
function unpinned(text: string): readonly string[] {
  const pinned = /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/
  const own = new Set([
    './',
    './.share-workspaces-image',
    `${repository}@v1`,
    `${repository}/copy@v1`,
    `${repository}/.github/workflows/image-sharing.yml@v1`,
  ])
  return [...text.matchAll(/^\s*(?:- )?uses: *(.*)$/gm)]
    .map(([, uses = '']) => uses)
    .filter((uses) => !own.has(uses) && !pinned.test(uses))
    .map((uses) => `${uses} is not pinned by commit with its version in a comment`)
}

function brokenByStep({ uses, run, with: given }: Step): readonly string[] {
  return [
    // Whatever an expression holds, it reaches a script through the environment alone.
    ...(run.includes('${{') ? [`a script holds an expression: ${run}`] : []),
    ...(/\bnpm (?:ci|i|install)\b(?!.*--ignore-scripts)/.test(run) ? [`install scripts run: ${run}`] : []),
    ...(isCheckout(uses) && given['persist-credentials'] !== false ? ['a checkout keeps the token'] : []),
    // What a cache holds may come from another branch.
    ...(uses.startsWith('actions/setup-node@') && given['package-manager-cache'] !== false
      ? ['setup-node may take packages out of a cache']
      : []),
  ]
}

function isCheckout(uses: string): boolean {
  return uses.startsWith('actions/checkout@')
}
