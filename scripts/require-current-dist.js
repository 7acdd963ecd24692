import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isDistCurrent, staleDist } from './dist-sources.js'

/**
 * Stops a test run before its first test if dist is older than its sources, because many tests would test the old one.
 * Tests of folders of src don't need dist, and run if only they are named.
 * @param {Pick<import('@jest/types').Config.GlobalConfig, 'rootDir' | 'testPathPatterns'>} config
 * @throws {Error} that says what to do
 */
export default function requireCurrentDist({ rootDir, testPathPatterns: { patterns } }) {
  const isAboutSource =
    patterns.length > 0 && patterns.every((pattern) => namesSourceFolder(rootDir, pattern))
  if (!isAboutSource && !isDistCurrent(rootDir)) throw new Error(staleDist)
}

/**
 * Returns whether a pattern names a folder of tests that src has too.
 * @param {string} root @param {string} pattern
 */
function namesSourceFolder(root, pattern) {
  const [, name] = /__tests__[\\/]+([\w-]+)/.exec(pattern) ?? []
  return name !== undefined && existsSync(join(root, 'src', name))
}
