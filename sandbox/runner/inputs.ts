import { evaluateDefault } from './manifest.ts'
import type { Manifest } from './manifest.ts'

/** The inputs as environment variables, and the runner's warnings. */
export interface StepInputs {
  variables: Record<string, string>
  warnings: string[]
}

/**
 * Merges a step's `with` with the declared defaults. Names are case-insensitive. Every declared input is set, to `''`
 * without a default. `required` is not enforced. An undeclared input is passed on with a warning.
 */
export function stepInputs(manifest: Manifest, given: Record<string, string>, token: string): StepInputs {
  const variables: Record<string, string> = {}
  const declared = new Map(manifest.inputs.map((input) => [input.name.toUpperCase(), input]))
  for (const input of declared.values()) variables[variable(input.name)] = evaluateDefault(input, token)
  const warnings: string[] = []
  for (const [name, value] of Object.entries(given)) {
    variables[variable(name)] = value
    const deprecation = declared.get(name.toUpperCase())?.deprecation
    if (deprecation !== undefined) {
      warnings.push(`Input '${name}' has been deprecated with message: ${deprecation}`)
    }
  }
  const unexpected = Object.keys(given).filter((name) => !declared.has(name.toUpperCase()))
  if (unexpected.length > 0) {
    const valid = manifest.inputs.map((input) => input.name)
    warnings.push(
      `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid.join("', '")}']`,
    )
  }
  return { variables, warnings }
}

/** Returns `INPUT_` and the name in upper case. A space becomes `_`, a hyphen stays. */
function variable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}
