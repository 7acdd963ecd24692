import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { parseCommand } from '../../sandbox/runner/commands.ts'
import { parseFileCommand } from '../../sandbox/runner/files.ts'
import { readAwsVariables } from '../../src/input/aws-variables.ts'
import { ActionsRunner } from '../../src/github/actions-runner.ts'
import { outputNames } from '../../src/report/outputs.ts'
import { anyCharacter } from '../support/any-character.ts'
import { ownEnvironment, setEnvironment } from '../support/environment.ts'
import { captureStdout } from '../support/stdout.ts'

let folder: string
let written: () => string
const { exitCode } = process

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-'))
  for (const name of ['output', 'summary', 'state']) await writeFile(join(folder, name), '')
  written = captureStdout()
})
ownEnvironment(() => ({
  GITHUB_OUTPUT: join(folder, 'output'),
  GITHUB_STATE: join(folder, 'state'),
  GITHUB_WORKSPACE: folder,
}))
afterEach(async () => {
  process.exitCode = exitCode
  await rm(folder, { recursive: true })
})

const file = async (name: string) => readFile(join(folder, name), 'utf8')
const lines = () => written().trimEnd().split('\n')

// Text that tries to end what it stands in: a line, a command, a value of a file.
const text = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({
    unit: fc.constantFrom(
      '\n',
      '\r\n',
      '=',
      '<<',
      'EOF',
      'ghadelimiter_',
      'x',
      '\u2028',
      '::',
      ',',
      '%0A',
      '##[',
    ),
    maxLength: 9,
  }),
)

describe('what comes from the runner', () => {
  it('are the inputs, trimmed', () => {
    setEnvironment({ 'INPUT_IMAGE-ID': ' wsi-1\n', INPUT_ALLOW: 'true' })
    expect(new ActionsRunner().inputs).toMatchObject({ 'image-id': 'wsi-1', allow: 'true', mode: '' })
  })

  it('is what the job’s environment says about itself', () => {
    expect(new ActionsRunner().environment).toEqual({
      awsRegion: '',
      awsDefaultRegion: '',
      aws: readAwsVariables(() => ''),
      repository: '',
      runId: '',
      eventName: '',
    })
    setEnvironment({
      AWS_REGION: 'a',
      AWS_DEFAULT_REGION: 'b',
      GITHUB_REPOSITORY: 'o/r',
      GITHUB_RUN_ID: '7',
      GITHUB_EVENT_NAME: 'push',
      AWS_PROFILE: 'c',
    })
    expect(new ActionsRunner().environment).toEqual({
      awsRegion: 'a',
      awsDefaultRegion: 'b',
      aws: readAwsVariables((name) => (name === 'AWS_PROFILE' ? 'c' : '')),
      repository: 'o/r',
      runId: '7',
      eventName: 'push',
    })
  })

  it('are files of the workspace', async () => {
    await writeFile(join(folder, 'policy.yml'), 'version: 1')
    expect(await new ActionsRunner().readTextFile('policy.yml')).toBe('version: 1')
    setEnvironment({ GITHUB_WORKSPACE: undefined })
    expect(await new ActionsRunner().readTextFile('package.json')).toContain('share-workspaces-image')
  })
})

describe('the log', () => {
  it('has lines and groups that hold no commands', () => {
    const runner = new ActionsRunner()
    runner.endGroup()
    runner.info('::error::x')
    runner.group('One ##[error]')
    runner.group('Two')
    runner.endGroup()
    runner.endGroup()
    expect(lines()).toEqual([
      '\u200B::error::x',
      '::group::One ##\u200B[error]',
      '::endgroup::',
      '::group::Two',
      '::endgroup::',
    ])
  })

  it('hides secrets', () => {
    const runner = new ActionsRunner()
    runner.mask('111122223333')
    expect(lines()).toEqual(['::add-mask::111122223333'])
    expect(runner.redact('111122223333 and 444455556666, 111122223333')).toBe('*** and 444455556666, ***')
  })

  it('masks what is found in a text before it shows the text, and shows it in no path', async () => {
    const runner = new ActionsRunner()
    runner.maskFound((shown) => shown.match(/id-\d/g) ?? [])
    runner.info('id-1')
    runner.group('id-2 id-1')
    runner.endGroup()
    const where = { file: 'id-3/policy.yml', line: 1, column: 1 }
    runner.annotate({ level: 'error', title: 'A', message: 'B\nid-4', where })
    runner.fail('id-5')
    await runner.writeSummary('id-6')
    expect(runner.redact('id-7')).toBe('***')
    runner.setOutput('report', 'id-8')
    expect(lines().filter((line) => /id-|\*/.test(line))).toEqual([
      '::add-mask::id-1',
      'id-1',
      '::add-mask::id-2',
      '::group::id-2 id-1',
      '::add-mask::id-4',
      '::add-mask::id-3',
      '::error title=A,file=***/policy.yml,line=1,col=1::B%0Aid-4',
      '::add-mask::id-5',
      '::error::id-5',
      '::add-mask::id-6',
      'id-6',
      '::add-mask::id-7',
    ])
  })

  it('shows a secret nowhere, and neither do outputs and summary', async () => {
    const secret = 'Aaaa1/bBB2=='
    const runner = new ActionsRunner()
    runner.secrets.mask(secret)
    runner.mask('111122223333')
    const quoted = `${secret} and Aaaa1%2FbBB2%3D%3D of 111122223333`
    runner.info(quoted)
    runner.group(quoted)
    runner.annotate({ level: 'error', title: quoted, message: quoted })
    runner.fail(quoted)
    runner.setOutput('report', quoted)
    await runner.writeSummary(quoted)
    const told = `${written().replaceAll(/^::add-mask::.*$/gm, '')}${await file('output')}`
    expect(told.match(/\*{3} and \*{3} of 111122223333/g)).toHaveLength(7)
    expect(told).not.toContain('bBB2')
    expect(runner.redact(quoted)).toBe('*** and *** of ***')
  })

  it('has annotations, at their place where they have one', () => {
    const runner = new ActionsRunner()
    runner.annotate({ level: 'error', title: 'A: b', message: 'One\n::error::two' })
    runner.annotate({ level: 'warning', title: 'C', message: 'Three' })
    const where = { file: 'policy.yml', line: 3, column: 5 }
    runner.annotate({ level: 'error', title: 'D', message: 'Four', where })
    expect(lines()).toEqual([
      '::error title=A%3A b::One%0A\u200B::error::two',
      '::warning title=C::Three',
      '::error title=D,file=policy.yml,line=3,col=5::Four',
    ])
    const command = parseCommand(lines()[0] ?? '', new Set(['error']))
    expect(command?.data).toBe('One\n\u200B::error::two')
  })

  it('has annotations that stay one command each, whatever their text', () => {
    const commands = new Set(['error', 'warning', 'add-mask', 'group'])
    const runner = new ActionsRunner()
    fc.assert(
      fc.property(text, text, (title, message) => {
        const before = written().length
        runner.annotate({ level: 'error', title, message })
        const [line = '', ...rest] = written()
          .slice(before)
          .split(/[\r\n]+/)
        expect(rest).toEqual([''])
        const command = parseCommand(line, commands)
        expect(command?.name).toBe('error')
        expect([...(command?.properties.keys() ?? [])].filter((key) => key !== 'title')).toEqual([])
        const inside = (command?.data ?? '').split(/[\r\n]/)
        expect(inside.filter((one) => parseCommand(one, commands) !== undefined)).toEqual([])
      }),
    )
  })

  it('ends with the sentence that the step fails with', () => {
    new ActionsRunner().fail('It\n##[failed]')
    expect(lines()).toEqual(['::error::It ##\u200B[failed]'])
    expect(process.exitCode).toBe(1)
  })
})

describe('files of the runner', () => {
  it('hold the outputs, whatever their text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...outputNames), text, async (name, value) => {
        await writeFile(join(folder, 'output'), '')
        new ActionsRunner().setOutput(name, value)
        expect(parseFileCommand(await file('output'))).toEqual({ [name]: value.toWellFormed() })
      }),
    )
  })

  it('hold the state for the post step', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        await writeFile(join(folder, 'state'), '')
        new ActionsRunner().saveState('temporary-shares', value)
        expect(parseFileCommand(await file('state'))).toEqual({ 'temporary-shares': value.toWellFormed() })
      }),
    )
  })

  it('need not have one for the summary: then it is in the log', async () => {
    await new ActionsRunner().writeSummary('# One\n\n::error::two')
    expect(lines()).toEqual([
      expect.stringMatching(/^::debug::no summary file: /),
      '::group::Report (this server has no job summaries)',
      '# One',
      '',
      '\u200B::error::two',
      '::endgroup::',
    ])
  })

  // Last: the toolkit keeps the file's name for the life of the process.
  it('hold the summary', async () => {
    setEnvironment({ GITHUB_STEP_SUMMARY: join(folder, 'summary') })
    await new ActionsRunner().writeSummary('# One \uD800')
    expect(await file('summary')).toContain('# One \uFFFD\n')
  })
})
