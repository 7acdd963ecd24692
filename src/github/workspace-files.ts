import { readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { TextDecoder } from 'node:util'
import { ProblemError } from '../sharing/problem.ts'

const mostBytes = 1024 * 1024

/**
 * Reads a text file of the workspace. What can't be read as a policy is quoted in the report: so no link is followed,
 * with which a pull request could name any file that a step before left in the workspace.
 * @throws ProblemError `invalid-policy` for a path that leads outside, into `.git`, to none or over a link, for a
 *   directory, a file over 1 MiB or one that isn't UTF-8
 */
export async function readTextFile(path: string, workspace: string): Promise<string> {
  const file = await locate(path, workspace)
  const stats = await stat(file)
  if (!stats.isFile()) {
    const what = stats.isDirectory() ? 'is a directory' : 'is not a file'
    throw refusal(path, what, 'Give the path of the policy file itself.')
  }
  if (stats.size > mostBytes) {
    const rule = `has ${stats.size} bytes, a policy file has at most ${mostBytes}`
    throw refusal(path, rule, 'Split it into several, one step each.')
  }
  return decode(await readFile(file), path)
}

async function locate(path: string, workspace: string): Promise<string> {
  try {
    const root = await realpath(workspace)
    const file = await realpath(resolve(root, path))
    const inside = relative(root, file)
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      throw refusal(
        path,
        'leads outside of the workspace',
        'Give a path inside of the repository that was checked out.',
      )
    }
    if (
      asOneName(inside) !==
      asOneName(relative(isBelow(path, workspace) ? workspace : root, resolve(root, path)))
    ) {
      throw refusal(path, 'is a link, or lies behind one', 'Give the path of the file itself.')
    }
    // Git keeps the job's token there, unless the checkout was told not to.
    if (inside.split(sep).some((name) => name.toLowerCase() === '.git')) {
      throw refusal(path, 'leads into the folder of Git itself', 'Give the path of a file of the repository.')
    }
    return file
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw refusal(
      path,
      'does not exist in the workspace',
      'Check the path, and that actions/checkout runs before this step.',
      error,
    )
  }
}

function isBelow(path: string, folder: string): boolean {
  return isAbsolute(path) && path.startsWith(folder)
}

// Windows and macOS find a file by other letters than those of its name.
function asOneName(path: string): string {
  return path.normalize().toLowerCase()
}

function decode(bytes: Buffer, path: string): string {
  try {
    // Takes a byte order mark away.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw refusal(path, 'is not UTF-8', 'Save the file as UTF-8.', error)
  }
}

function refusal(path: string, rule: string, remedy: string, cause?: unknown): ProblemError {
  const message = `policy-file: ${JSON.stringify(path)} ${rule}.`
  return new ProblemError({ reason: 'invalid-policy', message, remedy }, cause)
}
