import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { EventFile } from '../../src/github/event-file.ts'
import { ownEnvironment, setEnvironment } from '../support/environment.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-'))
})
afterEach(() => rm(folder, { recursive: true }))
ownEnvironment(() => ({ GITHUB_EVENT_PATH: join(folder, 'event.json') }))

const mebibytes = (count: number, but = 0) => JSON.stringify('x'.repeat(count * 1024 * 1024 - 2 + but))

describe("the file of a run's event", () => {
  it('says what started the run', async () => {
    await writeFile(join(folder, 'event.json'), '{"pull_request":{"number":7}}')
    expect(new EventFile().read()).toEqual({ kind: 'read', payload: { pull_request: { number: 7 } } })
  })

  it.each([undefined, ''])('says nothing where the runner names none: %j', (path) => {
    setEnvironment({ GITHUB_EVENT_PATH: path })
    expect(new EventFile().read()).toEqual({ kind: 'read', payload: {} })
  })

  it.each([
    ['null', 'it holds no JSON object'],
    ['[]', 'it holds no JSON object'],
    ['7', 'it holds no JSON object'],
    ['', 'it is not JSON'],
    ['{', 'it is not JSON'],
    ['['.repeat(1_000_000), 'it is not JSON'],
  ])('is not guessed where it holds %.20j', async (content, why) => {
    await writeFile(join(folder, 'event.json'), content)
    expect(new EventFile().read()).toEqual({ kind: 'unread', why })
  })

  it.each([
    ['32 MiB', mebibytes(32), 'it holds no JSON object'],
    ['more', mebibytes(32, 1), 'it has more than 32 MiB'],
  ])('may be large, and no larger: %s', async (_size, content, why) => {
    await writeFile(join(folder, 'event.json'), content)
    expect(new EventFile().read()).toEqual({ kind: 'unread', why })
  })

  it.each<[what: string, path: () => string, why: string]>([
    ['nothing', () => join(folder, 'none.json'), 'there is no such file'],
    ['a folder', () => folder, 'it is no file'],
    ['a path through a file', () => `${import.meta.filename}/event.json`, 'the runner may not read it'],
    ['no path', () => 'a'.repeat(10_000), 'the runner may not read it'],
  ])('is not guessed where there is %s', (_what, path, why) => {
    setEnvironment({ GITHUB_EVENT_PATH: path() })
    expect(new EventFile().read()).toEqual({ kind: 'unread', why })
  })

  it('is hidden from what is loaded, and only then', async () => {
    const { GITHUB_EVENT_PATH: path } = process.env
    const event = new EventFile()
    const seen = await event.hiddenFrom(async () => Promise.resolve(process.env['GITHUB_EVENT_PATH']))
    expect([seen, process.env['GITHUB_EVENT_PATH']]).toEqual([undefined, path])
    await expect(event.hiddenFrom(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(process.env['GITHUB_EVENT_PATH']).toBe(path)
  })
})
