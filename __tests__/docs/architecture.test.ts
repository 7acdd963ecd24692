import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'

// The names stand before the 21st column, those of `src` and `sandbox` two columns further in.
const column = 21
const tree = /^```\n(action\.yml [^]*?)^```$/m.exec(readFileSync('docs/architecture.md', 'utf8'))?.[1] ?? ''

/** Every path that the tree names, folders with a slash. */
function namedPaths(): readonly string[] {
  let folder = ''
  return tree.split('\n').flatMap((line) => {
    const names = line.slice(0, column).trim()
    if (names === '') return []
    if (line.startsWith(' ')) return names.split(/ +/).map((name) => `${folder}${name}`)
    folder = names
    return [names]
  })
}

/** What a folder holds: its folders with a slash, and its TypeScript. */
function contents(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return [`${folder}/${entry.name}/`]
    return entry.name.endsWith('.ts') ? [`${folder}/${entry.name}`] : []
  })
}

it('the tree names what is there', () => {
  expect(namedPaths().length).toBeGreaterThan(30)
  expect(namedPaths().filter((path) => !existsSync(path))).toEqual([])
})

it('the tree names every folder, and all that stands in src and sandbox', () => {
  const made = readFileSync('.gitignore', 'utf8').split('\n')
  const folders = readdirSync('.', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => `${name}/`)
    .filter((name) => !made.includes(name))
  const known = new Set(namedPaths())
  // `start.ts` stands for the folder of its parts as well.
  const isNamed = (path: string) => known.has(path) || known.has(path.replace(/\/$/, '.ts'))
  expect([...folders, ...contents('src'), ...contents('sandbox')].filter((path) => !isNamed(path))).toEqual(
    [],
  )
})
