// @actions/exec in a file of its own, loaded when a program is first started; no job of this action starts one.

/** @import { exec as Exec, getExecOutput as GetExecOutput } from '@actions/exec' */

/** @type {(...given: Parameters<typeof Exec>) => ReturnType<typeof Exec>} */
export async function exec(...given) {
  return (await real()).exec(...given)
}

/** @type {(...given: Parameters<typeof GetExecOutput>) => ReturnType<typeof GetExecOutput>} */
export async function getExecOutput(...given) {
  return (await real()).getExecOutput(...given)
}

async function real() {
  return import('../node_modules/@actions/exec/lib/exec.js')
}
