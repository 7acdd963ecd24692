import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { readManifest } from '../sandbox/runner/manifest.ts'
import { readCopyInputs } from '../src/input/copying/read-copy-inputs.ts'
import { readCopyTexts } from '../src/input/copying/copy-texts.ts'
import { readInputTexts } from '../src/input/input-texts.ts'
import { readInputs } from '../src/input/read-inputs.ts'
import { copyOutputNames, copyOutputs } from '../src/report/copying/copy-outputs.ts'
import { outputNames, outputsOf } from '../src/report/outputs.ts'
import { copyResult, copyTextsOf } from './support/copies.ts'
import { job, soundTexts, textsOf } from './support/input-texts.ts'
import { runResult } from './support/results.ts'

// The types that github-actions-typing has, as far as this action needs them. Strict: it ignores no unknown key either.
const type = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['string', 'boolean', 'integer']) }),
  z.strictObject({ type: z.literal('enum'), 'allowed-values': z.array(z.string()).min(2) }),
  z.strictObject({
    type: z.literal('list'),
    separator: z.string(),
    'list-item': z.strictObject({ type: z.literal('string') }),
  }),
])
type Type = z.infer<typeof type>
const typesFile = z.strictObject({ inputs: z.record(z.string(), type), outputs: z.record(z.string(), type) })

/** One of the two actions: its folder, and how the code reads its inputs and sets its outputs. */
const actions = [
  {
    folder: '.',
    inputNames: Object.keys(readInputTexts(() => '')),
    problems: (given: Readonly<Record<string, string>>) =>
      problemsIn(
        // A plan on a pull request, because record-plan goes only with that.
        readInputs(
          textsOf({ ...soundTexts, mode: 'plan', 'github-token': 'ghs_0123456789abcdef', ...given }),
          {
            ...job,
            eventName: 'pull_request',
          },
        ),
      ),
    outputs: outputsOf(runResult(), 'text'),
    names: outputNames,
    kinds: ['list', 'boolean', 'string', 'enum', 'integer'],
  },
  {
    folder: 'copy',
    inputNames: Object.keys(readCopyTexts(() => '')),
    problems: (given: Readonly<Record<string, string>>) =>
      problemsIn(readCopyInputs(copyTextsOf(given), job)),
    outputs: copyOutputs(copyResult(), 'text'),
    names: copyOutputNames,
    kinds: ['list', 'boolean', 'string', 'enum', 'integer'],
  },
] as const

function problemsIn(
  reading: ReturnType<typeof readInputs> | ReturnType<typeof readCopyInputs>,
): readonly string[] {
  return reading.kind === 'refused' ? reading.problems.map(({ message }) => message) : []
}

/** Whether a text is a value of a type. */
function isOf(given: Type, text: string): boolean {
  if (given.type === 'boolean') return text === 'true' || text === 'false'
  if (given.type === 'integer') return /^\d+$/.test(text)
  return given.type !== 'enum' || given['allowed-values'].includes(text)
}

for (const { folder, inputNames, problems, outputs, names, kinds } of actions) {
  const { inputs } = await readManifest(folder)
  const file = join(folder, 'action-types.yml')
  const { inputs: inputTypes, outputs: outputTypes } = typesFile.parse(parse(readFileSync(file, 'utf8')))
  const typed = inputs.flatMap(({ name, default: text }) => {
    const given = inputTypes[name]
    return given === undefined ? [] : [{ name, text, given }]
  })

  /** The problems that the action has with one input. */
  const problemsOf = (name: string, text: string): readonly string[] =>
    problems({ [name]: text }).filter((message) => message.startsWith(`${name}: `))

  /** The type as the action reads an input: its messages name the rule that a text breaks. */
  const typeInCode = (name: string, defaultText: string): Type => {
    const messages = ['maybe', 'one,,two'].flatMap((text) => problemsOf(name, text)).join('\n')
    const [, choices] = /"maybe" is not one of (.*)\.$/m.exec(messages) ?? []
    if (choices !== undefined) return { type: 'enum', 'allowed-values': choices.split(', ') }
    if (/ is neither true nor false\.$/m.test(messages)) return { type: 'boolean' }
    // A list of one is no list: its type would invite several.
    if (/: entry 2 is empty\.$/m.test(messages) && !isOneOnly(name)) {
      return { type: 'list', separator: '\n', 'list-item': { type: 'string' } }
    }
    // A guard takes the word `any` besides its number.
    const isNumber = / is not a whole number /.test(messages) && /^\d+$/.test(defaultText)
    return { type: isNumber ? 'integer' : 'string' }
  }
  const isOneOnly = (name: string): boolean =>
    problemsOf(name, 'wsi-000000001,wsi-000000002 000000000001').some((message) =>
      /, (?:one step copies one|an image has one owner)\.$/.test(message),
    )

  describe(`${folder}/action-types.yml`, () => {
    it('has a type for every input and every output, in their order', () => {
      expect(Object.keys(inputTypes)).toEqual(inputNames)
      expect(Object.keys(inputTypes)).toEqual(inputs.map(({ name }) => name))
      expect(Object.keys(outputTypes)).toEqual(names)
    })

    it.each(typed)('types $name as the action reads it', ({ name, text, given }) => {
      expect(given).toEqual(typeInCode(name, text))
    })

    it('is compared with inputs of every type', () => {
      const inCode = typed.map(({ name, text }) => typeInCode(name, text).type)
      expect(new Set(inCode)).toEqual(new Set(kinds))
    })

    it.each(typed.filter(({ text }) => text !== ''))(
      'has a default of its type: $name',
      ({ given, text }) => {
        expect(isOf(given, text)).toBe(true)
      },
    )

    it.each(
      typed.flatMap(({ name, given }) => {
        const texts =
          given.type === 'enum' ? given['allowed-values'] : given.type === 'boolean' ? ['true', 'false'] : []
        return texts.map((text) => ({ name, text }))
      }),
    )('names a value that the action takes: $name: $text', ({ name, text }) => {
      expect(problemsOf(name, text)).toEqual([])
    })

    it('types the outputs as the action sets them', () => {
      for (const [name, text] of Object.entries(outputs)) {
        const given = outputTypes[name]
        expect(given !== undefined && isOf(given, text)).toBe(true)
      }
    })
  })
}
