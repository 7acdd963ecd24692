import type { StepResult } from '../../sandbox/runner/job.ts'
import type { FaultCase } from './fault-case.ts'
import { nodeArgumentsOf } from './node-arguments.ts'
import { checkRules } from './rules.ts'
import { FaultFixture } from './fault-fixture.ts'
import type { Row } from './page.ts'

/** What was seen of a run under a fault. */
export interface Seen {
  /** The first cells of the case's row on the page behind its name. */
  readonly ends: Row
  /** The titles of the annotations. */
  readonly title: string
  /** What a person reads: the first sentence of the last titled annotation, otherwise the end of the log. */
  readonly says: string
  /** The rule that the run broke. */
  readonly brokenRule?: unknown
}

// Three times what the longest of them takes. Whatever takes longer is told to end, and has then broken a rule.
const mostMilliseconds = 1_200_000

/** Runs the step with the faults of some cases, in a fixture of its own. */
export async function see(faultCases: readonly FaultCase[]): Promise<Seen> {
  const fixture = await FaultFixture.open()
  try {
    fixture.nodeArguments.push(...nodeArgumentsOf(faultCases))
    for (const { arrange } of faultCases) await arrange(fixture)
    const step = await fixture.run({ cancel: { signal: AbortSignal.timeout(mostMilliseconds) } })
    if (faultCases.some(({ hasHappened }) => hasHappened?.(fixture) === false))
      throw new Error('Nothing has happened to the run.')
    if (faultCases.length > 1) checkAllFaultsHappened(fixture)
    return whatIsSeen(fixture, step)
  } finally {
    await fixture.close()
  }
}

/** Checks that every fault of a run has affected a call. */
export function checkAllFaultsHappened({ aws, github }: Pick<FaultFixture, 'aws' | 'github'>): void {
  if (aws.unusedFaults + github.unusedFaults > 0) throw new Error('A fault has not happened to the run.')
}

/** What there is to see of a run that has ended. */
export function whatIsSeen(fixture: FaultFixture, step: StepResult): Seen {
  return { ends: endsOf(step), ...textsOf(step), ...brokenRule(() => checkRules(fixture, step)) }
}

function endsOf({ exitCode, outputs }: StepResult): Row {
  const reason = outputs['failure-reason']
  const counts = ['shared', 'unshared', 'unchanged', 'failed'].map((what) => outputs[`${what}-count`])
  return [String(exitCode), reason === '' ? '' : `\`${reason}\``, counts.join(', ')]
}

/** What a person reads of a step. */
export function textsOf({ annotations, log }: StepResult): Pick<Seen, 'title' | 'says'> {
  const titled = annotations.filter(({ title }) => title !== undefined)
  return {
    title: titled.map(({ title }) => title).join('; '),
    says: firstSentence(titled.at(-1)?.message ?? log.at(-1) ?? ''),
  }
}

/** The rule that was broken, if one was. */
export function brokenRule(check: () => void): Pick<Seen, 'brokenRule'> {
  try {
    check()
    return {}
  } catch (rule) {
    return { brokenRule: rule }
  }
}

function firstSentence(text: string): string {
  const [line = ''] = text.split('\n')
  const sentence = /^.*?[.!](?=\s|$)/.exec(line)?.[0] ?? line
  // Ports and ids are others in each run.
  return sentence
    .replaceAll(/127\.0\.0\.1:[0-9]+/g, '127.0.0.1')
    .replaceAll(/request id [0-9a-f-]{36}/g, 'request id …')
}
