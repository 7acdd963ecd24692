import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Folders } from './environment.ts'
import { execute } from './execution.ts'
import { stepInputs } from './inputs.ts'
import { Interpreter } from './interpreter.ts'
import type { Manifest } from './manifest.ts'
import type { Masks } from './masks.ts'
import { actionNode } from './node.ts'
import { StepRecord } from './record.ts'
import type { StepOptions, StepResult } from './step.ts'
import { stepEnvironment } from './step-environment.ts'
import { StepFiles } from './step-files.ts'
import { StepLog } from './step-log.ts'

/** The state that a job's steps share. */
export interface JobContext {
  folders: Folders
  masks: Masks
  /** Variables from `GITHUB_ENV`. */
  environment: Map<string, string>
  /** Folders from `GITHUB_PATH`; the last one comes first. */
  path: string[]
  /** Functions that end the processes that outlive their step. */
  leftovers: (() => void)[]
}

/** An entry point of a step's action. */
export interface Entry {
  manifest: Manifest
  directory: string
  options: StepOptions
  /** The step's `GITHUB_ACTION`. */
  action: string
  entry: 'main' | 'post'
  state: ReadonlyMap<string, string>
}

const sandboxToken = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz'

/** Runs an action's `main` or `post` and returns the result. */
export async function runEntry(job: JobContext, step: Entry): Promise<StepResult> {
  const { options } = step
  const began = performance.now()
  const env = { ...options.env, ...Object.fromEntries(job.environment) }
  const token = options.github?.['GITHUB_TOKEN'] ?? env['GITHUB_TOKEN'] ?? sandboxToken
  job.masks.add(token)
  const debug = env['RUNNER_DEBUG'] === '1'
  const record = new StepRecord(new StepLog(job.masks, debug, options.onLine ?? (() => {})), job.masks)
  const inputs = stepInputs(step.manifest, options.with ?? {}, token)
  if (step.entry === 'post') record.log.output('Post job cleanup.')
  for (const warning of inputs.warnings) record.warn(warning)
  const files = await StepFiles.create(
    join(job.folders.temp, '_runner_file_commands'),
    `${step.action}_${step.entry}`,
  )
  const state = Object.fromEntries([...step.state].map(([name, value]) => [`STATE_${name}`, value]))
  const environment = await stepEnvironment({
    folders: job.folders,
    action: step.action,
    options,
    env,
    state,
    inputs: inputs.variables,
    files: files.variables(),
    path: job.path,
  })
  const start = {
    path: actionNode().path,
    arguments: [...(options.nodeArguments ?? []), script(step)],
    directory: job.folders.workspace,
    environment,
  }
  const interpreter = new Interpreter(record, { echo: debug, workspace: job.folders.workspace })
  const { running, canceled, ...written } = await execute(start, interpreter, options)
  if (running.outlived()) job.leftovers.push(running.killTree)
  await files.collect(record)
  for (const [name, value] of record.environment) job.environment.set(name, value)
  job.path.push(...record.path)
  const failed = written.exitCode !== 0 || record.failed
  const conclusion = canceled ? 'cancelled' : failed ? 'failure' : 'success'
  return { ...written, ...report(record), conclusion, durationMs: performance.now() - began }
}

function script({ manifest, directory, entry }: Entry): string {
  const path = join(directory, (entry === 'post' ? manifest.post : manifest.main) ?? '')
  if (!existsSync(path)) throw new Error(`File not found: '${path}'`)
  return path
}

function report(
  record: StepRecord,
): Omit<StepResult, 'exitCode' | 'conclusion' | 'raw' | 'stdout' | 'stderr' | 'durationMs'> {
  const passes = (value: string): boolean => value !== '' && !record.masks.touches(value)
  return {
    log: record.log.lines,
    outputs: Object.fromEntries(record.outputs),
    state: Object.fromEntries(record.state),
    environment: Object.fromEntries(record.environment),
    summary: record.summary,
    annotations: record.log.annotations,
    droppedAnnotations: record.log.droppedAnnotations,
    masks: [...record.added],
    runnerWarnings: record.runnerWarnings,
    jobOutputs: () => Object.fromEntries([...record.outputs].filter(([, value]) => passes(value))),
  }
}
