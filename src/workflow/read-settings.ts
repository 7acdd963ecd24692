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
  const path = texts.inputs['policy-file']
  try {
    const text = await texts.readTextFile(path)
    // GitHub shows annotations in a file only under its normalized path: policy.yml, not ./policy.yml.
    return await readPolicyText(text, posix.normalize(path), texts, today)
  } catch (error) {
    return { kind: 'refused', problems: [problemOf(error)] }
  }
}

/**
 * Reads the text of a policy as the step's inputs have it read.
 * @param path the file that problems name
 */
export async function readPolicyText(
  text: string,
  path: string,
  { inputs, environment }: StepTexts,
  today: Date,
): Promise<PolicyReading> {
  // Loaded only here: YAML is larger than the other code that reads settings.
  const { readPolicy } = await import('../input/policy/read-policy.ts')
  return readPolicy(text, path, {
    defaultRegion: givenRegion(inputs, environment),
    today,
    temporary: inputs.temporary.toLowerCase() === 'true',
  })
}
