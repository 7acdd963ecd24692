import type { AccountId } from '../sharing/identifiers.ts'
import type { Outcome } from '../sharing/outcome.ts'
import type { ChangeKind } from '../sharing/plan.ts'
import type { FailureReason, Problem } from '../sharing/problem.ts'
import type { Mode } from '../sharing/request.ts'
import {
  failureReasonOf,
  problemOfOutcome,
  settledChanges,
  totalsOf,
  type ImageResult,
  type RunResult,
  type Totals,
} from '../sharing/result.ts'
import { fittingIn } from './json-room.ts'
import { problemJson, type ProblemJson } from './problem-json.ts'
import { warningsOf } from './warnings.ts'

// GitHub limits the outputs of a job to 1 MB. Within a job there is no limit, but nobody reads more. The 45,000
// accounts that a policy file can hold take half of it.
const mostBytes = 8_000_000
// The limit of problems and of warnings each. The rest is for the images.
const mostListBytes = 2_000_000

/** The output `result`. Its schema is schema/result.schema.json; a test keeps the two consistent. */
export interface ResultJson {
  readonly version: 1
  readonly mode: Mode | null
  readonly failureReason: FailureReason | null
  readonly planId: string | null
  readonly totals: Totals
  readonly problems: readonly ProblemJson[]
  readonly warnings: readonly string[]
  readonly images: readonly ImageJson[]
  /** The numbers of omitted items; missing if there are none. */
  readonly leftOut: LeftOutJson | undefined
}

interface LeftOutJson {
  /** Problems of the run and of its changes. */
  readonly problems: number
  readonly warnings: number
  readonly images: number
}

interface ImageJson {
  readonly region: string
  readonly id: string
  readonly name: string
  readonly state: string
  readonly owner: string | null
  /** The accounts that can copy the image after the run, apart from its owner; `null` if they could not be read. */
  readonly recipients: readonly AccountId[] | null
  readonly changes: readonly ChangeJson[]
  readonly unchanged: readonly AccountId[]
}

interface ChangeJson {
  readonly account: AccountId
  /** The account's name in the policy file; without one, its name in AWS Organizations, if that was read. */
  readonly accountName: string | undefined
  /** The group or unit by which the account came to be wanted; missing if it was named itself. */
  readonly via: string | undefined
  /** The last day of a time-boxed share, `YYYY-MM-DD`. */
  readonly until: string | undefined
  readonly change: ChangeKind
  readonly outcome: Outcome['kind']
  readonly problem: ProblemJson | undefined
}

/** Returns the run as JSON. An image is left out as a whole, because half a list of accounts would look complete. */
export function resultJson(result: RunResult): ResultJson {
  const problems = fittingIn(mostListBytes, result.problems, [problemJson])
  const warnings = fittingIn(mostListBytes, warningsOf(result), [(warning) => warning])
  const room = mostBytes - problems.bytes - warnings.bytes
  const images = fittingIn(room, result.images, [
    (image) => imageJson(image, result, problemJson),
    (image) => imageJson(image, result, () => undefined),
  ])
  return {
    version: 1,
    mode: result.mode ?? null,
    failureReason: failureReasonOf(result) ?? null,
    planId: result.planId ?? null,
    totals: totalsOf(result),
    problems: problems.kept,
    warnings: warnings.kept,
    images: images.kept,
    leftOut: leftOutOf(result, problems.kept, warnings.kept, images.kept),
  }
}

function leftOutOf(
  result: RunResult,
  problems: readonly ProblemJson[],
  warnings: readonly string[],
  images: readonly ImageJson[],
): LeftOutJson | undefined {
  const all = settledChanges(result).filter(({ outcome }) => problemOfOutcome(outcome) !== undefined)
  const kept = images.flatMap(({ changes }) => changes).filter(({ problem }) => problem !== undefined)
  const leftOut = {
    problems: result.problems.length + all.length - problems.length - kept.length,
    warnings: warningsOf(result).length - warnings.length,
    images: result.images.length - images.length,
  }
  return Object.values(leftOut).some((count) => count > 0) ? leftOut : undefined
}

function imageJson(
  { image, description, changes, unchanged, recipients, timeBoxes, origins }: ImageResult,
  { accountNames }: RunResult,
  asJson: (problem: Problem) => ProblemJson | undefined,
): ImageJson {
  return {
    region: image.region,
    id: image.id,
    name: description.name,
    state: description.state,
    owner: description.owner ?? null,
    recipients: recipients ?? null,
    changes: changes.map(({ change, outcome }) => {
      const problem = problemOfOutcome(outcome)
      return {
        account: change.account,
        accountName: accountNames?.get(change.account),
        via: origins?.via.get(change.account),
        until: timeBoxes?.get(change.account)?.until,
        change: change.kind,
        outcome: outcome.kind,
        problem: problem === undefined ? undefined : asJson(problem),
      }
    }),
    unchanged,
  }
}
