import { requireCurrentDist } from './prepare-tests.js'

/**
 * Tells the fault tests whether to write docs/faults.md (`-u`) or to compare it.
 * @param {import('@jest/types').Config.GlobalConfig} config
 */
export default function updateFaults(config) {
  requireCurrentDist(config)
  process.env['FAULTS_PAGE'] = config.updateSnapshot === 'all' ? 'write' : 'compare'
}
