import { constants } from 'node:fs'
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { TextDecoder } from 'node:util'
import { ProblemError } from '../sharing/problem.ts'

const mostBytes = 1024 * 1024
// Neither follows a link that was created just now, nor waits for a pipe. Windows has neither flag.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * Reads a text file of the workspace. The report quotes the parts that can't be read as a policy. So this follows no
 * link below the workspace: with one a pull request could name any file that an earlier step left there.
 * @throws ProblemError `invalid-policy` for a path that leads outside, into `.git`, to no file or through a link, for a
 *   directory, a file over 1 MiB or one that isn't UTF-8
 */
export async function readTextFile(path: string, workspace: string): Promise<string> {
  const handle = await locate(path, workspace)
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) {
      const what = stats.isDirectory() ? 'is a directory' : 'is not a file'
      throw refusal(path, what, 'Give the path of the policy file itself.')
    }
    if (stats.size > mostBytes) {
      const rule = `has ${stats.size} bytes, a policy file has at most ${mostBytes}`
      throw refusal(path, rule, 'Split it into several, one step each.')
    }
    return decode(await handle.readFile(), path)
  } finally {
    await handle.close()
  }
}

async function locate(path: string, workspace: string): Promise<FileHandle> {
  try {
    const root = await realpath(workspace)
    const asked = resolve(root, path)
    const file = await realpath(asked)
    const inside = relative(root, file)
    if (leadsOut(inside)) {
      throw refusal(
        path,
        'leads outside of the workspace',
        'Give a path inside of the repository that was checked out.',
      )
    }
    // The workspace itself may be behind a link, and the path may name it by that link.
    const way = [root, workspace].map((from) => relative(from, asked)).find((one) => !leadsOut(one))
    if (way === undefined || (await hasLink(root, way))) {
      throw refusal(path, 'is a link, or lies behind one', 'Give the path of the file itself.')
    }
    // Git stores the job's token there, unless the checkout was configured not to.
    if (inside.split(sep).some((name) => name.toLowerCase() === '.git')) {
      throw refusal(path, 'leads into the folder of Git itself', 'Give the path of a file of the repository.')
    }
    return await open(file, openFlags)
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

/** Returns whether a relative path leaves the folder that it starts in. */
function leadsOut(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
}

/** Returns whether a file below a folder, or a folder on the way to it, is a link. */
async function hasLink(root: string, way: string): Promise<boolean> {
  let place = root
  for (const name of way.split(sep)) {
    place = join(place, name)
    if ((await lstat(place)).isSymbolicLink()) return true
  }
  return false
}

function decode(bytes: Buffer, path: string): string {
  try {
    // Removes a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw refusal(path, 'is not UTF-8', 'Save the file as UTF-8.', error)
  }
}

function refusal(path: string, rule: string, remedy: string, cause?: unknown): ProblemError {
  const message = `policy-file: ${JSON.stringify(path)} ${rule}.`
  return new ProblemError({ reason: 'invalid-policy', message, remedy }, cause)
}
