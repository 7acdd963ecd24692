import { posix } from 'node:path'
import type { InputTexts } from '../input/input-texts.ts'
import type { PolicyReading } from '../input/policy/read-policy.ts'
import { readInputs, type InputReading } from '../input/read-inputs.ts'
import { givenRegion, type JobEnvironment } from '../input/read-sign-in.ts'
import type { WorkspaceFiles } from '../ports/runner.ts'
import { problemOf } from '../sharing/problem.ts'

/** The texts that a step receives: its inputs and its environment. */
export interface StepTexts {
  readonly inputs: InputTexts
  readonly environment: JobEnvironment
}

/** Reads the inputs and the policy file, if there is one. Returns all problems of both at once. */
export async function readSettings(texts: StepTexts & WorkspaceFiles, today: Date): Promise<InputReading> {
  const { inputs, environment } = texts
  if (inputs['policy-file'] === '') return readInputs(inputs, environment)
  return readInputs(inputs, environment, await readPolicyFile(texts, today))
}

async function readPolicyFile(texts: StepTexts & WorkspaceFiles, today: Date): Promise<PolicyReading> {
  const { inputs, environment } = texts
  const path = inputs['policy-file']
  try {
    const text = await texts.readTextFile(path)
    // Loaded only here: YAML and the schema are larger than the other code that reads settings.
    const { readPolicy } = await import('../input/policy/read-policy.ts')
    const temporary = inputs.temporary.toLowerCase() === 'true'
    // GitHub shows annotations in a file only under its normalized path: policy.yml, not ./policy.yml.
    return readPolicy(text, posix.normalize(path), {
      defaultRegion: givenRegion(inputs, environment),
      today,
      temporary,
    })
  } catch (error) {
    return { kind: 'refused', problems: [problemOf(error)] }
  }
}
