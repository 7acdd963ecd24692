import { readFileSync } from 'node:fs'
import { parse, type CollectionTag, type ScalarTag } from 'yaml'
import { z } from 'zod'

const parameter = z.object({ Default: z.string().optional(), AllowedPattern: z.string().optional() })
const template = z.object({
  Parameters: z.record(z.string(), parameter),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(
    z.string(),
    z.strictObject({
      Type: z.string(),
      Condition: z.string().optional(),
      Properties: z.record(z.string(), z.unknown()),
    }),
  ),
})

/** What a stack made of the template would have. */
export interface Stack {
  readonly parameters: Readonly<Record<string, z.infer<typeof parameter>>>
  readonly resources: Readonly<
    Record<string, { type: string; properties: Readonly<Record<string, unknown>> }>
  >
}

// A short form is kept as the long one: { "Fn::Sub": ... }.
const functions = ['Sub', 'GetAtt', 'If', 'Equals', 'Not'] as const
// A property with this value is none.
const noValue = 'ref:AWS::NoValue'
const scalarTags: readonly ScalarTag[] = ['Ref', ...functions].map((name) => ({
  tag: `!${name}`,
  resolve: (text) => ({ [name === 'Ref' ? 'Ref' : `Fn::${name}`]: text }),
}))
const listTags: readonly CollectionTag[] = functions.map((name) => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve: (list) => ({ [`Fn::${name}`]: z.array(z.unknown()).parse(list.toJSON()) }),
}))

/** The values of parameters; those of a list are one by one. */
type Given = Readonly<Record<string, string | readonly string[]>>

/** Works out the template with these parameters, as CloudFormation does. */
export function stackOf(given: Given, file = 'template.yml'): Stack {
  const text = readFileSync(`iam/${file}`, 'utf8')
  const { Parameters, Conditions, Resources } = template.parse(
    parse(text, { customTags: [...scalarTags, ...listTags] }),
  )
  const defaults = Object.entries(Parameters).flatMap(([name, { Default }]) =>
    Default === undefined ? [] : [[name, Default] as const],
  )
  const values = { ...Object.fromEntries(defaults), ...given }
  const made = Object.entries(Resources).filter(
    ([, { Condition }]) =>
      Condition === undefined || resolved(Conditions[Condition], values, Conditions) === true,
  )
  return {
    parameters: Parameters,
    resources: Object.fromEntries(
      made.map(([name, { Type, Properties }]) => [
        name,
        {
          type: Type,
          properties: z.record(z.string(), z.unknown()).parse(resolved(Properties, values, Conditions)),
        },
      ]),
    ),
  }
}

function resolved(value: unknown, values: Given, conditions: Readonly<Record<string, unknown>>): unknown {
  const inner = (one: unknown): unknown => resolved(one, values, conditions)
  if (Array.isArray(value)) return value.map(inner)
  if (typeof value !== 'object' || value === null) return value
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value)
  const [name, argument] = entries.length === 1 && entries[0] ? entries[0] : ['', undefined]
  const list = Array.isArray(argument) ? argument.map(inner) : []
  switch (name) {
    case 'Ref':
      return values[String(argument)] ?? `ref:${String(argument)}`
    case 'Fn::Sub':
      return String(argument).replaceAll(/\$\{([\w:]+)\}/g, (_, key: string) => known(values, key))
    case 'Fn::Equals':
      return list[0] === list[1]
    case 'Fn::Not':
      return list[0] !== true
    case 'Fn::If':
      return resolved(conditions[String(list[0])], values, conditions) === true ? list[1] : list[2]
    default:
      return Object.fromEntries(
        entries.map(([key, one]) => [key, inner(one)]).filter(([, one]) => one !== noValue),
      )
  }
}

function known(values: Given, key: string): string {
  const value = values[key]
  if (typeof value !== 'string') throw new Error(`The template asks for ${key}`)
  return value
}
