import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

const texts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']))

// One at a time, and none of those that wait is dropped: without `queue` the next one would take its place.
const concurrency = z.strictObject({
  group: z.string(),
  'cancel-in-progress': z.literal(false),
  queue: z.literal('max'),
})

const step = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: texts.default({}),
  env: texts.default({}),
})

const job = z.strictObject({
  needs: z.string().optional(),
  if: z.string().optional(),
  'runs-on': z.union([z.string(), z.array(z.string())]),
  environment: z.string().optional(),
  'timeout-minutes': z.number().optional(),
  concurrency: concurrency.optional(),
  permissions: permissions.default({}),
  outputs: texts.default({}),
  env: texts.default({}),
  strategy: z
    .strictObject({ 'fail-fast': z.boolean(), matrix: z.strictObject({ include: z.array(texts) }) })
    .optional(),
  steps: z.array(step),
})

const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions,
  concurrency: concurrency.optional(),
  env: texts.default({}),
  jobs: z.record(z.string(), job),
})

/** A step, a job and a workflow: as much of their language as the examples need, and nothing unknown besides. */
export type WorkflowStep = z.infer<typeof step>
export type WorkflowJob = z.infer<typeof job>
export type Workflow = z.infer<typeof workflow>

/** The names of the example workflows. */
export const exampleNames = readdirSync('examples').filter((name) => name.endsWith('.yml'))

/** The text of a file of the examples. */
export function exampleText(path: string): string {
  return readFileSync(`examples/${path}`, 'utf8')
}

/** Reads a workflow; throws on a key that the examples have no use for. */
export function readWorkflow(text: string): Workflow {
  return workflow.parse(parse(text))
}
