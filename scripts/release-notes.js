// Prints the section of CHANGELOG.md on the release of a tag. Fails if the tag and package.json name different
// versions, or if the section is missing or empty.
import { readFileSync } from 'node:fs'

const tag = process.argv[2] ?? ''
const { version } = /** @type {{ version: string }} */ (
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm would not have installed it otherwise
  JSON.parse(readFileSync('package.json', 'utf8'))
)
const [, notes] = readFileSync('CHANGELOG.md', 'utf8').split(`\n## ${version}\n`)
const own = notes?.split('\n## ')[0]?.trim() ?? ''

if (tag !== `v${version}`) fail(`The tag is ${tag || 'missing'}, but package.json says ${version}.`)
if (own === '') fail(`CHANGELOG.md says nothing of ${version}.`)
console.log(own)

/** @param {string} problem */
function fail(problem) {
  console.error(problem)
  process.exit(1)
}
