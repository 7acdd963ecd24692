import type { Arguments } from './arguments.ts'
import { readPolicyFile } from './policy-file.ts'
import { exampleInputs } from './example.ts'

/** The step that the command line describes. */
export interface WantedStep {
  readonly with: Record<string, string>
  readonly workspaceFiles: Record<string, Uint8Array>
}

/**
 * Merges the given inputs over those of the example, and puts the policy file into the workspace.
 * @param folder the folder of the command
 * @throws Error if there is no such policy file
 */
export async function wantedStep({ aws, inputs }: Arguments, folder: string): Promise<WantedStep> {
  const typed = inputs['policy-file'] ?? ''
  if (typed === '') return { with: aws ? { ...inputs } : { ...exampleInputs, ...inputs }, workspaceFiles: {} }
  const { name, content } = await readPolicyFile(typed, folder)
  // A policy names its own images and accounts, and those of the example would contradict it.
  const { 'image-id': _image, 'account-id': _account, ...exampleAws } = exampleInputs
  return {
    with: { ...(aws ? {} : exampleAws), ...inputs, 'policy-file': name },
    workspaceFiles: { [name]: content },
  }
}
