import type { StepOptions } from '../../../sandbox/runner/job.ts'
import { toldBy } from '../../support/copy-fixture.ts'
import type { Signals } from '../cancelled.ts'
import { endsByItself } from '../../support/signals.ts'
import { nodeArgumentsOf } from '../node-arguments.ts'
import { brokenRule, checkAllFaultsHappened, textsOf, type Seen } from '../seen.ts'
import type { CopyFaultCase } from './copy-cases.ts'
import { CopyFaultFixture } from './copy-fault-fixture.ts'
import type { CopyMoment } from './copy-moments.ts'
import { checkCopyRules } from './copy-rules.ts'

// Whatever takes longer is told to end, and has then broken a rule.
const mostMilliseconds = 1_200_000

/** What was seen of a run that copies. */
export interface CopySeen extends Seen {
  /** How many writes were sent. */
  readonly writes: number
}

/** Runs the step with the faults of some cases, in a fixture of its own. */
export async function seeCopy(cases: readonly CopyFaultCase[]): Promise<CopySeen> {
  const signal = AbortSignal.timeout(mostMilliseconds)
  const arrange = (fixture: CopyFaultFixture): void => {
    fixture.nodeArguments.push(...nodeArgumentsOf(cases))
    for (const one of cases) one.arrange(fixture)
  }
  const seen = await inFixture(arrange, { cancel: { signal } }, (fixture) => {
    if (cases.length > 1) checkAllFaultsHappened(fixture)
  })
  if (signal.aborted) throw new Error('The run took too long.')
  return seen
}

/** Cancels a run at a moment. */
export async function seeCancelledCopy({ arrange }: CopyMoment, { grace, last }: Signals): Promise<CopySeen> {
  const cancel = new AbortController()
  const arranged = (fixture: CopyFaultFixture): void => {
    fixture.nodeArguments.push(...endsByItself.nodeArguments)
    arrange(fixture, () => cancel.abort(), last)
  }
  return inFixture(arranged, {
    cancel: { signal: cancel.signal },
    cancelGraceMs: grace,
  })
}

async function inFixture(
  arrange: (fixture: CopyFaultFixture) => void,
  options: StepOptions,
  check: (fixture: CopyFaultFixture) => void = () => {},
): Promise<CopySeen> {
  const fixture = await CopyFaultFixture.open()
  try {
    arrange(fixture)
    const step = await fixture.run(options)
    check(fixture)
    const { reason, copied, state, bundles } = toldBy(step)
    const { says, title } = textsOf(step)
    return {
      ends: [
        String(step.exitCode),
        reason === '' ? '' : `\`${reason}\``,
        `${copied}, ${state || '–'}, ${bundles}`,
      ],
      title,
      // The id of a copy is another one in each run, and how long reads take.
      says: says.replaceAll(/wsi-(?!0123456789abc)\w+/g, 'wsi-…').replaceAll(/for \d+ s\b/g, 'for … s'),
      writes: fixture.aws.writes().length,
      ...brokenRule(() => checkCopyRules(fixture, step)),
    }
  } finally {
    await fixture.close()
  }
}
