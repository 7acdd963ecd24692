import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDistCurrent, staleDist } from './dist-sources.js'

/**
 * Prepares a test run. Tests of folders of src need neither dist nor the compiled sandbox, tests of other folders than
 * `sandbox` don't need the latter, so a run that names such folders alone starts at once.
 * @param {Pick<import('@jest/types').Config.GlobalConfig, 'rootDir' | 'testPathPatterns'>} config
 * @throws {Error} that says what to do if dist is older than its sources, or why the sandbox doesn't compile
 */
export default function prepareTests(config) {
  const { rootDir, testPathPatterns } = config
  requireCurrentDist(config)
  const folders = testPathPatterns.patterns.map((pattern) => folderIn(pattern))
  if (folders.length === 0 || folders.some((name) => name === undefined || name === 'sandbox'))
    compileSandbox(rootDir)
}

/**
 * Stops a test run before its first test if dist is older than its sources, because many tests would test the old one.
 * @param {{ rootDir: string, testPathPatterns: { patterns: readonly string[] } }} config
 * @throws {Error} that says what to do
 */
export function requireCurrentDist({ rootDir, testPathPatterns: { patterns } }) {
  const isAboutSource = patterns.length > 0 && patterns.every((pattern) => isSource(rootDir, pattern))
  if (!isAboutSource && !isDistCurrent(rootDir)) throw new Error(staleDist)
}

/**
 * Returns the folder of tests that a pattern names, if it names one.
 * @param {string} pattern
 */
function folderIn(pattern) {
  return /__tests__[\\/]+([\w-]+)/.exec(pattern)?.[1]
}

/**
 * Returns whether a pattern names a folder of tests that src has too.
 * @param {string} root @param {string} pattern
 */
function isSource(root, pattern) {
  const name = folderIn(pattern)
  return name !== undefined && existsSync(join(root, 'src', name))
}

/**
 * Compiles the sandbox as `npm start` and `npm run serve` do, once for all tests that run these: Node 20 can't run
 * TypeScript by itself.
 * @param {string} root
 */
function compileSandbox(root) {
  const compiler = [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, 'sandbox')]
  const { status, stdout } = spawnSync(process.execPath, compiler, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The sandbox does not compile.\n${stdout}`)
}
