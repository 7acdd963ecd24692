// Prints the software bill of materials of the action's packages in CycloneDX format. `npm sbom --omit=dev` alone omits
// packages that the development tools need too, such as yaml, so npm gets a project without these tools.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packagesForRunning, readLock } from './lock-file.js'

const lock = readLock('.')
const forRunning = { ...lock, packages: Object.fromEntries(packagesForRunning(lock)) }

const above = mkdtempSync(join(tmpdir(), 'sbom-'))
// npm names the described project by its folder.
const folder = join(above, 'share-workspaces-image')
try {
  mkdirSync(folder)
  write('package.json', JSON.parse(readFileSync('package.json', 'utf8')))
  write('package-lock.json', forRunning)
  const sbom = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only']
  execFileSync('npm', sbom, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' })
} finally {
  rmSync(above, { recursive: true })
}

/**
 * Writes JSON without the tools.
 * @param {string} name @param {unknown} value
 */
function write(name, value) {
  const tools = new Set(['devDependencies', 'optionalDependencies'])
  /** @param {string} key @param {unknown} inner */
  const withoutTools = (key, inner) => (tools.has(key) ? undefined : inner)
  writeFileSync(join(folder, name), JSON.stringify(value, withoutTools))
}
