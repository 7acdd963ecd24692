import { build } from './contestants.ts'
import { throttled, organizationRead, unthrottled, type ManyAccounts } from './many.ts'
import { raceOneShare, type OneShare } from './one-share.ts'
import { distSizes, report } from './report.ts'
import { Servers } from './workload.ts'
import { repositoryRoot } from '../sandbox/runner/root.ts'
import { join } from 'node:path'
import { readFileSync, writeFileSync } from 'node:fs'

// npm run bench [rounds] [one|many]
const [roundsGiven = '15', only = ''] = process.argv.slice(2)
const rounds = Number(roundsGiven)

build()
const servers = new Servers()
try {
  const shares: OneShare[] = []
  if (only !== 'many') {
    for (const scenario of ['S1', 'S2'] as const) {
      for (const roundTripMs of [0, 20, 60]) {
        process.stderr.write(`${scenario}, round trip ${roundTripMs} ms ...\n`)
        shares.push(await raceOneShare(scenario, roundTripMs, rounds, servers))
      }
    }
  }
  const many: ManyAccounts[] = []
  if (only !== 'one') {
    const runs = [
      async () => throttled(5, servers),
      async () => throttled(50, servers),
      async () => unthrottled(1, 2000, servers),
      async () => unthrottled(50, 40, servers),
      async () => organizationRead(1000, servers),
    ]
    for (const measure of runs) {
      process.stderr.write(`many accounts, ${many.length + 1} of ${runs.length} ...\n`)
      many.push(await measure())
    }
  }
  const tables = report(shares, many, distSizes(join(repositoryRoot(), 'dist')), rounds)
  process.stdout.write(`${tables}\n`)
  if (only === '') writeInto(join(repositoryRoot(), 'docs', 'performance.md'), tables)
} finally {
  servers.close()
}

/** Writes the tables between the page's two markers. */
function writeInto(page: string, tables: string): void {
  const [begin, end] = ['<!-- bench -->', '<!-- /bench -->']
  const text = readFileSync(page, 'utf8')
  const [before = '', rest = ''] = text.split(begin)
  const [, after = ''] = rest.split(end)
  writeFileSync(page, `${before}${begin}\n\n${tables}\n\n${end}${after}`)
}
