import { parseArgs } from 'node:util'

/** The options of the command line. */
export interface Arguments {
  readonly help: boolean
  /** Whether to use the caller's own AWS instead of the sandbox's. */
  readonly aws: boolean
  /** The given inputs. */
  readonly inputs: Readonly<Record<string, string>>
}

/**
 * Reads `--help`, `--aws` and one option for each input of the action.
 * @throws Error that names the unknown option, or the option without its value
 */
export function readArguments(given: readonly string[], inputNames: readonly string[]): Arguments {
  const inputOptions = Object.fromEntries(inputNames.map((name) => [name, { type: 'string' as const }]))
  const { values } = parseArgs({
    args: [...given],
    options: { ...inputOptions, help: { type: 'boolean', short: 'h' }, aws: { type: 'boolean' } },
  })
  const inputs = Object.entries(values).flatMap(([name, value]) =>
    inputNames.includes(name) && typeof value === 'string' ? [[name, value] as const] : [],
  )
  return { help: values['help'] === true, aws: values['aws'] === true, inputs: Object.fromEntries(inputs) }
}
