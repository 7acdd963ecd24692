import { join } from 'node:path'
import type { StepOptions, StepResult } from '../../sandbox/runner/job.ts'
import type { ActionFixture } from './fixture.ts'

/** The path of a file in the workspace. */
export function inWorkspace(fixture: ActionFixture, name: string): string {
  return join(fixture.job.workspace, name)
}

/**
 * Runs the step without keys in its environment, with the files `config` and `credentials` of the workspace as AWS's, and
 * with no other: no file of the machine's own user is looked into.
 */
export async function runWithFiles(
  fixture: ActionFixture,
  env: Record<string, string>,
  workspaceFiles: Record<string, string> = {},
  options: StepOptions = {},
): Promise<StepResult> {
  const files = {
    AWS_CONFIG_FILE: inWorkspace(fixture, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: inWorkspace(fixture, 'credentials'),
  }
  return fixture.runAs(
    { ...fixture.aws.endpointEnvironment(), ...files, ...env },
    { 'account-id': '000000000001', ...options.with },
    { ...options, workspaceFiles: { config: '', credentials: '', ...workspaceFiles } },
  )
}
