/**
 * Tells the tests of faults whether docs/faults.md is to be written (`-u`) or compared.
 * @param {import('@jest/types').Config.GlobalConfig} config
 */
export default function updateFaults({ updateSnapshot }) {
  process.env['FAULTS_PAGE'] = updateSnapshot === 'all' ? 'write' : 'compare'
}
