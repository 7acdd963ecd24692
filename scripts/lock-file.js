import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ integrity?: string, dev?: boolean, optional?: boolean }} LockedPackage */
/** @typedef {{ packages: Record<string, LockedPackage> }} Lock */

/**
 * Reads the lock file of a folder.
 * @param {string} folder @returns {Lock}
 */
export function readLock(folder) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm would not have installed it otherwise
  return /** @type {Lock} */ (JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')))
}

/**
 * Returns the packages that the action runs on, by their path, without development tools.
 * @param {Lock} lock
 */
export function packagesForRunning({ packages }) {
  return Object.entries(packages).filter(([, { dev, optional }]) => dev !== true && optional !== true)
}
