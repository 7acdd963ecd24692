import * as fc from './fast-check.ts'
import type { AccountId } from '../../src/sharing/identifiers.ts'
import type { Outcome } from '../../src/sharing/outcome.ts'
import { failureReasons, type Problem } from '../../src/sharing/problem.ts'
import { resultWithoutPlan, type ImageResult, type RunResult } from '../../src/sharing/result.ts'
import { account, change, describing, image, imageNumber, problem } from './examples.ts'
import { anyCharacter } from './any-character.ts'

/** An image after a run; nothing happened to it unless said. */
export function imageResult(but: Partial<ImageResult> = {}): ImageResult {
  return { image, description: describing(), changes: [], unchanged: [], recipients: [], ...but }
}

/** The id of a plan, as a result holds it. */
export const samplePlanId = `plan-${'0123'.repeat(16)}`

/** A run that applied its plan without trouble; nothing had to change unless said. */
export function runResult(but: Partial<RunResult> = {}): RunResult {
  return { ...resultWithoutPlan('apply', []), planId: samplePlanId, images: [imageResult()], ...but }
}

/** An image whose shares ended like this, each of another account. */
export function sharesEnding(...outcomes: readonly Outcome[]): ImageResult {
  return imageResult({
    changes: outcomes.map((outcome, index) => ({ change: change('share', index + 1), outcome })),
  })
}

export const done: Outcome = { kind: 'done' }
export const failed = (but: Partial<Problem> = {}): Outcome => ({
  kind: 'failed',
  problem: problem(but),
  mayBeInEffect: false,
})

// Text that tries to break out of wherever it is put, and text that is long.
const anyText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 40 }),
  fc.constantFrom(
    '',
    'x'.repeat(5000),
    '|\n|',
    '<!--',
    '\u0000'.repeat(3000),
    '😀'.repeat(2500),
    '@octocat #1',
  ),
)
const anyProblem: fc.Arbitrary<Problem> = fc
  .record({
    reason: fc.constantFrom(...failureReasons),
    message: anyText,
    remedy: anyText,
    aws: fc.option(fc.record({ name: anyText, requestId: anyText, message: anyText }), { nil: undefined }),
  })
  .map(({ aws, ...rest }) => (aws === undefined ? rest : { ...rest, aws }))
const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>({ kind: 'done' }, { kind: 'planned' }, { kind: 'unchanged' }, { kind: 'undone' }),
  anyProblem.map((despite): Outcome => ({ kind: 'done', despite })),
  anyProblem.map((one): Outcome => ({ kind: 'failed', problem: one, mayBeInEffect: true })),
  anyProblem.map((one): Outcome => ({ kind: 'undo-failed', problem: one })),
  anyProblem.map((because): Outcome => ({ kind: 'not-attempted', because })),
)
const anyAccount: fc.Arbitrary<AccountId> = fc.nat(999).map(account)
const anyImage: fc.Arbitrary<ImageResult> = fc
  .record({
    number: fc.nat(99),
    name: anyText,
    state: anyText,
    changes: fc.array(
      fc.record({
        number: fc.nat(99),
        kind: fc.constantFrom('share' as const, 'unshare' as const),
        outcome: anyOutcome,
      }),
      { maxLength: 12 },
    ),
    unchanged: fc.array(anyAccount, { maxLength: 5 }),
    recipients: fc.option(fc.array(anyAccount, { maxLength: 5 }), { nil: undefined }),
  })
  .map(({ number, name, state, changes, unchanged, recipients }) => {
    const of = imageNumber(number)
    return {
      image: of,
      description: describing(of, { name, state }),
      changes: changes.map((one) => ({ change: change(one.kind, one.number, of), outcome: one.outcome })),
      unchanged,
      recipients,
    }
  })

/** Any result, however unlikely. */
export const anyResult: fc.Arbitrary<RunResult> = fc.record({
  mode: fc.constantFrom('apply' as const, 'plan' as const, 'check' as const, undefined),
  images: fc.array(anyImage, { maxLength: 4 }),
  problems: fc.array(anyProblem, { maxLength: 15 }),
  warnings: fc.array(anyText, { maxLength: 15 }),
  planId: fc.constantFrom(undefined, samplePlanId),
  unknown: fc.constant([]),
})
