import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Returns the repository's root: the nearest folder above this file that holds an `action.yml`. It walks up because
 * this file runs as `sandbox/runner/root.ts` under jest and as `build/sandbox/runner/root.js` when compiled.
 */
export function repositoryRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'action.yml'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('No folder above the sandbox holds an action.yml.')
    folder = parent
  }
  return folder
}
