import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parseFileCommand } from '../../sandbox/runner/files.ts'
import { Job, type StepResult } from '../../sandbox/runner/job.ts'
import { repositoryRoot } from '../../sandbox/runner/root.ts'
import { repository } from '../../src/version.ts'
import { compiledOnce } from '../support/compiled-once.ts'
import { isMet, substitute, type Contexts, type Standing } from './expressions.ts'
import type { Workflow, WorkflowJob, WorkflowStep } from './workflow.ts'

/** Steps that are other people's actions: their effect is part of the surroundings of the run. */
const skippedActions = ['actions/checkout@', 'aws-actions/configure-aws-credentials@']
/** This repository's actions: the one at its root and the one that copies. */
const ownAction = new RegExp(String.raw`^${repository}(?<folder>/copy)?@`)
/** What `job.workflow_sha` says: the commit of the called workflow. */
const workflowSha = 'decade'.repeat(6).padEnd(40, '0')

/** What surrounds a run. */
export interface Surroundings {
  /** The `github` context beyond what every run has. */
  readonly github?: Readonly<Record<string, unknown>>
  readonly inputs?: Readonly<Record<string, string>>
  readonly vars?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
  /** What a checkout brings. */
  readonly files?: Readonly<Record<string, string>>
  /** Programs that `run` steps find on their PATH, as scripts of bash. Their arguments are recorded. */
  readonly programs?: Readonly<Record<string, string>>
  /** The environment of every step. */
  readonly environment: Readonly<Record<string, string>>
  /** The environment of steps in a job with `permissions: id-token: write`. */
  readonly idTokens: Readonly<Record<string, string>>
  /** Overrides of the variables the runner sets. */
  readonly runner?: Partial<Record<string, string>>
  /** Gives the token of a job its permissions, before the job starts. */
  readonly grant?: (permissions: Readonly<Record<string, string>>) => void
  /** What happens in the world before a job of this name starts. */
  readonly before?: Readonly<Record<string, () => void>>
}

/** What came of a step that ran. */
export interface StepRun {
  readonly conclusion: Standing
  readonly outputs: Readonly<Record<string, string>>
  /** Of a step with this action. */
  readonly action?: StepResult
  /** Of a `run` step: what it wrote. */
  readonly written?: string
}

/** What came of a job; `steps` holds those that ran. */
export interface JobRun {
  readonly conclusion: Standing | 'skipped'
  readonly steps: readonly StepRun[]
  readonly outputs: Readonly<Record<string, string>>
}

/** What came of a workflow: of each job, or of each leg of its matrix, and every call of a program. */
export interface WorkflowRun {
  readonly jobs: Readonly<Record<string, readonly JobRun[]>>
  readonly programCalls: readonly string[]
}

/** Runs a workflow's jobs in the order they are written, each on a runner of its own. */
export async function runWorkflow(workflow: Workflow, surroundings: Surroundings): Promise<WorkflowRun> {
  const jobs: Record<string, JobRun[]> = {}
  const programCalls: string[] = []
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const legs = job.strategy?.matrix.include ?? [{}]
    const needs = needsOf(jobs)
    surroundings.before?.[id]?.()
    jobs[id] = []
    for (const matrix of legs) {
      const runner = new JobRunner(workflow, job, { matrix, needs }, surroundings, programCalls)
      jobs[id].push(await runner.run())
    }
  }
  return { jobs, programCalls }
}

function needsOf(jobs: Readonly<Record<string, readonly JobRun[]>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(jobs).map(([id, legs]) => {
      const unlike = legs.find(({ conclusion }) => conclusion !== 'success')
      return [id, { result: (unlike ?? legs[0])?.conclusion, outputs: legs[0]?.outputs ?? {} }]
    }),
  )
}

class JobRunner {
  readonly #job: WorkflowJob
  readonly #surroundings: Surroundings
  readonly #programCalls: string[]
  readonly #contexts: Contexts
  readonly #steps: Record<string, unknown> = {}
  readonly #masks: string[] = []
  /** What is checked out besides the caller's own repository, by its path. */
  readonly #checkouts = new Map<string, string>()
  #standing: Standing = 'success'

  constructor(
    workflow: Workflow,
    job: WorkflowJob,
    { matrix, needs }: { matrix: Record<string, string>; needs: Record<string, unknown> },
    surroundings: Surroundings,
    programCalls: string[],
  ) {
    this.#job = job
    this.#surroundings = surroundings
    this.#programCalls = programCalls
    const known: Contexts = {
      github: { repository: 'octo-org/golden-images', token: 'ghs_job', ...surroundings.github },
      inputs: job.call?.inputs ?? surroundings.inputs ?? {},
      job: { workflow_repository: repository, workflow_sha: workflowSha },
      vars: surroundings.vars ?? {},
      secrets: surroundings.secrets ?? {},
      needs,
      matrix,
    }
    const env = { ...substituteAll(workflow.env, known), ...substituteAll(job.env, known) }
    this.#contexts = { ...known, env, steps: this.#steps }
  }

  async run(): Promise<JobRun> {
    if (!isMet(this.#job.if, this.#contexts, this.#needed())) {
      return { conclusion: 'skipped', steps: [], outputs: {} }
    }
    this.#surroundings.grant?.(this.#job.permissions)
    const job = await Job.start({ env: { ...compiledOnce, ...this.#environment() } })
    const steps: StepRun[] = []
    try {
      for (const step of this.#job.steps) {
        const run = isMet(step.if, this.#contexts, this.#standing)
          ? await this.#runStep(step, job)
          : undefined
        if (run === undefined) continue
        steps.push(run)
        if (run.conclusion === 'failure') this.#standing = 'failure'
        if (step.id !== undefined) this.#steps[step.id] = { outputs: run.outputs, outcome: run.conclusion }
      }
      await job.finish()
    } finally {
      await job.close()
    }
    return { conclusion: this.#standing, steps, outputs: this.#outputs() }
  }

  #needed(): Standing {
    const { needs } = this.#job
    const named =
      needs === undefined ? 'success' : substitute(`\${{ needs.${needs}.result }}`, this.#contexts)
    return named === 'success' ? 'success' : 'failure'
  }

  #environment(): Record<string, string> {
    const { environment, idTokens } = this.#surroundings
    const { permissions } = this.#job
    return { ...environment, ...(permissions['id-token'] === 'write' ? idTokens : {}), ...this.#env() }
  }

  #env(): Record<string, string> {
    const { env } = this.#contexts
    return Object.fromEntries(Object.entries(env ?? {}).map(([name, value]) => [name, String(value)]))
  }

  async #runStep(step: WorkflowStep, job: Job): Promise<StepRun | undefined> {
    const env = substituteAll(step.env, this.#contexts)
    if (step.run !== undefined) return this.#runScript(step.run, env, job)
    const uses = step.uses ?? ''
    const own = ownAction.exec(uses)
    if (own !== null || this.#isOwnCheckout(uses))
      return this.#runAction(step, env, job, own?.groups?.['folder'] ?? '')
    if (!skippedActions.some((name) => uses.startsWith(name))) throw new Error(`Nothing is known of ${uses}`)
    if (uses.startsWith('actions/checkout@'))
      await this.#checkOut(substituteAll(step.with, this.#contexts), job)
    return undefined
  }

  /** Whether a folder holds the action at the commit of the called workflow. */
  #isOwnCheckout(uses: string): boolean {
    return this.#checkouts.get(uses.replace(/^\.\//, '')) === `${repository}@${workflowSha}`
  }

  async #checkOut(given: Readonly<Record<string, string>>, job: Job): Promise<void> {
    if (this.#job.permissions['contents'] !== 'read') throw new Error('A checkout needs contents: read')
    if (given['repository'] !== undefined) {
      this.#checkouts.set(given['path'] ?? '', `${given['repository']}@${given['ref']}`)
      return
    }
    for (const [name, text] of Object.entries(this.#surroundings.files ?? {})) {
      await writeFile(join(job.workspace, name), text)
    }
  }

  async #runAction(
    step: WorkflowStep,
    env: Record<string, string>,
    job: Job,
    folder: string,
  ): Promise<StepRun> {
    const { github, runner } = this.#surroundings
    const result = await job.runStep({
      actionDirectory: join(repositoryRoot(), folder),
      with: substituteAll(step.with, this.#contexts),
      env,
      event: github?.['event'] ?? {},
      github: runner ?? {},
    })
    this.#masks.push(...result.masks)
    const conclusion = result.conclusion === 'success' ? 'success' : 'failure'
    return { conclusion, outputs: result.outputs, action: result }
  }

  async #runScript(script: string, env: Record<string, string>, job: Job): Promise<StepRun> {
    const folder = await mkdtemp(join(tmpdir(), 'run-'))
    try {
      const calls = join(folder, 'calls')
      const output = join(folder, 'output')
      await mkdir(join(folder, 'bin'))
      await Promise.all([
        writeFile(calls, ''),
        writeFile(output, ''),
        writeFile(join(folder, 'script'), script),
      ])
      for (const [name, text] of Object.entries(this.#surroundings.programs ?? {})) {
        const program = `#!/usr/bin/env bash\nprintf '%s\\n' "${name} $*" >> "$PROGRAM_CALLS"\n${text}\n`
        await writeFile(join(folder, 'bin', name), program, { mode: 0o755 })
      }
      const { code, written } = await bash(join(folder, 'script'), job.workspace, {
        ...this.#environment(),
        ...env,
        GITHUB_OUTPUT: output,
        GITHUB_REPOSITORY: 'octo-org/golden-images',
        GITHUB_RUN_ID: '1234567890',
        GITHUB_SERVER_URL: 'https://github.com',
        PROGRAM_CALLS: calls,
        PATH: [join(folder, 'bin'), process.env['PATH'] ?? ''].join(delimiter),
      })
      this.#programCalls.push(...(await readFile(calls, 'utf8')).split('\n').filter((line) => line !== ''))
      const outputs = parseFileCommand(await readFile(output, 'utf8'))
      return { conclusion: code === 0 ? 'success' : 'failure', outputs, written }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  // GitHub drops job outputs that are empty or hold a masked text.
  #outputs(): Record<string, string> {
    const outputs = Object.entries(substituteAll(this.#job.outputs, this.#contexts))
    return Object.fromEntries(
      outputs.filter(([, value]) => value !== '' && !this.#masks.some((mask) => value.includes(mask))),
    )
  }
}

function substituteAll(texts: Readonly<Record<string, string>>, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, substitute(text, contexts)]))
}

/** Runs a script as the runner runs one that names no shell. */
async function bash(
  script: string,
  folder: string,
  env: Record<string, string>,
): Promise<{ code: number | null; written: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-e', script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let written = ''
    const take = (text: Buffer): void => {
      written += text.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ code, written })
    })
  })
}
