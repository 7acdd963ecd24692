import { readManifest } from '../../sandbox/runner/manifest.ts'
import { readAwsVariables } from '../../src/input/aws-variables.ts'
import { readInputTexts, type InputName, type InputTexts } from '../../src/input/input-texts.ts'
import { InputProblems } from '../../src/input/input-problems.ts'
import type { JobEnvironment } from '../../src/input/read-sign-in.ts'

const { inputs } = await readManifest('.')
const defaults = new Map(inputs.map((input) => [input.name, input.default]))

/** The inputs as GitHub would hand them over: action.yml's defaults where nothing is given. */
export function textsOf(given: Partial<Record<InputName, string>>): InputTexts {
  const all: Readonly<Record<string, string>> = given
  return readInputTexts((name) => all[name] ?? defaults.get(name) ?? '')
}

/** The least that makes inputs sound. */
export const soundTexts = {
  'image-id': 'wsi-0123456789abc',
  'account-id': '000000000001',
  'aws-region': 'eu-west-1',
} as const

/** A job on GitHub without a Region in its environment. */
export const job: JobEnvironment = {
  awsRegion: '',
  awsDefaultRegion: '',
  aws: readAwsVariables(() => ''),
  repository: 'octo-org/golden-images',
  runId: '9876543210',
  eventName: 'push',
}

/** What a reader returns, and the problems it notes, each as `message remedy`. */
export function noting<Value>(read: (problems: InputProblems) => Value): [value: Value, problems: string[]] {
  const problems = new InputProblems()
  const value = read(problems)
  return [value, problems.found.map(({ message, remedy }) => `${message} ${remedy}`)]
}
