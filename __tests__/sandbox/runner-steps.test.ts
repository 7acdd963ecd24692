import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { Job } from '../../sandbox/runner/job.ts'
import type { StepOptions, StepResult } from '../../sandbox/runner/job.ts'
import { actionNode } from '../../sandbox/runner/node.ts'

const inputs = `
inputs:
  image-id: { required: true }
  allow: { default: true }
  'account id': { default: '011122223333' }
  token: { default: '\${{ github.token }}' }
  old: { deprecationMessage: use allow }
`
const prelude = `
const { appendFileSync, writeFileSync } = require('node:fs')
const write = (file, text) => appendFileSync(process.env['GITHUB_' + file], text)
`

let job: Job
beforeEach(async () => {
  job = await Job.start({ env: { FROM_JOB: 'job' } })
})
afterEach(() => job.close())

/** Runs an action that lies in the workspace and consists of this script. */
function run(script: string, options: StepOptions = {}, post = ''): Promise<StepResult> {
  const runs = `runs: { using: node24, main: main.js${post && ', post: post.js'} }`
  const action = {
    'action.yml': `name: test${inputs}${runs}`,
    'main.js': prelude + script,
    'post.js': prelude + post,
  }
  const workspaceFiles = { ...action, ...options.workspaceFiles }
  return job.runStep({ actionDirectory: job.workspace, ...options, workspaceFiles })
}

/** Runs an action that writes these lines. */
const say = (...lines: string[]): Promise<StepResult> =>
  run(lines.map((line) => `console.log(${JSON.stringify(line)})`).join('\n'))

const print = (value: string): string => `console.log(JSON.stringify(${value}))`
const parsed = (result: StepResult): unknown => JSON.parse(result.stdout)

describe('inputs', () => {
  const all = print(
    `Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('INPUT_')))`,
  )

  it('are all set, from `with`, from their defaults, or empty', async () => {
    const result = await run(all, { with: { 'image-id': 'wsi-1' }, env: { GITHUB_TOKEN: 'the-token' } })
    expect(parsed(result)).toEqual({
      'INPUT_IMAGE-ID': 'wsi-1',
      INPUT_ALLOW: 'true',
      INPUT_ACCOUNT_ID: '011122223333',
      INPUT_TOKEN: 'the-token',
      INPUT_OLD: '',
    })
    expect(result.runnerWarnings).toEqual([])
    expect(result.log).toEqual([result.stdout.trim().replace('the-token', '***')])
  })

  it('are passed on with a warning when they are not declared, or deprecated', async () => {
    const result = await run(all, { with: { imageid: 'wsi-1', ALLOW: 'false', old: '1' } })
    expect(parsed(result)).toMatchObject({ INPUT_IMAGEID: 'wsi-1', INPUT_ALLOW: 'false' })
    const warnings = [
      "Input 'old' has been deprecated with message: use allow",
      "Unexpected input(s) 'imageid', valid inputs are ['image-id', 'allow', 'account id', 'token', 'old']",
    ]
    expect(result.runnerWarnings).toEqual(warnings)
    expect(result.annotations).toEqual(warnings.map((message) => ({ level: 'warning', message })))
    expect(result.conclusion).toBe('success')
  })
})

describe('the environment', () => {
  it("is the runner's, not the sandbox's own", async () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'of-the-laptop'
    process.env['GITHUB_STEP_SUMMARY'] = '/of/the/laptop'
    const result = await run(print('{ ...process.env, cwd: process.cwd(), node: process.version }'), {
      env: { FROM_STEP: 'step', GITHUB_REPOSITORY: 'not/this', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc' },
      github: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_HEAD_REF: undefined },
    })
    delete process.env['AWS_SECRET_ACCESS_KEY']
    delete process.env['GITHUB_STEP_SUMMARY']
    expect(result.raw).not.toContain('of-the-laptop')
    expect(result.raw).not.toContain('/of/the/laptop')
    const seen = parsed(result)
    expect(seen).toMatchObject({
      FROM_JOB: 'job',
      FROM_STEP: 'step',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION: '__self',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REPOSITORY: 'octo-org/golden-images',
      GITHUB_WORKSPACE: job.workspace,
      cwd: job.workspace,
      node: actionNode().version,
    })
    expect(seen).not.toHaveProperty('GITHUB_HEAD_REF')
    expect(seen).not.toHaveProperty('GITHUB_TOKEN')
    expect(result.log.join('\n')).not.toContain('oidc')
  })

  it('names an event, and no summary file where there is none', async () => {
    const result = await run(
      print(
        `[require(process.env.GITHUB_EVENT_PATH), process.env.GITHUB_STEP_SUMMARY === undefined, process.execArgv]`,
      ),
      { event: { number: 7 }, noSummaryFile: true, nodeArguments: ['--no-warnings'] },
    )
    expect(parsed(result)).toEqual([{ number: 7 }, true, ['--no-warnings']])
  })

  it('carries GITHUB_ENV, GITHUB_PATH and masks over to the next step', async () => {
    const first = await run(
      `write('ENV', 'NAME=value\\nNODE_OPTIONS=--bad\\n'); write('PATH', '/first\\n/second\\n'); console.log('::add-mask::secret')`,
    )
    expect(first.environment).toEqual({ NAME: 'value' })
    expect(first.annotations).toEqual([
      { level: 'error', message: "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command." },
    ])
    const second = await run(
      `console.log(process.env.NAME, process.env.PATH, process.env.GITHUB_ACTION, 'secret')`,
    )
    expect(second.stdout).toMatch(/^value \/second:\/first:.* __self_2 secret\n$/)
    expect(second.log[0]).toMatch(/\*\*\*$/)
    expect(second.masks).toEqual([])
  })
})

describe('what a step hands back', () => {
  it('are outputs in both forms, declared or not', async () => {
    const result = await run(`write('OUTPUT', 'one=1\\n'); write('OUTPUT', 'two<<E\\na\\nb\\nE\\n')`)
    expect(result).toMatchObject({ outputs: { one: '1', two: 'a\nb' }, conclusion: 'success', exitCode: 0 })
  })

  it('fails the step when a file has a bad line, and keeps what stood before it', async () => {
    const result = await run(`write('OUTPUT', 'one=1\\nbad\\ntwo=2\\n')`)
    expect(result).toMatchObject({ outputs: { one: '1' }, conclusion: 'failure', exitCode: 0 })
    expect(result.log).toEqual([
      "Error: Unable to process file command 'output' successfully.",
      "Error: Invalid format 'bad'",
    ])
  })

  it('drops job outputs that are empty or hold a masked text', async () => {
    const result = await run(
      `console.log('::add-mask::111122223333'); write('OUTPUT', 'a=for 111122223333\\nb=2\\nc=\\n')`,
    )
    expect(result.outputs).toEqual({ a: 'for 111122223333', b: '2', c: '' })
    expect(result.jobOutputs()).toEqual({ b: '2' })
    expect(result.masks).toEqual(['111122223333'])
  })

  it('is a failure with another exit code than 0, and only then', async () => {
    expect(await run('process.exit(3)')).toMatchObject({ exitCode: 3, conclusion: 'failure' })
    expect(await run('throw new Error("thrown")')).toMatchObject({ exitCode: 1, conclusion: 'failure' })
    expect(await run('process.kill(process.pid, "SIGKILL")')).toMatchObject({
      exitCode: 137,
      conclusion: 'failure',
    })
    expect(await run('console.log("::error::text")')).toMatchObject({ exitCode: 0, conclusion: 'success' })
  })

  it('is a summary of up to 1 MiB, masked', async () => {
    const result = await run(`console.log('::add-mask::secret'); write('STEP_SUMMARY', '# A secret\\nend')`)
    expect(result.summary).toBe('# A ***\nend\n')
    const full = await run(`write('STEP_SUMMARY', 'x'.repeat(1024 * 1024 - 3) + 'ü\\n')`)
    expect(Buffer.byteLength(full.summary)).toBe(1024 * 1024)
    const over = await run(`write('STEP_SUMMARY', 'x'.repeat(1024 * 1024 - 3) + 'ü\\n\\n')`)
    expect(over).toMatchObject({ summary: '', conclusion: 'success' })
    expect(over.annotations[0]?.message).toMatch(
      /^\$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got 1024k\./,
    )
  })
})

describe('the log', () => {
  it('shows groups, annotations and text, and hides debug lines', async () => {
    const seen: string[] = []
    const result = await run(
      `console.log('::group::Title\\ninside\\n::endgroup::\\n::debug::hidden\\n::notice title=T,file=p.yml,line=2,col=3::a%0Ab')
       console.error('::warning::from stderr')`,
      { onLine: (line) => seen.push(line) },
    )
    const log = ['▸ Title', 'inside', 'Notice: a', 'b', 'Warning: from stderr']
    expect([...result.log].toSorted()).toEqual(log.toSorted())
    expect(seen).toEqual(result.log)
    expect(result.annotations).toContainEqual({
      level: 'notice',
      message: 'a\nb',
      title: 'T',
      file: 'p.yml',
      line: 2,
      column: 3,
    })
    expect(result.stderr).toBe('::warning::from stderr\n')
    expect(result.stdout).toContain('::debug::hidden')
  })

  it('shows debug lines when debugging, and echoes commands', async () => {
    const result = await run(`console.log('::debug::a%0Ab\\n::group::G')`, { env: { RUNNER_DEBUG: '1' } })
    expect(result.log).toEqual(['##[debug]a', '##[debug]b', '::group::G', '▸ G'])
  })

  it('masks from the line of add-mask on, and not what was written', async () => {
    const result = await say(
      'secret',
      '::add-mask::secret%0Aline',
      'secret line',
      '::error title=secret::a secret',
    )
    expect(result.log).toEqual(['secret', '*** ***', 'Error: a ***'])
    expect(result.annotations).toEqual([{ level: 'error', message: 'a ***', title: 'secret' }])
    expect(result.masks).toEqual(['secret\nline', 'secret', 'line'])
    expect(result.raw).toContain('a secret')
  })

  it('keeps ten annotations of a level, and 4096 characters of each', async () => {
    const errors = Array.from({ length: 12 }, (_, index) => `::error::${index}`)
    const result = await say(...errors, `::warning::${'x'.repeat(5000)}`)
    expect(result.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual(
      errors.slice(0, 10).map((_, index) => String(index)),
    )
    expect(result.droppedAnnotations).toBe(2)
    expect(result.log).toContain('Error: 11')
    expect(result.annotations.at(-1)).toEqual({ level: 'warning', message: 'x'.repeat(4096) })
  })

  it('obeys ##[error] in the middle of a line', async () => {
    const result = await say('Image named ##[error]Forged')
    expect(result.annotations).toEqual([{ level: 'error', message: 'Forged' }])
  })

  it('obeys no command between stop-commands and its token', async () => {
    const result = await say(
      '::stop-commands::end-of-text',
      '::error::text',
      '::other::',
      '::end-of-text::',
      '::error::A',
    )
    expect(result.log).toEqual(['::stop-commands::***', '::error::text', '::other::', '::***::', 'Error: A'])
    expect(result.annotations).toHaveLength(1)
  })

  it('refuses a stop token that is a command', async () => {
    const result = await say('::stop-commands::error', '::notice::still obeyed')
    expect(result.conclusion).toBe('failure')
    expect(result.annotations.map(({ level }) => level)).toEqual(['error', 'notice'])
  })

  it('still takes set-output and save-state, with a warning, and refuses set-env', async () => {
    const old = await say('::set-output name=a::1', '::save-state name=b::2')
    expect(old).toMatchObject({ outputs: { a: '1' }, state: { b: '2' }, conclusion: 'success' })
    expect(old.runnerWarnings.map((warning) => warning.slice(0, 38))).toEqual([
      'The `set-output` command is deprecated',
      'The `save-state` command is deprecated',
    ])
    const refused = await say('::set-env name=A::1', '::set-output::1', '::echo::perhaps', '::add-mask::')
    expect(refused.conclusion).toBe('failure')
    expect(refused.log.filter((line) => line.startsWith('Error: Unable'))).toEqual([
      "Error: Unable to process command '::set-env name=A::1' successfully.",
      "Error: Unable to process command '::set-output::1' successfully.",
      "Error: Unable to process command '::echo::perhaps' successfully.",
    ])
    expect(refused.runnerWarnings.at(-1)).toBe(
      "Can't add secret mask for empty string in ##[add-mask] command.",
    )
  })
})

describe("a job's end", () => {
  it('runs the post steps with their states, the last first', async () => {
    const main = `write('STATE', 'image-id=' + process.env['INPUT_IMAGE-ID']); process.exit(1)`
    const post = `console.log(process.env['STATE_image-id'], process.env['INPUT_IMAGE-ID'], process.env.GITHUB_ACTION)`
    const first = await run(main, { with: { 'image-id': 'wsi-1' } }, post)
    expect(first.state).toEqual({ 'image-id': 'wsi-1' })
    await run(main, { with: { 'image-id': 'wsi-2' } }, post)
    const posts = await job.finish()
    expect(posts.map(({ log }) => log)).toEqual([
      ['Post job cleanup.', 'wsi-2 wsi-2 __self_2'],
      ['Post job cleanup.', 'wsi-1 wsi-1 __self'],
    ])
    expect(await job.finish()).toEqual([])
  })

  it('runs nothing for actions without post', async () => {
    await run('')
    expect(await job.finish()).toEqual([])
  })

  it('removes the folders', async () => {
    await job.close()
    expect(existsSync(job.workspace)).toBe(false)
  })
})

describe('an action that is none', () => {
  it.each([
    [{ 'action.yml': 'runs: { using: composite }' }, "doesn't declare a JavaScript action"],
    [{ 'action.yml': 'runs: { using: node24, main: gone.js }' }, 'File not found'],
    [
      {
        'action.yml':
          "inputs: { a: { default: '${{ github.sha }}' } }\nruns: { using: node24, main: main.js }",
      },
      "can't evaluate 'github.sha'",
    ],
    [{ '../outside': '' }, 'outside the workspace'],
  ])('is refused: %j', async (workspaceFiles, message) => {
    await expect(run('', { workspaceFiles })).rejects.toThrow(message)
  })

  it('is refused: a folder without action.yml', async () => {
    await expect(job.runStep({ actionDirectory: job.workspace })).rejects.toThrow("Can't find 'action.yml'")
  })
})
