import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { parseFileCommand } from '../sandbox/runner/files.ts'
import { SandboxAws } from '../sandbox/aws/aws.ts'
import { ownEnvironment, setEnvironment } from './support/environment.ts'
import { countNodeErrorsAsErrors } from './sandbox/aws-realm.ts'
import { image } from './support/examples.ts'
import { titles } from '../src/report/titles.ts'

countNodeErrorsAsErrors()

let folder: string
let aws: SandboxAws
const { exitCode } = process
const { warn, error } = console
// What a run listens to as long as its process lives.
const taken = ['SIGINT', 'SIGTERM', 'warning', 'uncaughtException', 'unhandledRejection']

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'main-'))
  await writeFile(join(folder, 'output'), '')
  await writeFile(join(folder, 'state'), '')
  aws = await SandboxAws.start()
  aws.addImage({ ...image, name: 'golden', sharedWith: ['000000000009'] })
  // Each run of an entry begins anew, as in a process of its own.
  jest.resetModules()
})
ownEnvironment(() => ({
  ...aws.environment(),
  GITHUB_OUTPUT: join(folder, 'output'),
  GITHUB_STATE: join(folder, 'state'),
  'INPUT_IMAGE-ID': image.id,
  'INPUT_ACCOUNT-ID': '000000000001',
  INPUT_ALLOW: 'true',
  INPUT_EXCLUSIVE: 'false',
  INPUT_MODE: 'apply',
  INPUT_TEMPORARY: 'false',
  'INPUT_UNDO-ON-FAILURE': 'false',
  'INPUT_APPROVED-PLAN': 'any',
  'INPUT_RECORD-PLAN': 'false',
  'INPUT_TRUSTED-ACCOUNT-IDS': 'any',
  'INPUT_MAX-UNSHARES': 'any',
  'INPUT_WAIT-FOR-MINUTES': '0',
  'INPUT_AWS-REGION': image.region,
  'INPUT_ROLE-DURATION-SECONDS': '3600',
  'INPUT_PULL-REQUEST-COMMENT': 'never',
  'INPUT_MASK-ACCOUNT-IDS': 'false',
}))
afterEach(async () => {
  jest.restoreAllMocks()
  process.exitCode = exitCode
  for (const event of taken) process.removeAllListeners(event)
  Object.assign(console, { warn, error })
  await aws.close()
  await rm(folder, { recursive: true })
})

/** Runs an entry to its end: what it wrote, and the exit code it ended with. */
async function ended(
  entry: () => Promise<unknown>,
  onWrite: (text: string) => void = () => {},
): Promise<[log: string, code: unknown]> {
  const written: string[] = []
  const exited = new Promise<unknown>((resolve) => {
    jest.spyOn(process, 'exit').mockImplementation(() => {
      resolve(process.exitCode)
      throw new Error('The process has ended')
    })
  })
  jest.spyOn(process.stdout, 'write').mockImplementation((...given: readonly unknown[]) => {
    const text = String(given[0])
    onWrite(text)
    written.push(text)
    for (const callback of given) if (isCallback(callback)) withoutThrow(callback)
    return true
  })
  await entry()
  const code = await exited
  return [written.join(''), code]
}

function isCallback(value: unknown): value is () => void {
  return typeof value === 'function'
}

/** Calls what ends the process, which throws here instead. */
function withoutThrow(callback: () => void): void {
  try {
    callback()
  } catch {
    // The end of the process.
  }
}

const main = async () => import('../src/main.ts')
const post = async () => import('../src/post.ts')
const outputs = async () => parseFileCommand(await readFile(join(folder, 'output'), 'utf8'))

describe('the main step', () => {
  it('is green when it did what it was asked for', async () => {
    const [log, code] = await ended(main)
    expect(code).toBe(0)
    expect(log).toContain('Done and verified: 1 share made.')
    expect(aws.recipients(image.region, image.id)).toEqual(['000000000001', '000000000009'])
    expect(aws.calls[0]?.userAgent).toContain('share-workspaces-image/')
    expect(await outputs()).toMatchObject({ changed: 'true', 'failure-reason': '' })
  })

  it('is red when it did not', async () => {
    setEnvironment({ INPUT_MODE: 'check' })
    const [log, code] = await ended(main)
    expect(code).toBe(1)
    expect(log).toContain(`::error::${titles.drift}: 1 share to make.`)
    expect(aws.writes()).toEqual([])
  })

  it('looks for a pull request where a comment is wanted, and goes on without one', async () => {
    setEnvironment({ 'INPUT_PULL-REQUEST-COMMENT': 'always' })
    expect((await ended(main))[1]).toBe(0)
  })

  it('is red when its report can not be written', async () => {
    setEnvironment({ GITHUB_OUTPUT: join(folder, 'missing') })
    const [log, code] = await ended(main)
    expect(code).toBe(1)
    expect(log).toContain('::error::The report could not be written: Missing file at path')
  })

  it('is red whatever is thrown', async () => {
    setEnvironment({ GITHUB_OUTPUT: '' })
    const reasons: unknown[] = ['a text']
    const [log, code] = await ended(main, (text) => {
      if (text.includes('set-output') && reasons.length > 0) throw reasons.pop()
    })
    expect(code).toBe(1)
    expect(log).toContain('::error::The report could not be written: a text')
  })
})

describe('the post step', () => {
  it('does nothing where nothing was shared for the time of the job', async () => {
    await post()
    expect([process.exitCode, aws.calls]).toEqual([exitCode, []])
  })

  it('takes back what was', async () => {
    setEnvironment({ 'STATE_temporary-shares': `${image.region}\n${image.region}/${image.id}/000000000009/` })
    const [log, code] = await ended(post)
    expect(code).toBe(0)
    expect(log).toContain('Temporary shares: Done and verified: 1 unshare made.')
    expect(aws.recipients(image.region, image.id)).toEqual([])
  })

  it('is red where it can not', async () => {
    setEnvironment({ 'STATE_temporary-shares': 'nonsense' })
    expect((await ended(post))[1]).toBe(1)
  })
})
