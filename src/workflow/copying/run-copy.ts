import { planCopy, type CopyPlan } from '../../copying/copy-plan.ts'
import type { CopyRequest } from '../../copying/copy-request.ts'
import {
  copyFailureReason,
  copyProblems,
  copyResultWithoutPlan,
  usesCopy,
  type CopyFound,
  type CopyResult,
  type SettledBundle,
} from '../../copying/copy-result.ts'
import type { CopyTexts } from '../../input/copying/copy-texts.ts'
import { readCopyInputs, type CopySettings } from '../../input/copying/read-copy-inputs.ts'
import type { JobEnvironment } from '../../input/read-sign-in.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Cancellation } from '../../ports/cancellation.ts'
import type { ImageCopies } from '../../ports/image-copies.ts'
import type { OutputPublisher } from '../../ports/runner.ts'
import { annotationsFor } from '../../report/annotations.ts'
import { copyOutputs } from '../../report/copying/copy-outputs.ts'
import { copySummary } from '../../report/copying/copy-summary.ts'
import { copyVerdict } from '../../report/copying/copy-verdict.ts'
import { publishReport, setOutputs } from '../../report/publish.ts'
import type { Region } from '../../sharing/identifiers.ts'
import { problemOf } from '../../sharing/problem.ts'
import type { SignIn } from '../../sharing/sign-in.ts'
import { AccountMask } from '../account-mask.ts'
import { cancelledProblem } from '../apply.ts'
import type { CopyPorts } from './copy-ports.ts'
import { logCopyPlan, logCopyRequest } from './log-copy.ts'
import { makeCopy } from './make-copy.ts'
import { pointBundles } from './point-bundles.ts'
import { readCopyState } from './read-copy-state.ts'
import { waitForCopy } from './wait-for-copy.ts'

/** Everything outside the process that the job uses. */
export interface CopyWorld {
  readonly inputs: CopyTexts
  readonly environment: JobEnvironment
  readonly runner: OutputPublisher & { mask(secret: string): void }
  readonly clock: Clock
  readonly cancellation: Cancellation
  /** Signs in to AWS, and prepares for this many calls in each Region. Throws a ProblemError if that fails. */
  connect(signIn: SignIn, firstCalls: ReadonlyMap<Region, number>): Promise<ImageCopies>
}

/** Runs the whole job: reads the inputs, copies, points bundles at the copy, reports, and returns the result. */
export async function runCopy(world: CopyWorld): Promise<CopyResult> {
  const { runner } = world
  const inputs = readCopyInputs(world.inputs, world.environment)
  const { maskAccountIds } = inputs.kind === 'sound' ? inputs.settings : inputs
  const mask = new AccountMask(maskAccountIds, runner)
  const result =
    inputs.kind === 'sound'
      ? await runSettings(inputs.settings, mask, world)
      : copyResultWithoutPlan(undefined, inputs.problems)
  const report = copySummary(result)
  const problems = copyProblems(result)
  setOutputs(copyOutputs(result, report), runner)
  await publishReport(
    {
      annotations: annotationsFor(problems, result.warnings, 'Copy WorkSpaces Image'),
      isSuccess: copyFailureReason(result) === undefined,
      verdict: copyVerdict(result),
      report,
    },
    runner,
  )
  return result
}

/** Carries out the settings and returns the result. Every error is reported in it, never thrown. */
async function runSettings(settings: CopySettings, mask: AccountMask, world: CopyWorld): Promise<CopyResult> {
  const { request, signIn, warnings } = settings
  const { runner } = world
  mask.maskRole(signIn.role)
  if (request.expectedOwner !== 'any') mask.mask([request.expectedOwner])
  let result: CopyResult
  let copies: ImageCopies | undefined
  try {
    logCopyRequest(settings, runner)
    copies = await world.connect(signIn, firstReads(request))
    result = await readAndCopy(settings, { ...world, copies, log: runner }, mask)
  } catch (error) {
    result = copyResultWithoutPlan(request, [problemOf(error)], warnings)
  } finally {
    runner.endGroup()
    copies?.close()
  }
  return result
}

/** Returns the number of reads that are sent at once, by Region. */
function firstReads({ source, region, bundles }: CopyRequest): ReadonlyMap<Region, number> {
  const here = bundles.length === 0 ? 1 : 2
  return new Map(
    source.region === region
      ? [[region, here + 1]]
      : [
          [region, here],
          [source.region, 1],
        ],
  )
}

async function readAndCopy(
  { request, warnings }: CopySettings,
  ports: CopyPorts,
  mask: AccountMask,
): Promise<CopyResult> {
  const state = await readCopyState(request, ports)
  if (state.kind === 'unread') return copyResultWithoutPlan(request, state.problems, warnings)
  const { source, owned } = state.value
  if (source?.owner !== undefined) mask.mask([source.owner])
  mask.mask(owned.flatMap(({ owner }) => owner ?? []))
  const plan = planCopy(request, state.value)
  logCopyPlan(plan, request, ports.log)
  const before = {
    mode: request.mode,
    request,
    source,
    copy: plan.existing,
    copiedAs: undefined,
    mayBeCopied: false,
    warnings: [...warnings, ...plan.warnings],
  }
  const isCancelled = ports.cancellation.requested.aborted
  const problems = isCancelled ? [...plan.refusals, cancelledProblem] : plan.refusals
  if (problems.length > 0) return { ...before, bundles: notAttempted(plan), problems }
  if (request.mode === 'plan')
    return { ...before, copiedAs: plan.order?.name, bundles: planned(plan), problems }
  return { ...before, ...(await carryOut(plan, request, ports)) }
}

type Effect = Pick<CopyResult, 'copy' | 'copiedAs' | 'mayBeCopied' | 'bundles' | 'problems'>

async function carryOut(plan: CopyPlan, request: CopyRequest, ports: CopyPorts): Promise<Effect> {
  const { order, existing } = plan
  const made =
    order === undefined ? { copy: existing, isMade: false, problem: undefined } : await makeCopy(order, ports)
  if (made.copy === undefined) {
    const problems = made.problem === undefined ? [] : [made.problem]
    const bundles = notAttempted(plan)
    return { copy: undefined, copiedAs: undefined, mayBeCopied: made.isMade, bundles, problems }
  }
  const copiedAs = made.isMade ? made.copy.name : undefined
  const { copy, problem } = await waitForCopy(made.copy, request, ports)
  const effect = { copy, copiedAs, mayBeCopied: false, problems: problem === undefined ? [] : [problem] }
  if (problem !== undefined || copy?.state !== 'AVAILABLE') return { ...effect, bundles: notAttempted(plan) }
  return { ...effect, bundles: await pointBundles(plan.bundles, copy.image, ports) }
}

function notAttempted({ bundles, existing }: CopyPlan): readonly SettledBundle[] {
  return bundles.map((bundle) => ({
    bundle,
    outcome: { kind: isDone(bundle, existing) ? 'unchanged' : 'not-attempted' },
  }))
}

function planned({ bundles, existing }: CopyPlan): readonly SettledBundle[] {
  return bundles.map((bundle) => ({
    bundle,
    outcome: { kind: isDone(bundle, existing) ? 'unchanged' : 'planned' },
  }))
}

function isDone(bundle: SettledBundle['bundle'], existing: CopyFound | undefined): boolean {
  return existing !== undefined && usesCopy(bundle, existing.image.id)
}
