import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { repository } from '../../src/version.ts'

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

/** A job that is a call of a workflow. */
const call = z.strictObject({
  uses: z.string(),
  permissions: permissions.default({}),
  with: texts.default({}),
})

const parts = { name: z.string(), permissions, concurrency: concurrency.optional(), env: texts.default({}) }
const workflow = z.strictObject({
  ...parts,
  on: z.record(z.string(), z.unknown()),
  jobs: z.record(z.string(), z.union([call, job])),
})
const callable = z.strictObject({
  ...parts,
  on: z.strictObject({
    workflow_call: z.strictObject({
      inputs: z.record(
        z.string(),
        z.strictObject({
          description: z.string(),
          type: z.literal('string'),
          required: z.literal(true).optional(),
          default: z.string().optional(),
        }),
      ),
    }),
  }),
  jobs: z.record(z.string(), job),
})

/** A step, a job and a workflow: as much of their language as the examples need, and nothing unknown besides. */
export type WorkflowStep = z.infer<typeof step>
export type WorkflowJob = z.infer<typeof job> & { readonly call?: Call }
export type Workflow = Omit<z.infer<typeof workflow>, 'jobs'> & {
  readonly jobs: Readonly<Record<string, WorkflowJob>>
}

/** The call of a workflow that a job belongs to. */
export interface Call {
  readonly inputs: Readonly<Record<string, string>>
  /** The most that the job may do: a called workflow can only keep or lower it. */
  readonly permissions: Readonly<Record<string, string>>
}

// Many tests run the same workflow, and reading one takes a while.
const workflows = new Map<string, Workflow>()
let knownCallable: z.infer<typeof callable> | undefined

/** The workflow that others call. */
export const calledWorkflow = '.github/workflows/image-sharing.yml'

/** The names of the example workflows. */
export const exampleNames = readdirSync('examples').filter((name) => name.endsWith('.yml'))

/** The text of a file of the examples. */
export function exampleText(path: string): string {
  return readFileSync(`examples/${path}`, 'utf8')
}

/**
 * Reads a workflow; throws on a key that the examples have no use for. The jobs of a workflow that it calls stand in
 * place of the call, as `caller / called`.
 */
export function readWorkflow(text: string): Workflow {
  const known = workflows.get(text) ?? workflowIn(text)
  workflows.set(text, known)
  return known
}

function workflowIn(text: string): Workflow {
  const read = workflow.parse(parse(text))
  const jobs = Object.entries(read.jobs).flatMap(([id, one]): [string, WorkflowJob][] =>
    'steps' in one ? [[id, one]] : called(id, one),
  )
  return { ...read, jobs: Object.fromEntries(jobs) }
}

/** Reads the workflow that others call. */
export function readCallable(): z.infer<typeof callable> {
  return (knownCallable ??= callable.parse(parse(readFileSync(calledWorkflow, 'utf8'))))
}

function called(
  id: string,
  { uses, permissions: granted, with: given }: z.infer<typeof call>,
): [string, WorkflowJob][] {
  if (uses !== `${repository}/${calledWorkflow}@v1`) throw new Error(`Nothing is known of ${uses}`)
  const { on, jobs } = readCallable()
  const declared = Object.entries(on.workflow_call.inputs)
  const unknown = Object.keys(given).filter((name) => !declared.some(([known]) => known === name))
  const missing = declared.filter(([name, { required }]) => required === true && given[name] === undefined)
  if (unknown.length > 0 || missing.length > 0) throw new Error('The call has other inputs than the workflow')
  const inputs = Object.fromEntries(
    declared.map(([name, input]) => [name, given[name] ?? input.default ?? '']),
  )
  return Object.entries(jobs).map(([name, one]) => {
    const wider = Object.entries(one.permissions).filter(([of, access]) => !mayDo(granted[of], access))
    // GitHub then starts none of the jobs.
    if (wider.length > 0) throw new Error(`${name} asks for more than its caller grants: ${wider.join()}`)
    return [`${id} / ${name}`, { ...one, call: { inputs, permissions: granted } }]
  })
}

function mayDo(granted: string | undefined, wanted: string): boolean {
  return granted === wanted || granted === 'write' || wanted === 'none'
}
