import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { Job } from '../../sandbox/runner/job.ts'
import { compiledOnce } from '../support/compiled-once.ts'

const step = z.object({
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  run: z.string().optional(),
})
const workflow = z.object({ jobs: z.object({ 'every-runner': z.object({ steps: z.array(step) }) }) })

const compiled = join('build', 'sandbox', 'serve.js')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

it('the AWS that CI starts outlives its command, and gives the steps after it what CI expects of them', async () => {
  const file = join(folder, 'env')
  const started = spawnSync(process.execPath, [compiled], {
    encoding: 'utf8',
    env: { ...process.env, GITHUB_ENV: file },
  })
  const server = Number(/process (\d+)\.$/m.exec(started.stdout)?.[1])
  const job = await Job.start({ env: compiledOnce })
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    const env = Object.fromEntries(
      lines.map((line): [string, string] => [line.replace(/=.*/, ''), line.replace(/^.*?=/, '')]),
    )
    const { steps } = workflow.parse(parse(readFileSync('.github/workflows/ci.yml', 'utf8'))).jobs[
      'every-runner'
    ]
    const [first, second, ...more] = steps.filter(({ uses }) => uses === './')
    expect([first, second, more]).toEqual([expect.anything(), expect.anything(), []])
    const share = await job.runStep({ with: inputsOf(first), env })
    const again = await job.runStep({ with: inputsOf(second), env })
    const told = [
      `${share.outputs['shared-count']} ${share.outputs['unshared-count']}`,
      `${again.outputs['changed']} ${again.outputs['unchanged-count']}`,
    ].join(', ')
    expect(steps.at(-1)?.run).toBe(`test "$FIRST, $SECOND" = '${told}'`)
  } finally {
    process.kill(server)
    await job.close()
  }
})

it('prints what there is to know where no runner reads it', () => {
  const { GITHUB_ENV: _, ...env } = process.env
  const { stdout } = spawnSync(process.execPath, [compiled], { encoding: 'utf8', env })
  const [, server] = /process (\d+)\.$/m.exec(stdout) ?? []
  process.kill(Number(server))
  expect(stdout).toMatch(/^AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+$/m)
})

function inputsOf(given: z.infer<typeof step> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(given?.with ?? {}).map(([name, value]) => [name, String(value)]))
}
