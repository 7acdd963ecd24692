import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foldersBelow } from './environment.ts'
import type { Folders } from './environment.ts'
import { readManifest } from './manifest.ts'
import { Masks } from './masks.ts'
import { repositoryRoot } from './root.ts'
import { runEntry } from './run-entry.ts'
import type { Entry, JobContext } from './run-entry.ts'
import { writeWorkspace } from './step-environment.ts'
import type { StepOptions, StepResult } from './step.ts'

export type { Annotation } from './annotations.ts'
export type { StepOptions, StepResult } from './step.ts'

/** Variables of a real job that are secrets from its start. */
const secretVariables = ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'GITHUB_TOKEN']

type Step = Omit<Entry, 'entry'>

/** Options common to all steps of a job. */
export interface JobOptions {
  /** The job's `env`. */
  readonly env?: Record<string, string>
  /** Arguments for Node, which precede those of the step. */
  readonly nodeArguments?: readonly string[]
}

/**
 * A job on a runner. Steps run one after the other in the same workspace; `GITHUB_ENV`, `GITHUB_PATH` and masks carry
 * over; post steps run at the end. Follows the GitHub Actions runner 2.336.0.
 */
export class Job {
  readonly #context: JobContext
  readonly #env: Record<string, string>
  readonly #nodeArguments: readonly string[]
  readonly #posts: Step[] = []
  #steps = 0
  #conclusion: StepResult['conclusion'] = 'success'

  private constructor(folders: Folders, options: JobOptions) {
    this.#env = options.env ?? {}
    this.#nodeArguments = options.nodeArguments ?? []
    this.#context = { folders, masks: new Masks(), environment: new Map(), path: [], leftovers: [] }
  }

  /** Creates the job's folders in a new temporary folder. */
  static async start(options: JobOptions = {}): Promise<Job> {
    const folders = foldersBelow(await realpath(await mkdtemp(join(tmpdir(), 'runner-'))))
    for (const folder of [folders.workspace, folders.temp, folders.tools, folders.home]) {
      await mkdir(folder, { recursive: true })
    }
    return new Job(folders, options)
  }

  /** `GITHUB_WORKSPACE`: the working directory of every step. */
  get workspace(): string {
    return this.#context.folders.workspace
  }

  /** `RUNNER_TEMP`: the job's folder for temporary files. */
  get temp(): string {
    return this.#context.folders.temp
  }

  /**
   * Runs a step to its end. An action's `post` runs at {@link Job.finish}, whatever the step's result.
   *
   * @throws Error if there is no action to run: no action.yml, not a JavaScript action, or no file at its `main`.
   */
  async runStep(given: StepOptions): Promise<StepResult> {
    const options = {
      ...given,
      env: { ...this.#env, ...given.env },
      nodeArguments: [...this.#nodeArguments, ...(given.nodeArguments ?? [])],
    }
    await writeWorkspace(this.workspace, options.workspaceFiles ?? {})
    const directory = options.actionDirectory ?? repositoryRoot()
    const manifest = await readManifest(directory)
    const step: Step = { manifest, directory, options, action: this.#nextAction(), state: new Map() }
    for (const name of secretVariables) this.#context.masks.add(options.env[name] ?? '')
    if (manifest.post !== undefined && options.entry !== 'post') this.#posts.push(step)
    return this.#run(step, options.entry ?? 'main')
  }

  /**
   * Runs the post steps of the previous steps, the last step's first. Cancelling a step doesn't cancel its post step.
   */
  async finish(): Promise<StepResult[]> {
    const results: StepResult[] = []
    for (const step of this.#posts.splice(0).toReversed()) {
      delete step.options.cancel
      if (this.#allows(step.manifest.postIf)) results.push(await this.#run(step, 'post'))
    }
    return results
  }

  /** Ends the processes that the steps left running, and removes the job's folders. */
  async close(): Promise<void> {
    for (const end of this.#context.leftovers.splice(0)) end()
    await rm(this.#context.folders.root, { recursive: true, force: true, maxRetries: 5 })
  }

  async #run(step: Step, entry: 'main' | 'post'): Promise<StepResult> {
    const result = await runEntry(this.#context, { ...step, entry })
    step.state = new Map([...step.state, ...Object.entries(result.state)])
    if (this.#conclusion === 'success') this.#conclusion = result.conclusion
    return result
  }

  /** Returns the id of a step `uses: ./` without an id: `__self`, then `__self_2` and so on. */
  #nextAction(): string {
    this.#steps += 1
    return this.#steps === 1 ? '__self' : `__self_${this.#steps}`
  }

  #allows(condition: string): boolean {
    switch (condition.replaceAll(/\s/g, '')) {
      case 'always()':
        return true
      case 'success()':
        return this.#conclusion === 'success'
      case 'failure()':
        return this.#conclusion === 'failure'
      case 'cancelled()':
        return this.#conclusion === 'cancelled'
      default:
        throw new Error(`The sandbox can't evaluate the post-if condition '${condition}'.`)
    }
  }
}
