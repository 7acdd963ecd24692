import { parseArgs } from 'node:util'

/** The options of the command line. */
export interface Arguments {
  readonly help: boolean
  /** Whether to use the caller's own AWS instead of the sandbox's. */
  readonly aws: boolean
  /** The name of the example to play, instead of one step. */
  readonly example: string | undefined
  /** The given inputs. */
  readonly inputs: Readonly<Record<string, string>>
}

/**
 * Reads `--help`, `--aws`, `--example` and one option for each input of the action.
 * @throws Error that names the unknown option, the option without its value, or an example with inputs beside it
 */
export function readArguments(given: readonly string[], inputNames: readonly string[]): Arguments {
  const inputOptions = Object.fromEntries(inputNames.map((name) => [name, { type: 'string' as const }]))
  const { values } = parseArgs({
    args: [...given],
    options: {
      ...inputOptions,
      help: { type: 'boolean', short: 'h' },
      aws: { type: 'boolean' },
      example: { type: 'string' },
    },
  })
  const inputs = Object.entries(values).flatMap(([name, value]) =>
    inputNames.includes(name) && typeof value === 'string' ? [[name, value] as const] : [],
  )
  const aws = values['aws'] === true
  const { example } = values
  if (typeof example !== 'string')
    return { help: values['help'] === true, aws, example: undefined, inputs: Object.fromEntries(inputs) }
  if (example !== 'pull-request')
    throw new Error(`--example: there is no example ${JSON.stringify(example)}, only pull-request.`)
  if (aws || inputs.length > 0)
    throw new Error('--example plays in the sandbox, with inputs of its own: give it alone.')
  return { help: values['help'] === true, aws, example, inputs: {} }
}
