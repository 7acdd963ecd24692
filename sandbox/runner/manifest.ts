import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A declared input. The default is text, because the runner passes no other type to an action. */
export interface Input {
  name: string
  default: string
  deprecation?: string
}

/** The parts of an action.yml that the runner needs. */
export interface Manifest {
  inputs: Input[]
  main: string
  post?: string
  postIf: string
}

/** The manifests by the texts of their files. A job reads its action's file again for each step. */
const known = new Map<string, Manifest>()

/**
 * Reads the action.yml, or action.yaml, of a folder.
 *
 * @throws Error if there is none, or if it isn't a JavaScript action's.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = ['action.yml', 'action.yaml']
    .map((name) => join(folder, name))
    .find((path) => existsSync(path))
  if (file === undefined) throw new Error(`Can't find 'action.yml' or 'action.yaml' under '${folder}'.`)
  const written = await readFile(file, 'utf8')
  const manifest = known.get(written) ?? manifestIn(written, file)
  known.set(written, manifest)
  return manifest
}

function manifestIn(written: string, file: string): Manifest {
  // In YAML's failsafe schema every scalar is text as written, as in the runner's string fields.
  const action = mapping(parse(written, { schema: 'failsafe' }) as unknown)
  const runs = mapping(action['runs'])
  const main = runs['main']
  if (!text(runs['using']).startsWith('node') || typeof main !== 'string') {
    throw new Error(`'${file}' doesn't declare a JavaScript action: runs.using and runs.main are needed.`)
  }
  const post = runs['post']
  return {
    inputs: Object.entries(mapping(action['inputs'])).map(([name, value]) => input(name, mapping(value))),
    main,
    ...(typeof post === 'string' ? { post } : {}),
    postIf: text(runs['post-if']) || 'always()',
  }
}

function input(name: string, value: Record<string, unknown>): Input {
  const deprecation = value['deprecationMessage']
  return {
    name,
    default: text(value['default']),
    ...(typeof deprecation === 'string' ? { deprecation } : {}),
  }
}

/**
 * Evaluates the expressions in an input's default. The sandbox supports only `${{ github.token }}`.
 *
 * @throws Error for any other expression.
 */
export function evaluateDefault({ name, default: written }: Input, token: string): string {
  return written.replaceAll(/\$\{\{(.*?)\}\}/gs, (_all, expression: string) => {
    if (expression.trim() === 'github.token') return token
    throw new Error(`The sandbox can't evaluate '${expression.trim()}', the default of input '${name}'.`)
  })
}

function mapping(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
