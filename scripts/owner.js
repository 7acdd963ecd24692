// Puts the account that publishes the action in place of the one that package.json names, in every file, and builds
// dist. `npm run owner -- acme` runs it.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAccountName, readOwnRepository } from './own-repository.js'

const [account = '', ...others] = process.argv.slice(2)
if (!isAccountName(account) || others.length > 0) {
  const given = [account, ...others].join(' ')
  console.error(
    `${given === '' ? 'No account is named.' : `"${given}" is not the name of a GitHub account.`} A name has 1 to 39 ` +
      'letters, digits and single hyphens, and no hyphen at its start or end. Example: npm run owner -- acme',
  )
  process.exit(1)
}

const own = readOwnRepository()
const { format, getFileInfo, resolveConfig } = await import('prettier')
const [former = '', name = ''] = own.split('/')
const ofRepository = new RegExp(String.raw`(?<![\w-])${own}(?![\w-])`, 'g')
/** Where the account stands alone, by the path of the file. @type {Record<string, (account: string) => string>} */
const alone = {
  'action.yml': (one) => `author: '${one}'`,
  [join('copy', 'action.yml')]: (one) => `author: '${one}'`,
  [join('.github', 'CODEOWNERS')]: (one) => `* @${one}`,
}
const skipped = new Set(['.git', 'node_modules', 'dist', 'build', 'coverage', 'sandbox-output'])

/**
 * Returns the files below a folder without what is installed, built or written by a run.
 * @param {string} folder @returns {string[]}
 */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : []
    })
}

/**
 * Formats a text again, because the columns of a table are as wide as the name.
 * @param {string} path @param {string} text
 */
async function formatted(path, text) {
  const { ignored, inferredParser } = await getFileInfo(path, { ignorePath: '.prettierignore' })
  if (ignored || inferredParser === null) return text
  return format(text, { ...(await resolveConfig(path)), filepath: path })
}

/** @type {[path: string, text: string][]} */
const changed = []
for (const path of filesIn('.')) {
  const before = readFileSync(path, 'utf8')
  const renamed = before.replaceAll(ofRepository, `${account}/${name}`)
  const line = alone[path]
  const after = line === undefined ? renamed : renamed.replace(`\n${line(former)}\n`, `\n${line(account)}\n`)
  if (after !== before) changed.push([path, await formatted(path, after)])
}
// Every text is made before the first is written, so that a failure leaves no mixture of names.
for (const [path, text] of changed) writeFileSync(path, text)
console.log(
  changed.length === 0
    ? `${account} is named everywhere already.`
    : `${changed.length} files now name ${account} instead of ${former}.`,
)
// A script that npm runs after this one would not run with the setting ignore-scripts.
execFileSync(process.execPath, [join('scripts', 'build.js')], { stdio: 'inherit' })
