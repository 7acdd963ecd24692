import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import type { Part } from './parts.ts'

/** A change to the source, and its result. */
export interface Mutant {
  readonly file: string
  /** The line in which it starts, without surrounding white space. */
  readonly line: string
  /** The changed text and its replacement; any white space is one space. */
  readonly original: string
  readonly replacement: string
  /** Stryker's status: Killed, Timeout, Survived, NoCoverage, RuntimeError. */
  readonly status: string
}

/**
 * Mutates a part and runs its tests against every mutant. Reuses earlier results if neither the source nor the tests
 * have changed, so that an interrupted run continues.
 * @param files files to mutate instead of the whole part
 */
export async function mutantsOf(part: Part, files: readonly string[]): Promise<readonly Mutant[]> {
  const stryker = new Stryker({
    mutate: [...(files.length > 0 ? files : part.mutate)],
    incrementalFile: `build/mutation/${part.name}-${fingerprint(part)}.json`,
    jest: {
      config: {
        testMatch: ['<rootDir>/scripts/mutation/judge.ts'],
        // Stryker mutates src itself, and none of its tests runs dist.
        globalSetup: null,
        roots: ['src', '__tests__', 'sandbox', 'scripts'].map((folder) => `<rootDir>/${folder}`),
        globals: { judges: part.tests },
        watchman: false,
      },
    },
  })
  const results = await stryker.runMutationTest()
  return results.map(({ fileName, location: { start, end }, replacement, status }) => {
    const file = relative('.', fileName).replaceAll('\\', '/')
    const lines = readFileSync(file, 'utf8').split('\n')
    const touched = lines.slice(start.line - 1, end.line)
    const changed = touched.map((line, index) => {
      const from = index === 0 ? start.column - 1 : 0
      return line.slice(from, index === touched.length - 1 ? end.column - 1 : undefined)
    })
    return {
      file,
      line: inOneLine(touched[0] ?? ''),
      original: inOneLine(changed.join('\n')),
      replacement: inOneLine(replacement),
      status,
    }
  })
}

/**
 * Returns a text that changes with anything that judges the part or that the part depends on. Stryker itself detects
 * changes of the part's own files.
 */
function fingerprint(part: Part): string {
  const own = new Set(globSync([...part.mutate]))
  const below = globSync('src/{sharing,input}/**/*.ts').filter((file) => !own.has(file))
  const files = [
    ...below,
    ...globSync([...part.tests, '__tests__/support/**/*.ts', 'scripts/mutation/judge.ts']),
  ]
  const hash = createHash('sha256')
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
