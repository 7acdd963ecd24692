import { setImmediate } from 'node:timers/promises'
import { FaultFixture } from '../fault-fixture.ts'
import { checkJobEnd, checkRules, leftBehind } from '../rules.ts'
import { nodeArgumentsOf } from '../node-arguments.ts'
import { brokenRule, checkAllFaultsHappened, textsOf, type Seen } from '../seen.ts'
import type { JobEndCase } from './job-end-case.ts'
import { takeEffect } from './late.ts'

// Whatever takes longer is told to end, and has then broken a rule.
const mostMilliseconds = 1_200_000

/** Runs the step and the end of its job with what happens in some cases, in a fixture of their own. */
export async function seeJobEnd(cases: readonly JobEndCase[]): Promise<Seen> {
  const fixture = await FaultFixture.open()
  try {
    const cancel = new AbortController()
    fixture.endWithJob()
    for (const { arrange } of cases) arrange?.(fixture, () => cancel.abort())
    const grace = cases[0]?.grace
    if (grace === undefined) fixture.nodeArguments.push(...nodeArgumentsOf(cases))
    const signal = grace === undefined ? AbortSignal.timeout(mostMilliseconds) : cancel.signal
    const step = await fixture.run({
      cancel: { signal },
      ...(grace === undefined ? {} : { cancelGraceMs: grace }),
    })
    // A step that was killed tells nothing.
    const ofStep = step.exitCode > 1 ? {} : brokenRule(() => checkRules(fixture, step))
    if (cases.length > 1) checkAllFaultsHappened(fixture)
    fixture.aws.clearFaults()
    for (const { beforeEnd } of cases) beforeEnd?.(fixture)
    const [end, ...others] = await fixture.job.finish()
    if (end === undefined || others.length > 0) throw new Error('The job has not exactly one post step')
    if (cases.length > 1) checkAllFaultsHappened(fixture)
    // If the job's end was over before the moment came, it comes now.
    takeEffect(fixture)
    await setImmediate()
    const left = leftBehind(fixture)
    return {
      ends: [String(step.exitCode), String(end.exitCode), left.length === 0 ? 'nobody' : left.join(', ')],
      ...textsOf(end),
      ...brokenRule(() => checkJobEnd(fixture, end)),
      ...ofStep,
    }
  } finally {
    await fixture.close()
  }
}
