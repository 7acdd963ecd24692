// The licences of the bundled packages, from the bundler's own list of modules: its licence plug-in misses some.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ nameForCondition?: string | null, size: number, modules?: Module[] }} Module */
/** @typedef {{ toJson(options: object): { modules: Module[] } }} Stats */
/** @typedef {{ name: string, version: string, license?: string, author?: string | { name?: string } }} Manifest */

// Lists every module separately, including concatenated ones.
const everyModule = {
  all: false,
  modules: true,
  nestedModules: true,
  modulesSpace: Infinity,
  nestedModulesSpace: Infinity,
  groupModulesByAttributes: false,
  groupModulesByCacheStatus: false,
  groupModulesByExtension: false,
  groupModulesByLayer: false,
  groupModulesByPath: false,
  groupModulesByType: false,
}

/**
 * Returns the name, version, licence and size of every bundled package, each with its licence text, or its author if it
 * has no text. The size is that of the used source before minification.
 * @param {Stats} stats @returns {string}
 * @throws {Error} for a package without a licence
 */
export function licensesOf(stats) {
  /** @type {Map<string, number>} */
  const bytes = new Map()
  for (const { nameForCondition: file, size } of stats.toJson(everyModule).modules.flatMap(leaves)) {
    const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file?.replaceAll('\\', '/') ?? '') ?? []
    if (folder !== undefined) bytes.set(folder, (bytes.get(folder) ?? 0) + size)
  }
  const sections = [...bytes].map(([folder, size]) => section(folder, size))
  return `${sections.toSorted().join('\n\n')}\n`
}

/** @param {Module} module @returns {Module[]} */
function leaves(module) {
  return module.modules === undefined ? [module] : module.modules.flatMap(leaves)
}

/** @param {string} folder @param {number} size */
function section(folder, size) {
  const { name, version, license, author } = /** @type {Manifest} */ (
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm would not have installed it otherwise
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  )
  // Apache's licence requires the notice too, if there is one.
  const texts = readdirSync(folder).filter((file) =>
    /^(?:licence|license|copying|notice)(?:[.-]|$)/i.test(file),
  )
  const holder = typeof author === 'object' ? author.name : author
  if (license === undefined || (texts.length === 0 && holder === undefined)) {
    throw new Error(`${name} has no licence: ${folder}`)
  }
  const heading = `==== ${name} ${version} (${license}), ${size} bytes ====`
  const whole = texts.toSorted().map((file) => textOf(join(folder, file)))
  return [heading, ...(whole.length > 0 ? whole : [`${license}, by ${holder}`])].join('\n\n')
}

/** @param {string} file */
function textOf(file) {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()
}
