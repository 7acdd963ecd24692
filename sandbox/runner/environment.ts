import { join } from 'node:path'

/** The folders of a job. */
export interface Folders {
  root: string
  workspace: string
  temp: string
  tools: string
  home: string
}

/** Returns the folders of a job below one root, in the layout of a real runner. */
export function foldersBelow(root: string): Folders {
  const work = join(root, 'work')
  return {
    root,
    workspace: join(work, 'golden-images', 'golden-images'),
    temp: join(work, '_temp'),
    tools: join(root, 'tools'),
    home: join(root, 'home'),
  }
}

const operatingSystems: Partial<Record<string, string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
}
const architectures: Partial<Record<string, string>> = { x64: 'X64', arm64: 'ARM64', ia32: 'X86', arm: 'ARM' }

/**
 * Returns the machine's variables for every process. Of the sandbox's own environment only PATH is passed on (and what
 * a Windows process needs to start), so a laptop's credentials never reach an action by accident.
 */
export function machineVariables(folders: Folders): Record<string, string> {
  const systemRoot = process.env['SystemRoot']
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: folders.home,
    LANG: 'C.UTF-8',
    ...(systemRoot === undefined ? {} : { SystemRoot: systemRoot }),
  }
}

/**
 * Returns the variables that a runner sets from its `github` and `runner` contexts, with the values of a push to
 * `main`.
 */
export function runnerVariables(folders: Folders, eventPath: string, action: string): Record<string, string> {
  const repository = 'octo-org/golden-images'
  const workflow = `${repository}/.github/workflows/share.yml@refs/heads/main`
  const sha = 'ffac537e6cbbf934b08745a378932722df287a53'
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: action,
    GITHUB_ACTOR: 'octocat',
    GITHUB_ACTOR_ID: '583231',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: '',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: '',
    GITHUB_JOB: 'share',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_PROTECTED: 'true',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: '123456789',
    GITHUB_REPOSITORY_OWNER: 'octo-org',
    GITHUB_REPOSITORY_OWNER_ID: '987654',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1234567890',
    GITHUB_RUN_NUMBER: '42',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: sha,
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'Share images',
    GITHUB_WORKFLOW_REF: workflow,
    GITHUB_WORKFLOW_SHA: sha,
    GITHUB_WORKSPACE: folders.workspace,
    RUNNER_ARCH: architectures[process.arch] ?? process.arch,
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: operatingSystems[process.platform] ?? process.platform,
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: folders.tools,
  }
}
