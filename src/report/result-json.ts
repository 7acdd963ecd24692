import type { AccountId } from '../sharing/identifiers.ts'
import type { Outcome } from '../sharing/outcome.ts'
import type { ChangeKind } from '../sharing/plan.ts'
import type { FailureReason, Problem } from '../sharing/problem.ts'
import type { SourcePosition } from '../sharing/source-position.ts'
import type { Mode } from '../sharing/request.ts'
import {
  failureReasonOf,
  problemOfOutcome,
  totalsOf,
  type RunResult,
  type Totals,
} from '../sharing/result.ts'
import { warningsOf } from './warnings.ts'

/** The output `result`. Its schema is schema/result.schema.json; a test holds both together. */
export interface ResultJson {
  readonly version: 1
  readonly mode: Mode | null
  readonly failureReason: FailureReason | null
  readonly planId: string | null
  readonly totals: Totals
  readonly problems: readonly ProblemJson[]
  readonly warnings: readonly string[]
  readonly images: readonly ImageJson[]
}

interface ImageJson {
  readonly region: string
  readonly id: string
  readonly name: string
  readonly state: string
  readonly owner: string | null
  /** Who can copy the image after the run, apart from its owner; `null` where that could not be read. */
  readonly recipients: readonly AccountId[] | null
  readonly changes: readonly ChangeJson[]
  readonly unchanged: readonly AccountId[]
}

interface ChangeJson {
  readonly account: AccountId
  /** The account's name in the policy file. */
  readonly accountName?: string
  /** The last day of a time-boxed share, `YYYY-MM-DD`. */
  readonly until?: string
  readonly change: ChangeKind
  readonly outcome: Outcome['kind']
  readonly problem?: ProblemJson
}

interface ProblemJson {
  readonly reason: FailureReason
  readonly message: string
  readonly remedy: string
  readonly awsError?: string
  readonly awsRequestId?: string
  /** Where in the policy file it can be mended. */
  readonly where?: SourcePosition
}

/** The run for machines. */
export function resultJson(result: RunResult): ResultJson {
  return {
    version: 1,
    mode: result.mode ?? null,
    failureReason: failureReasonOf(result) ?? null,
    planId: result.planId ?? null,
    totals: totalsOf(result),
    problems: result.problems.map(problemJson),
    warnings: warningsOf(result),
    images: result.images.map(({ image, description, changes, unchanged, recipients, timeBoxes }) => ({
      region: image.region,
      id: image.id,
      name: description.name,
      state: description.state,
      owner: description.owner ?? null,
      recipients: recipients ?? null,
      changes: changes.map(({ change, outcome }) => {
        const problem = problemOfOutcome(outcome)
        const accountName = result.accountNames?.get(change.account)
        const until = timeBoxes?.get(change.account)?.until
        return {
          account: change.account,
          ...(accountName === undefined ? {} : { accountName }),
          ...(until === undefined ? {} : { until }),
          change: change.kind,
          outcome: outcome.kind,
          ...(problem === undefined ? {} : { problem: problemJson(problem) }),
        }
      }),
      unchanged,
    })),
  }
}

function problemJson({ reason, message, remedy, aws, where }: Problem): ProblemJson {
  return {
    reason,
    message,
    remedy,
    ...(aws === undefined ? {} : { awsError: aws.name }),
    ...(aws?.requestId === undefined ? {} : { awsRequestId: aws.requestId }),
    ...(where === undefined ? {} : { where }),
  }
}
