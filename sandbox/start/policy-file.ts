import { readFile } from 'node:fs/promises'
import { basename, isAbsolute, relative, resolve, sep } from 'node:path'

/** A policy file in the job's workspace. */
export interface PolicyFile {
  /** Its path in the workspace, for the input and in annotations. */
  readonly name: string
  readonly content: Uint8Array
}

/**
 * Reads the policy file that the command line names. A job's workspace is a folder of its own, so the file is copied
 * there. A path below the caller's folder stays as typed; any other path becomes the file's name.
 * @param folder the folder of the command, which the path is relative to
 * @throws Error that says which file can't be read, why, and what to do
 */
export async function readPolicyFile(typed: string, folder: string): Promise<PolicyFile> {
  const path = resolve(folder, typed)
  try {
    return { name: nameInWorkspace(typed, path, folder), content: await readFile(path) }
  } catch (cause) {
    throw new Error(
      `--policy-file: ${JSON.stringify(typed)} can't be read: ${reason(cause)}. It was looked for at ${path}: give a path from the folder you are in, or a whole one.`,
      { cause },
    )
  }
}

function nameInWorkspace(typed: string, path: string, folder: string): string {
  const below = relative(folder, path)
  if (isAbsolute(below) || below === '..' || below.startsWith(`..${sep}`)) return basename(path)
  return isAbsolute(typed) ? below.split(sep).join('/') : typed
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  switch (code) {
    case 'ENOENT':
      return 'there is no such file'
    case 'EISDIR':
      return 'it is a folder'
    default:
      return cause instanceof Error ? cause.message : String(cause)
  }
}
