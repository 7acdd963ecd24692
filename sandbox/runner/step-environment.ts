import { mkdir, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { machineVariables, runnerVariables } from './environment.ts'
import type { Folders } from './environment.ts'
import type { StepOptions } from './step.ts'

/** The sources of a step's variables; `state`, `inputs` and `files` are variables already. */
export interface Sources {
  folders: Folders
  action: string
  options: StepOptions
  env: Record<string, string>
  state: Record<string, string>
  inputs: Record<string, string>
  files: Record<string, string>
  path: readonly string[]
}

/**
 * Builds the whole environment of a step's process. As on the runner, the runner's variables override `env`: a workflow
 * can't overwrite `GITHUB_REPOSITORY`. The only exception is `CI`.
 */
export async function stepEnvironment(sources: Sources): Promise<Record<string, string>> {
  const { folders, options, env } = sources
  const machine = machineVariables(folders)
  const variables: Partial<Record<string, string>> = {
    ...machine,
    ...env,
    ...sources.state,
    ...sources.inputs,
    ...runnerVariables(folders, await writeEvent(folders.temp, options.event ?? {}), sources.action),
    ...(env['CI'] === undefined ? {} : { CI: env['CI'] }),
    ...sources.files,
    PATH: [...sources.path.toReversed(), env['PATH'] ?? machine['PATH']].join(delimiter),
    ...options.github,
  }
  if (options.noSummaryFile === true) delete variables['GITHUB_STEP_SUMMARY']
  // The token is part of the `github` context, but not of the environment.
  if (env['GITHUB_TOKEN'] === undefined) delete variables['GITHUB_TOKEN']
  const set = Object.entries(variables).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return Object.fromEntries(set)
}

/**
 * Writes files into the workspace.
 *
 * @throws Error for a path outside it.
 */
export async function writeWorkspace(
  workspace: string,
  files: Record<string, string | Uint8Array>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = resolve(workspace, name)
    if (relative(workspace, path).startsWith('..')) throw new Error(`'${name}' is outside the workspace.`)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }
}

async function writeEvent(temp: string, event: unknown): Promise<string> {
  const path = join(temp, '_github_workflow', 'event.json')
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(event))
  return path
}
