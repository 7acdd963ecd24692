// dist holds a hash of its sources, so that a dist older than its sources is detected without a build. File times are
// no help, because a fresh clone sets its own.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packagesForRunning, readLock } from './lock-file.js'

const folders = ['src', 'bundle']
const files = [
  'scripts/build.js',
  'scripts/dist-sources.js',
  'scripts/licenses.js',
  'scripts/lock-file.js',
  'scripts/small.js',
  'tsconfig.json',
  'LICENSE',
]
const buildTools = new Set(['typescript', '@vercel/ncc', '@swc/core'])
const recorded = (/** @type {string} */ dist) => join(dist, 'sources.sha256')

/** The message if dist is not built from the current sources. */
export const staleDist = 'dist is older than its sources: run npm run build.'

/**
 * Records in dist the sources it was built from.
 * @param {string} root the folder of the repository
 * @param {string} [dist] the folder that was built
 */
export function recordSources(root, dist = join(root, 'dist')) {
  writeFileSync(recorded(dist), `${hashOfSources(root)}\n`)
}

/**
 * Returns whether dist was built from the current sources.
 * @param {string} root the folder of the repository
 */
export function isDistCurrent(root) {
  const file = recorded(join(root, 'dist'))
  return existsSync(file) && readFileSync(file, 'utf8').trim() === hashOfSources(root)
}

/**
 * Returns the SHA-256 of everything that determines dist: the sources, the build, the bundled packages and the tools
 * that bundle them. It is the same on every machine, whatever its line ends and the order of its folders.
 * @param {string} root the folder of the repository
 */
function hashOfSources(root) {
  const hash = createHash('sha256')
  const paths = [...folders.flatMap((folder) => sourcesIn(root, folder)), ...files]
  for (const path of paths.toSorted()) {
    const text = readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')
    hash.update(`${path} ${text.length}\n${text}\n`)
  }
  const lock = readLock(root)
  const tools = Object.entries(lock.packages).filter(([path]) =>
    buildTools.has(path.replace('node_modules/', '')),
  )
  for (const [path, { integrity }] of [...packagesForRunning(lock), ...tools]) {
    if (path !== '') hash.update(`${path} ${integrity}\n`)
  }
  return hash.digest('hex')
}

/**
 * Returns the source files below a folder, without files of editors and systems.
 * @param {string} root @param {string} folder
 */
function sourcesIn(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?:^|[\\/])[^.\\/][^\\/]*\.(?:ts|js|cjs|json)$/.test(path))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
}
