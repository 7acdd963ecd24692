import { setImmediate } from 'node:timers/promises'
import { checkJobEnd, checkRules, leftBehind } from '../rules.ts'
import { brokenRule, openScene, saidBy, titlesOf, type Seen } from '../seen.ts'
import type { JobEndCell } from './job-end-cell.ts'
import { takeEffect } from './late.ts'

// Whatever takes longer is told to end, and has then broken a rule.
const mostMilliseconds = 300_000

/** Runs the step of a cell, and the end of its job, in a scene of its own. */
export async function seeJobEnd({ arrange, beforeEnd, grace }: JobEndCell): Promise<Seen> {
  const scene = await openScene()
  try {
    const cancel = new AbortController()
    scene.endWithJob()
    arrange?.(scene, () => cancel.abort())
    const signal = grace === undefined ? AbortSignal.timeout(mostMilliseconds) : cancel.signal
    const step = await scene.run({
      cancel: { signal },
      ...(grace === undefined ? {} : { cancelGraceMs: grace }),
    })
    // A step that was killed tells nothing.
    const ofStep = step.exitCode > 1 ? {} : brokenRule(() => checkRules(scene, step))
    scene.aws.clearFaults()
    beforeEnd?.(scene)
    const [end, ...others] = await scene.job.finish()
    if (end === undefined || others.length > 0) throw new Error('The job has not exactly one post step')
    // Where the job's end was over before the moment came, it comes now.
    takeEffect(scene)
    await setImmediate()
    const left = leftBehind(scene)
    return {
      ends: [step.exitCode, end.exitCode, left.length === 0 ? 'nobody' : left.join(', '), titlesOf(end)],
      says: saidBy(end),
      ...brokenRule(() => checkJobEnd(scene, end)),
      ...ofStep,
    }
  } finally {
    await scene.close()
  }
}
