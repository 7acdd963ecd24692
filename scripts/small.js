// Minifies a bundled file and makes it quick to compile. `node scripts/small.js <file>` minifies a file.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { minify, parse } from '@swc/core'

/**
 * Minifies a file. ncc's own minifying skips the files that it splits off.
 * @param {string} code
 */
export async function small(code) {
  const { code: result } = await minify(code, {
    compress: true,
    mangle: { keep_classnames: true },
    ecma: 2020,
    module: false,
    format: { comments: false },
  })
  return eager(`${result}\n`)
}

/**
 * Puts parentheses around the functions that hold the bundled modules. V8 takes that as a sign that they run at once,
 * and compiles them as it reads them. Without parentheses, it reads most of the file twice.
 * @param {string} code
 */
async function eager(code) {
  const bytes = Buffer.from(code)
  const { body, span } = await parse(code, { syntax: 'ecmascript', target: 'es2023' })
  /** @type {Buffer[]} */
  const pieces = []
  let done = 0
  for (const { start, end } of moduleFunctions(body)) {
    const from = start - span.start
    pieces.push(
      bytes.subarray(done, from),
      Buffer.from('('),
      bytes.subarray(from, end - span.start),
      Buffer.from(')'),
    )
    done = end - span.start
  }
  return Buffer.concat([...pieces, bytes.subarray(done)]).toString()
}

/**
 * Finds functions that are the values of numeric keys, in the order of the text, which is webpack's format for modules.
 * @param {unknown} node @returns {{ start: number, end: number }[]}
 */
function moduleFunctions(node) {
  if (typeof node !== 'object' || node === null) return []
  if (isNumbered(node) && ['FunctionExpression', 'ArrowFunctionExpression'].includes(node.value.type)) {
    return [node.value.span]
  }
  return Object.values(node).flatMap((inner) => moduleFunctions(inner))
}

/**
 * @param {object} node
 * @returns {node is { value: { type: string, span: { start: number, end: number } } }}
 */
function isNumbered(node) {
  if (!('key' in node && 'value' in node)) return false
  const { key } = node
  return typeof key === 'object' && key !== null && 'type' in key && key.type === 'NumericLiteral'
}

const [, script, file] = process.argv
if (script === fileURLToPath(import.meta.url) && file !== undefined) {
  writeFileSync(file, await small(readFileSync(file, 'utf8')))
}
