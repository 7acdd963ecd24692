import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll } from '@jest/globals'

/**
 * Compiles the sandbox as `npm start` and `npm run serve` do, for the tests of one file: Node 20 can't run TypeScript by
 * itself. `folder` is below `build/`, one for each file of tests: they run side by side, and one of them checks the types.
 */
export function compiledSandbox(
  folder: string,
  { checked }: { readonly checked: boolean },
): (script: string) => string {
  const compiled = resolve('build', folder)
  beforeAll(() => {
    const compiler = [
      'node_modules/typescript/bin/tsc',
      '-p',
      'sandbox',
      '--outDir',
      compiled,
      ...(checked ? [] : ['--noCheck']),
    ]
    const { status, stdout } = spawnSync(process.execPath, compiler, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stdout)
  })
  afterAll(() => {
    rmSync(compiled, { recursive: true })
  })
  return (script) => resolve(compiled, script)
}
