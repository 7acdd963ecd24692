import { expect } from '@jest/globals'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { IMAGE, REGION, type ActionFixture } from './fixture.ts'

/**
 * How long a test may take in which AWS never answered the call that shared, in milliseconds: the job's end watches such
 * a share for half a minute.
 */
export const longestWatch = 180_000

/** The job's end: what the one post step came to. */
export async function endOf({ job }: ActionFixture): Promise<StepResult> {
  const [post, ...others] = await job.finish()
  if (post === undefined || others.length > 0) throw new Error('The job has not exactly one post step')
  expect({ warnings: post.runnerWarnings, stderr: post.stderr }).toEqual({ warnings: [], stderr: '' })
  return post
}

/** The command that unshares an account by hand, as reports name it. */
export function commandFor(account: string, image = IMAGE): string {
  return `aws workspaces update-workspace-image-permission --region ${REGION} --image-id ${image} --shared-account-id ${account} --no-allow-copy-image`
}

/** All that a person reads of a step, without the escapes of Markdown. */
export function readBy({ log, summary, annotations }: StepResult): string {
  const markdown = summary.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
  return [...log, markdown, ...annotations.map(({ message }) => message)].join('\n')
}

/** Advice to run something again. It leads nowhere at the job's end: the next run finds all as it wants it. */
export const adviceToRunAgain = /\b(?:re-?run|again later|run (?:it|this|the job) again)\b/i
