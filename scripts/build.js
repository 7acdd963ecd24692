// Builds dist from src: tsc to CommonJS-ready JavaScript in build/action, then ncc into one folder an entry.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiled = join(root, 'build', 'action')
const entries = ['main', 'post']

/** @param {string} script @param {string[]} args */
function run(script, ...args) {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
}

rmSync(compiled, { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'src')
// Without a "type" of its own the folder would take the project's, and ncc would write an ES module: on Node 24 that
// costs 30 ms more at every start than CommonJS.
writeFileSync(join(compiled, 'package.json'), '{}\n')

// The schema for editors comes from the very source of the check at run time.
const { policyJsonSchema } = await import(pathToFileURL(join(compiled, 'input', 'policy', 'schema.js')).href)
const policySchemaFile = join(root, 'schema', 'policy.schema.json')
writeFileSync(policySchemaFile, `${JSON.stringify(policyJsonSchema(), null, 2)}\n`)
run('prettier/bin/prettier.cjs', '--log-level', 'warn', '--write', policySchemaFile)

const dist = join(root, 'dist')
rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n')
for (const entry of entries) {
  run(
    '@vercel/ncc/dist/ncc/cli.js',
    'build',
    join(compiled, `${entry}.js`),
    '--out',
    join(dist, entry),
    '--license',
    'licenses.txt',
    '--no-cache',
    '--quiet',
  )
}
cpSync(join(root, 'LICENSE'), join(dist, 'LICENSE'))
