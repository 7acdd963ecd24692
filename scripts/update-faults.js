import requireCurrentDist from './require-current-dist.js'

/**
 * Tells the tests of faults whether docs/faults.md is to be written (`-u`) or compared.
 * @param {import('@jest/types').Config.GlobalConfig} config
 */
export default function updateFaults(config) {
  requireCurrentDist(config)
  process.env['FAULTS_PAGE'] = config.updateSnapshot === 'all' ? 'write' : 'compare'
}
