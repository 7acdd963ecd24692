import { parseArgs } from 'node:util'
import { closest, distance } from 'fastest-levenshtein'

/** The options of the command line. */
export interface Arguments {
  readonly help: boolean
  /** Whether to use the caller's own AWS instead of the sandbox's. */
  readonly aws: boolean
  /** Whether to run the step a second time on the same AWS. */
  readonly twice: boolean
  /** The name of the example to play, instead of one step. */
  readonly example: string | undefined
  /** The given inputs. */
  readonly inputs: Readonly<Record<string, string>>
}

const flags = ['help', 'aws', 'twice'] as const
const lists: ReadonlySet<string> = new Set(['image-id', 'account-id', 'trusted-account-ids'])
// More than this is not a typing error.
const farthest = 3

/**
 * Reads `--help`, `--aws`, `--twice`, `--example` and one option for each input of the action. A list that is given
 * several times has all the values.
 * @throws Error that names the unknown option with the nearest known one, the option without its value, the one that is
 * given twice, or an example with other options beside it
 */
export function readArguments(given: readonly string[], inputNames: readonly string[]): Arguments {
  refuseUnknown(given, [...inputNames, ...flags, 'example'])
  const inputOptions = inputNames.map((name) => [name, { type: 'string' as const, multiple: true }] as const)
  const { values } = parseArgs({
    args: [...given],
    options: {
      ...Object.fromEntries(inputOptions),
      help: { type: 'boolean', short: 'h' },
      aws: { type: 'boolean' },
      twice: { type: 'boolean' },
      example: { type: 'string' },
    },
  })
  const inputs = Object.entries(values).flatMap(([name, texts]) =>
    Array.isArray(texts) ? [[name, oneText(name, texts.map(String))] as const] : [],
  )
  const [help = false, aws = false, twice = false] = flags.map((flag) => values[flag] === true)
  const { example } = values
  if (typeof example !== 'string')
    return { help, aws, twice, example: undefined, inputs: Object.fromEntries(inputs) }
  if (example !== 'pull-request')
    throw new Error(`--example: there is no example ${JSON.stringify(example)}, only pull-request.`)
  if (aws || twice || inputs.length > 0)
    throw new Error('--example plays in the sandbox, with inputs of its own: give it alone.')
  return { help, aws, twice, example, inputs: {} }
}

function refuseUnknown(given: readonly string[], known: readonly string[]): void {
  for (const argument of given) {
    const [, name = ''] = /^--([^=]+)/.exec(argument) ?? []
    if (name === '' || known.includes(name)) continue
    const nearest = closest(name, [...known])
    const remedy = distance(name, nearest) <= farthest ? ` Did you mean --${nearest}?` : ''
    throw new Error(`There is no option --${name}.${remedy}`)
  }
}

function oneText(name: string, texts: readonly string[]): string {
  if (texts.length > 1 && !lists.has(name)) {
    throw new Error(`--${name} is given ${texts.length} times: it takes one value.`)
  }
  return texts.join('\n')
}
