import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SandboxAws } from '../sandbox/aws/aws.ts'
import { parseObject } from '../sandbox/aws/json-object.ts'
import { Job } from '../sandbox/runner/job.ts'
import { longCases, type LongCase, type LongRun } from './long-cases.ts'

// A disturbance of the machine affects only one of the rounds.
const rounds = 3
const preload = fileURLToPath(new URL('../../../bench/exertion.cjs', import.meta.url))

interface Exertion {
  /** Processor time. */
  readonly seconds: number
  /** The peak of the resident memory. */
  readonly mebibytes: number
  readonly calls: number
}

/** Measures one run of the action. */
async function exertionOf({ make }: LongCase, size: number): Promise<Exertion> {
  const [aws, job] = [await SandboxAws.start(), await Job.start()]
  try {
    aws.addImage({ region: 'eu-west-1', id: 'wsi-0123456789abc', name: 'golden' })
    const run = make(size, aws)
    const { outputs, exitCode } = await job.runStep({
      with: { 'aws-region': 'eu-west-1', ...run.inputs },
      env: aws.environment(),
      nodeArguments: ['--require', preload],
      ...(run.policy === undefined ? {} : { workspaceFiles: { 'policy.yml': run.policy } }),
    })
    checkEnd(run, outputs, exitCode)
    const text = readFileSync(join(job.workspace, 'exertion.json'), 'utf8')
    const { microseconds, kibibytes } = parseObject(text) ?? {}
    return {
      seconds: Number(microseconds) / 1e6,
      mebibytes: Number(kibibytes) / 1024,
      calls: aws.calls.length,
    }
  } finally {
    await Promise.all([aws.close(), job.close()])
  }
}

function checkEnd(run: LongRun, outputs: Readonly<Record<string, string>>, exitCode: number): void {
  const counts = ['shared', 'unshared', 'unchanged', 'failed'].map((what) => outputs[`${what}-count`])
  if (exitCode === run.exitCode && counts.join(' ') === run.counts) return
  throw new Error(
    `ended with ${exitCode} and ${counts.join(' ')} instead of ${run.exitCode} and ${run.counts}`,
  )
}

/** Returns the round with the median time. */
async function middle(one: LongCase, size: number): Promise<Exertion> {
  const all: Exertion[] = []
  while (all.length < rounds) all.push(await exertionOf(one, size))
  const [first, second] = all.toSorted((a, b) => a.seconds - b.seconds)
  if (first === undefined) throw new Error('There was no round')
  return second ?? first
}

// `npm run bench:long -- refused` runs only the cases with this word in their name.
const [, , word = ''] = process.argv

for (const one of longCases.filter(({ name }) => name.includes(word))) {
  console.log(`\n### ${one.name}\n`)
  console.log(`| ${one.unit} | calls to AWS | processor time | for twice as many | peak memory |`)
  console.log('| ---: | ---: | ---: | ---: | ---: |')
  let before: Exertion | undefined
  for (const size of one.sizes) {
    const { seconds, mebibytes, calls } = await middle(one, size)
    const ratio = before === undefined ? '' : `x ${(seconds / before.seconds).toFixed(2)}`
    const cells = [
      size.toLocaleString('en'),
      calls.toLocaleString('en'),
      `${seconds.toFixed(2)} s`,
      ratio,
      `${Math.round(mebibytes)} MiB`,
    ]
    console.log(`| ${cells.join(' | ')} |`)
    before = { seconds, mebibytes, calls }
  }
}
