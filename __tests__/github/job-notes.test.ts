import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { JobNotes } from '../../src/github/job-notes.ts'

let temporary: string

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'notes-'))
})
afterEach(async () => rm(temporary, { recursive: true }))

/** The folder of the notes, with things in it that somebody else put there. */
async function folder(): Promise<string> {
  const path = join(temporary, 'share-workspaces-image')
  await mkdir(path, { recursive: true })
  return path
}

describe('notes', () => {
  it('lead from one step to the next, the latest of each', () => {
    const first = new JobNotes(temporary)
    first.leave('one')
    first.leave('two')
    new JobNotes(temporary).leave('three')
    expect(new JobNotes(temporary).read().toSorted()).toEqual(['three', 'two'])
  })

  it('are none where nobody left any', () => {
    expect(new JobNotes(temporary).read()).toEqual([])
    expect(new JobNotes(join(temporary, 'nowhere')).read()).toEqual([])
  })

  it.each([undefined, ''])('are none where the runner has no folder for them: %j', (nowhere) => {
    const notes = new JobNotes(nowhere)
    notes.leave('one')
    expect(notes.read()).toEqual([])
    expect(existsSync('share-workspaces-image')).toBe(false)
  })

  it('are files, not too long, and nothing else', async () => {
    const path = await folder()
    await writeFile(join(path, 'a'), 'x'.repeat(64 * 1024))
    await writeFile(join(path, 'b'), 'x'.repeat(64 * 1024 + 1))
    await mkdir(join(path, 'c'))
    await symlink(join(path, 'a'), join(path, 'd'))
    // A pipe: the read of one never ends.
    execFileSync('mkfifo', [join(path, 'e')])
    expect(new JobNotes(temporary).read().map(({ length }) => length)).toEqual([64 * 1024])
  })

  it('are a hundred at most', async () => {
    const path = await folder()
    for (let number = 0; number < 120; number += 1) await writeFile(join(path, String(number)), 'x')
    expect(new JobNotes(temporary).read()).toHaveLength(100)
    expect(await readdir(path)).toHaveLength(120)
  })

  it('say so where they can not be left', async () => {
    await writeFile(join(temporary, 'share-workspaces-image'), '')
    expect(() => new JobNotes(temporary).leave('x')).toThrow('EEXIST')
    expect(new JobNotes(temporary).read()).toEqual([])
  })
})
