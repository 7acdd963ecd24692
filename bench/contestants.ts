import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foldersBelow, machineVariables, runnerVariables } from '../sandbox/runner/environment.ts'
import { stepInputs } from '../sandbox/runner/inputs.ts'
import { readManifest } from '../sandbox/runner/manifest.ts'
import { actionNode } from '../sandbox/runner/node.ts'
import { repositoryRoot } from '../sandbox/runner/root.ts'
import type { Program } from './measure.ts'
import { region } from './workload.ts'

const root = repositoryRoot()
const plain = join(root, 'build', 'plain')
const sdk = join(root, 'build', 'sdk')

/** Builds dist, the same sources with ncc's defaults (no paths, no minification), and the SDK alone. */
export function build(): void {
  execFileSync(process.execPath, [join(root, 'scripts', 'build.js')])
  ncc(join(root, 'build', 'action', 'main.js'), plain, {})
  // ncc follows the package.json above its entry. Without one that says "module" it writes CommonJS.
  const entry = join(root, 'build', 'action', 'sdk.js')
  copyFileSync(join(root, 'bench', 'sdk.js'), entry)
  ncc(entry, sdk, { TS_NODE_PROJECT: join(root, 'bundle', 'tsconfig.json') })
  execFileSync(process.execPath, [join(root, 'scripts', 'small.js'), join(sdk, 'index.js')])
}

function ncc(entry: string, out: string, env: Record<string, string>): void {
  const cli = join(root, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js')
  rmSync(out, { recursive: true, force: true })
  execFileSync(process.execPath, [cli, 'build', entry, '--out', out, '--no-cache', '--quiet'], {
    env: { ...process.env, ...env },
  })
  writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n')
}

/** A job's folder as on the runner, and the programs that run in it. */
export class Contestants {
  readonly #folder = mkdtempSync(join(tmpdir(), 'bench-'))
  readonly #files: Record<string, string> = {}

  constructor(authority: string) {
    for (const name of [
      'GITHUB_OUTPUT',
      'GITHUB_STATE',
      'GITHUB_STEP_SUMMARY',
      'GITHUB_ENV',
      'GITHUB_PATH',
    ]) {
      this.#files[name] = join(this.#folder, name)
    }
    const folders = foldersBelow(this.#folder)
    for (const path of [folders.workspace, folders.temp, folders.home]) mkdirSync(path, { recursive: true })
    writeFileSync(join(this.#folder, 'ca.pem'), authority)
    writeFileSync(join(this.#folder, 'event.json'), '{}')
    this.clear()
  }

  /** The workspace of the job, which holds policy files. */
  get workspace(): string {
    return foldersBelow(this.#folder).workspace
  }

  /** Returns a Node script as a program, in a step with these inputs. */
  async step(
    name: string,
    script: readonly string[],
    inputs: Record<string, string>,
    env: Record<string, string>,
  ): Promise<Program> {
    const folders = foldersBelow(this.#folder)
    const { variables } = stepInputs(await readManifest(root), { 'aws-region': region, ...inputs }, '')
    return {
      name,
      commands: [[actionNode().path, ...script]],
      environment: {
        ...machineVariables(folders),
        NODE_EXTRA_CA_CERTS: join(this.#folder, 'ca.pem'),
        ...env,
        ...variables,
        ...runnerVariables(folders, join(this.#folder, 'event.json'), '__self'),
        ...this.#files,
      },
    }
  }

  /** Returns the commands that a person would use instead: list an image's permissions, then share it. */
  commandLine(image: string, account: string, env: Record<string, string>): Program {
    const aws = `aws workspaces --region ${region}`
    const readImages = `${aws} describe-workspace-image-permissions --image-id ${image}`
    const share = `${aws} update-workspace-image-permission --image-id ${image} --allow-copy-image --shared-account-id ${account}`
    return {
      name: 'two `aws` commands',
      commands: [readImages.split(' '), share.split(' ')],
      environment: {
        ...machineVariables(foldersBelow(this.#folder)),
        ...env,
        AWS_PAGER: '',
        AWS_CA_BUNDLE: join(this.#folder, 'ca.pem'),
      },
    }
  }

  /** Empties the files that the step writes for the runner. */
  clear(): void {
    for (const file of Object.values(this.#files)) writeFileSync(file, '')
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The scripts to compare. */
export const scripts = {
  nothing: ['-e', '0'],
  floor: [join(root, 'bench', 'floor.cjs')],
  product: [join(root, 'dist', 'main', 'index.js')],
  plain: [join(plain, 'index.js')],
  sdk: [join(sdk, 'index.js')],
  idlePost: [join(root, 'dist', 'post', 'index.js')],
} as const

/** Returns the version of the `aws` command if it is installed. */
export function awsVersion(): string | undefined {
  try {
    return /aws-cli\/[\d.]+/.exec(execFileSync('aws', ['--version'], { encoding: 'utf8' }))?.[0]
  } catch {
    return undefined
  }
}
