import { readdirSync, statSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { actionNode } from '../sandbox/runner/node.ts'
import { awsVersion } from './contestants.ts'
import type { ManyAccounts } from './many.ts'
import type { OneShare } from './one-share.ts'

/** Returns the tables of docs/performance.md. */
export function report(
  shares: readonly OneShare[],
  many: readonly ManyAccounts[],
  sizes: ReadonlyMap<string, number>,
  rounds: number,
): string {
  const date = new Date().toISOString().slice(0, 10)
  const machine = `${date}, Node ${actionNode().version}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), medians of ${rounds} interleaved rounds, process start to end.`
  return [
    machine,
    oneShareTable(shares),
    startTable(shares),
    wireTable(shares),
    needsTable(shares),
    manyTable(many),
    sizeTable(sizes),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function oneShareTable(shares: readonly OneShare[]): string {
  if (shares.length === 0) return ''
  return table(
    [
      'one share',
      'round trip',
      '`node -e 0`',
      'floor',
      'product',
      'plain ncc',
      'product / floor',
      'product / plain',
    ],
    shares.map(({ scenario, roundTripMs, times }) => {
      const time = (name: string) => times.get(name) ?? Number.NaN
      return [
        scenario,
        `${roundTripMs} ms`,
        ...['nothing', 'floor', 'product', 'plain'].map((name) => `${time(name).toFixed(0)} ms`),
        (time('product') / time('floor')).toFixed(2),
        (time('product') / time('plain')).toFixed(2),
      ]
    }),
  )
}

function startTable(shares: readonly OneShare[]): string {
  const times = shares.find(({ scenario, roundTripMs }) => scenario === 'S1' && roundTripMs === 0)?.times
  if (times === undefined) return ''
  const time = (name: string) => times.get(name) ?? Number.NaN
  const commands = 'two `aws` commands'
  const rows = [
    ['post step with nothing to do / `node -e 0`', time('idlePost'), time('nothing')] as const,
    ['S1, the SDK alone / floor', time('sdk'), time('floor')] as const,
    ['S1, product / the SDK alone', time('product'), time('sdk')] as const,
    ...(times.has(commands)
      ? [[`S1, product / the two commands of ${awsVersion()}`, time('product'), time(commands)] as const]
      : []),
  ]
  return table(
    ['', 'ms', 'ratio'],
    rows.map(([name, one, other]) => [
      name,
      `${one.toFixed(0)} / ${other.toFixed(0)}`,
      (one / other).toFixed(2),
    ]),
  )
}

function wireTable(shares: readonly OneShare[]): string {
  const rows = shares
    .filter(({ roundTripMs }) => roundTripMs === 0)
    .flatMap(({ scenario, seen }) =>
      ['floor', 'product'].map((name) => {
        const { operations = [], connections = 0 } = seen.get(name) ?? {}
        return [scenario, name, operations.join(', '), String(connections)]
      }),
    )
  return rows.length === 0 ? '' : table(['on the wire', '', 'calls to AWS', 'connections'], rows)
}

function manyTable(many: readonly ManyAccounts[]): string {
  if (many.length === 0) return ''
  return table(
    [
      'many accounts, 50 ms a call',
      'calls',
      'failed',
      'time',
      'ideal',
      '/',
      'pages in turn',
      '/',
      'peak memory',
    ],
    many.map((run) => [
      run.name,
      String(run.calls),
      '0',
      seconds(run.milliseconds),
      seconds(run.idealMilliseconds),
      (run.milliseconds / run.idealMilliseconds).toFixed(2),
      seconds(run.inTurnMilliseconds),
      (run.milliseconds / run.inTurnMilliseconds).toFixed(2),
      `${run.mebibytes.toFixed(0)} MiB`,
    ]),
  )
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`

function sizeTable(sizes: ReadonlyMap<string, number>): string {
  return table(
    ['dist', 'bytes'],
    [...sizes].map(([name, bytes]) => [name, bytes.toLocaleString('en')]),
  )
}

function needsTable(shares: readonly OneShare[]): string {
  const rows = shares
    .filter(({ roundTripMs }) => roundTripMs === 0)
    .map(({ scenario, needs }) => [
      scenario,
      needs.bytes.toLocaleString('en'),
      `${needs.mebibytes.toFixed(0)} MiB`,
    ])
  return rows.length === 0 ? '' : table(['product', 'bytes of code it loads', 'peak memory'], rows)
}

/** Returns the sizes of the code in dist, in bytes. */
export function distSizes(dist: string): ReadonlyMap<string, number> {
  const size = (path: string) => statSync(join(dist, path)).size
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  )
  return new Map([
    ['main/index.js and jobs/index.js, loaded by every run', size('main/index.js') + size('jobs/index.js')],
    ['post/index.js', size('post/index.js')],
    ['all code', files.reduce((sum, file) => sum + size(file), 0)],
  ])
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
