import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** A program to measure. */
export interface Program {
  readonly name: string
  /** Commands that run one after the other. */
  readonly commands: readonly (readonly string[])[]
  readonly environment: Readonly<Record<string, string>>
}

/** Runs a program to its end and returns its time in milliseconds. */
export async function run({ name, commands, environment }: Program): Promise<number> {
  const began = performance.now()
  for (const command of commands) await ended(name, command, environment, ['ignore', 'pipe', 'pipe'])
  return performance.now() - began
}

/** The resources that a program of one Node command needs. */
export interface Needs {
  /** The peak of its resident memory. */
  readonly mebibytes: number
  /** The bytes of code it loads. */
  readonly bytes: number
}

/** Measures the resources that a program of one Node command needs. */
export async function needsOf({ name, commands, environment }: Program): Promise<Needs> {
  const [[node = '', ...rest] = []] = commands
  const preload = fileURLToPath(new URL('../../../bench/peak.cjs', import.meta.url))
  const stdio = ['ignore' as const, 'pipe' as const, 'pipe' as const, 'pipe' as const]
  const told = await ended(name, [node, '--require', preload, ...rest], environment, stdio)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- peak.cjs writes just that
  const { peak, files } = JSON.parse(told) as { readonly peak: number; readonly files: readonly string[] }
  return { mebibytes: peak / 1024, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0) }
}

async function ended(
  name: string,
  [path = '', ...rest]: readonly string[],
  environment: Readonly<Record<string, string>>,
  stdio: ('ignore' | 'pipe')[],
): Promise<string> {
  const child = spawn(path, rest, { env: environment, stdio })
  const written = ['', '', '', '']
  child.stdio.forEach((stream, index) => {
    if (stream instanceof Readable) {
      stream.setEncoding('utf8').on('data', (text: string) => (written[index] += text))
    }
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${written.join('\n')}`)
  return written[3] ?? ''
}

/** Runs programs in turns, so that a disturbance of the machine affects them all. Returns the median time of each. */
export async function race(
  programs: readonly Program[],
  rounds: number,
  afterEach: (program: Program) => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number[]>(programs.map(({ name }) => [name, []]))
  // The first round only fills caches.
  for (let round = 0; round <= rounds; round += 1) {
    for (const program of programs) {
      const time = await run(program)
      if (round > 0) times.get(program.name)?.push(time)
      await afterEach(program)
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
