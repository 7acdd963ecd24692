import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { isMap, parseDocument } from 'yaml'
import { readManifest } from '../sandbox/runner/manifest.ts'
import { readCopyTexts } from '../src/input/copying/copy-texts.ts'
import { readInputTexts } from '../src/input/input-texts.ts'
import { copyOutputNames } from '../src/report/copying/copy-outputs.ts'
import { outputNames } from '../src/report/outputs.ts'
import { name, repository, version } from '../src/version.ts'

/** What a file imports: packages by name, files of the project by their path within src/. */
interface Source {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

const paths = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
const sources: readonly Source[] = paths.map((path) => {
  const text = readFileSync(join('src', path), 'utf8')
  const found = text.matchAll(
    /^(?:import|export)\b[^;'"]*?from '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
  )
  const imports = [...found].map(([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? '')
  return {
    path,
    text,
    imports: imports.map((one) => (one.startsWith('.') ? posix.join(posix.dirname(path), one) : one)),
  }
})
const inFolder =
  (...folders: readonly string[]) =>
  (path: string) =>
    folders.some((folder) => path.startsWith(`${folder}/`))

/** Every import that a rule forbids, as `file: import`. */
function broken(
  of: (path: string) => boolean,
  forbidden: (imported: string, path: string) => boolean,
): readonly string[] {
  return sources
    .filter(({ path }) => of(path))
    .flatMap(({ path, imports }) =>
      imports.filter((imported) => forbidden(imported, path)).map((imported) => `${path}: ${imported}`),
    )
}
const everywhere = () => true
const folderOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined)
const isFile = (imported: string) => paths.includes(imported)
const isBuiltin = (imported: string) => imported.startsWith('node:')

// post.ts looks at one variable before it loads anything: nearly every job has no temporary shares.
const edge = (path: string) => inFolder('aws', 'github')(path) || path === 'post.ts'

describe('the house', () => {
  it('is read as it is', () => {
    const run = sources.find(({ path }) => path === 'workflow/plan-and-carry-out.ts')
    expect(run?.imports).toEqual(expect.arrayContaining(['sharing/plan.ts', 'workflow/carry-out.ts']))
    const dynamic = sources.find(({ path }) => path === 'post.ts')
    expect(dynamic?.imports).toContain('workflow/temporary-record.ts')
    expect(sources.flatMap(({ imports }) => imports)).toContain('input/policy/read-policy.ts')
  })

  it('has a core that imports nothing outside itself but what Node has', () => {
    expect(broken(inFolder('sharing'), (one) => !isBuiltin(one) && !one.startsWith('sharing/'))).toEqual([])
    expect(broken(inFolder('sharing'), (one) => isBuiltin(one) && one !== 'node:crypto')).toEqual([])
  })

  it('has a core of copying that builds on the core alone', () => {
    expect(broken(inFolder('copying'), (one) => !inFolder('copying', 'sharing')(one))).toEqual([])
  })

  it('has the AWS SDK in one place', () => {
    expect(
      broken(
        (path) => !inFolder('aws')(path),
        (one) => /^@(?:aws-sdk|smithy)\//.test(one),
      ),
    ).toEqual([])
  })

  it('has GitHub’s toolkit in one place', () => {
    // The one exception: calls to AWS follow the proxy rules of GitHub's own toolkit, so that the ID token and they
    // take the same way.
    const exception = 'aws/proxy.ts: @actions/http-client/lib/proxy'
    expect(
      broken(
        (path) => !inFolder('github')(path),
        (one) => /^@(?:actions|octokit)\//.test(one),
      ),
    ).toEqual([exception])
  })

  it('has entries that nothing imports', () => {
    expect(broken(everywhere, (one) => ['main.ts', 'post.ts', 'copy.ts'].includes(one))).toEqual([])
  })

  it('lets no adapter into what decides', () => {
    const decides = inFolder('sharing', 'copying', 'input', 'report', 'workflow', 'ports')
    expect(broken(decides, (one) => inFolder('aws', 'github')(one))).toEqual([])
  })

  it('has ports that know the core alone', () => {
    expect(broken(inFolder('ports'), (one) => !inFolder('ports', 'sharing', 'copying')(one))).toEqual([])
  })

  it('has no two folders that import each other', () => {
    const arrows = new Set(
      sources.flatMap(({ path, imports }) =>
        imports.map(
          (imported) => `${folderOf(path)} -> ${isFile(imported) ? folderOf(imported) : undefined}`,
        ),
      ),
    )
    const both = [...arrows].filter((arrow) => {
      const [from, to] = arrow.split(' -> ')
      return from !== to && from !== 'undefined' && to !== 'undefined' && arrows.has(`${to} -> ${from}`)
    })
    expect(arrows.size).toBeGreaterThan(10)
    expect(both).toEqual([])
  })

  it('has no two files of one name', () => {
    const names = paths.map((path) => basename(path))
    expect(names.filter((name_, index) => names.indexOf(name_) !== index)).toEqual([])
  })

  it('has two sides of the world that know nothing of each other', () => {
    expect(broken(inFolder('aws'), (one) => one.startsWith('github/'))).toEqual([])
    expect(broken(inFolder('github'), (one) => one.startsWith('aws/'))).toEqual([])
  })

  it('has a report that is computed from values alone', () => {
    expect(broken(inFolder('report'), (one) => isBuiltin(one) && one !== 'node:crypto')).toEqual([])
  })

  it('reads the environment at its edge alone', () => {
    const readers = sources.filter(({ text }) => /\bprocess\.env\b|\{ env \} = process/.test(text))
    expect(readers.map(({ path }) => path).filter((path) => !edge(path))).toEqual([])
  })

  it('has no file that is named for nothing in particular', () => {
    const nothing = /^(?:utils?|helpers?|common|types?|misc|shared|lib)\.ts$/
    expect(paths.filter((path) => nothing.test(basename(path)))).toEqual([])
  })

  it('silences no checker and leaves nothing out of the coverage', () => {
    const silenced = /@ts-(?:ignore|expect-error|nocheck)|(?:c8|v8|istanbul) ignore|: any\b/
    expect(sources.filter(({ text }) => silenced.test(text)).map(({ path }) => path)).toEqual([])
  })
})

describe.each([
  { folder: '.', read: readInputTexts, names: outputNames },
  { folder: 'copy', read: readCopyTexts, names: copyOutputNames },
])('the action in $folder', ({ folder, read, names }) => {
  it('has the inputs that the code reads, in its order', async () => {
    const asked: string[] = []
    const texts = read((input) => {
      asked.push(input)
      return ''
    })
    const { inputs } = await readManifest(folder)
    expect(inputs.map((input) => input.name)).toEqual(asked)
    expect(Object.keys(texts)).toEqual(asked)
  })

  it('has the outputs that the code sets, in its order', () => {
    const manifest = parseDocument(readFileSync(join(folder, 'action.yml'), 'utf8'))
    const outputs = manifest.get('outputs')
    expect(isMap(outputs) && outputs.items.map(({ key }) => String(key))).toEqual(names)
  })
})

describe('what is published', () => {
  it('has the name and version that AWS is told', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ name, version })
  })

  it('has one owner, in package.json and the links of messages', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({
      repository: `github:${repository}`,
    })
  })
})
