// Builds dist, or the folder that is named, from src: tsc compiles to build/action, ncc bundles a few CommonJS files,
// swc minifies them.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { recordSources } from './dist-sources.js'
import { licensesOf } from './licenses.js'
import { small } from './small.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiled = join(root, 'build', 'action')
const dist = join(root, process.argv[2] ?? 'dist')

/** @param {string} script @param {string[]} args */
function run(script, ...args) {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
}

/** @typedef {Record<string, { source: string | Buffer }>} Assets */
/** @typedef {{ code: string, assets: Assets, stats: import('./licenses.js').Stats }} Bundle */
const ncc = /** @type {(entry: string, options: object) => Promise<Bundle>} */ (
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ncc has no types
  createRequire(import.meta.url)('@vercel/ncc')
)
// This is the only way to pass it to ncc, which resolves a relative path below tsconfig.json.
process.env['TS_NODE_PROJECT'] = join(root, 'bundle', 'tsconfig.json')

/**
 * Bundles a compiled file into a folder of dist.
 * @param {string} entry @param {Record<string, string>} externals modules to require instead, by their import
 * @param {string} [licenses] the file for the licences of the bundled packages
 */
async function bundle(entry, externals, licenses) {
  const { code, assets, stats } = await ncc(join(compiled, `${entry}.js`), {
    cache: false,
    quiet: true,
    externals,
  })
  mkdirSync(join(dist, entry))
  if (licenses !== undefined) writeFileSync(join(dist, entry, licenses), licensesOf(stats))
  /** @type {Assets} */
  const files = { ...assets, 'index.js': { source: code } }
  for (const [name, { source }] of Object.entries(files)) {
    const text = source.toString()
    writeFileSync(join(dist, entry, name), name.endsWith('.js') ? await small(text) : text)
  }
}

rmSync(compiled, { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'src')
// Without a "type" of its own the folder would use the project's, and ncc would write an ES module, which starts 30 ms
// slower than CommonJS on Node 24.
writeFileSync(join(compiled, 'package.json'), '{}\n')

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist)
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n')
await bundle('jobs', {}, 'licenses.txt')
// All entries load the same bundle, the post step only if there is something to do.
for (const entry of ['main', 'post', 'copy']) await bundle(entry, { './jobs.js': '../jobs/index.js' })
cpSync(join(root, 'LICENSE'), join(dist, 'LICENSE'))
// This comes last, so that a failed build leaves dist older than its sources.
recordSources(root, dist)
