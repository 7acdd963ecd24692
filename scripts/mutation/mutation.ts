// Runs the mutation tests: npm run mutation -- [--write] [part [file ...]]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { format } from 'prettier'
import { mutantsOf, type Mutant } from './mutants.ts'
import { parts } from './parts.ts'
import { lowestScore, reportOf, scoreOf } from './report.ts'
import { differences } from './survivors.ts'

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const [name, ...files] = positionals
const chosen = parts.filter((part) => name === undefined || part.name === name)
if (chosen.length === 0)
  throw new Error(`There is no part ${name}, but ${parts.map((part) => part.name).join()}.`)

const mutants: Mutant[] = []
for (const part of chosen) mutants.push(...(await mutantsOf(part, files)))

const score = scoreOf(mutants)
const wrong = differences(mutants)
for (const one of wrong) console.error(one)
console.log(`${mutants.length} mutants, score ${score.toFixed(2)} %`)
if (values.write && name === undefined) {
  const page = await format(reportOf(mutants, new Date()), { parser: 'markdown' })
  writeFileSync('docs/mutation.md', page)
}
// The score covers all parts, because a small file's score says little if a few survivors can't be killed.
if (wrong.length > 0 || (name === undefined && score < lowestScore)) process.exitCode = 1
