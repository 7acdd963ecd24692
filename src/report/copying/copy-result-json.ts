import type { CopyMode } from '../../copying/copy-request.ts'
import {
  copyFailureReason,
  problemOfBundle,
  type BundleOutcome,
  type CopyResult,
} from '../../copying/copy-result.ts'
import type { FailureReason } from '../../sharing/problem.ts'
import { problemJson, type ProblemJson } from '../problem-json.ts'

/** The output `result` of copy/action.yml. Its schema is schema/copy-result.schema.json; a test keeps the two consistent. */
export interface CopyResultJson {
  readonly version: 1
  readonly mode: CopyMode | null
  readonly failureReason: FailureReason | null
  readonly source: ImageJson | null
  /** The account that owns the source; `null` if it is not known or the source is not shared now. */
  readonly owner: string | null
  readonly copy: ImageJson | null
  readonly copied: boolean
  readonly bundles: readonly BundleJson[]
  readonly problems: readonly ProblemJson[]
  readonly warnings: readonly string[]
}

interface ImageJson {
  readonly region: string
  readonly id: string
  /** Missing if it is not known. */
  readonly name: string | undefined
  /** Missing if it is not known. */
  readonly state: string | undefined
}

interface BundleJson {
  readonly id: string
  readonly name: string
  /** The image before the run, or before its call if somebody else changed it meanwhile. */
  readonly imageBefore: string | null
  readonly outcome: BundleOutcome['kind']
  readonly problem: ProblemJson | undefined
}

/** Returns the run as JSON. */
export function copyResultJson(result: CopyResult): CopyResultJson {
  const { mode, request, source, copy, copiedAs, bundles, problems, warnings } = result
  return {
    version: 1,
    mode: mode ?? null,
    failureReason: copyFailureReason(result) ?? null,
    source: request === undefined ? null : { ...request.source, name: source?.name, state: source?.state },
    owner: source?.owner ?? null,
    copy: copy === undefined ? null : { ...copy.image, name: copy.name, state: copy.state },
    copied: copiedAs !== undefined,
    bundles: bundles.map(({ bundle, outcome }) => {
      const problem = problemOfBundle(outcome)
      return {
        id: bundle.id,
        name: bundle.name,
        imageBefore: bundle.image ?? null,
        outcome: outcome.kind,
        problem: problem === undefined ? undefined : problemJson(problem),
      }
    }),
    problems: problems.map(problemJson),
    warnings,
  }
}
