import { checkAwsVariables } from './input/aws-variables.ts'
import { InputProblems } from './input/input-problems.ts'
import type { Settings } from './input/read-inputs.ts'
import { isFalse, readBoolean } from './input/scalars.ts'
import { readRole } from './input/sign-in.ts'
import { publish } from './report/publish.ts'
import { summaryOf } from './report/summary.ts'
import { bringAbout, type World } from './run.ts'
import { groupBy } from './sharing/grouping.ts'
import { imageKey } from './sharing/identifiers.ts'
import { problemOf, type Problem } from './sharing/problem.ts'
import type { WantedImage } from './sharing/request.ts'
import { resultWithoutPlan, type RunResult } from './sharing/result.ts'
import { hideWhatLooksLikeAccounts } from './steps/account-mask.ts'
import { readRecord, type TemporaryRecord, type TemporaryShare } from './steps/temporary-shares.ts'

/**
 * The job's end: unshares what the main step shared for the time of the job, and only that. Signs in afresh, takes back
 * whatever can be taken back, proves by reading, and fails loudly if someone keeps access.
 * @param record what the main step left, see `temporary-shares.ts`
 */
export async function takeBack(record: string, world: World): Promise<RunResult> {
  const result = { ...(await takeBackShares(record, world)), isTakingBack: true }
  await publish(result, summaryOf(result), world.runner)
  return result
}

async function takeBackShares(record: string, world: World): Promise<RunResult> {
  try {
    const settings = settingsFor(readRecord(record), world)
    if (!Array.isArray(settings)) return await bringAbout(settings, world)
    if (!isFalse(world.runner.inputs['mask-account-ids'])) hideWhatLooksLikeAccounts(settings, world.runner)
    return resultWithoutPlan(undefined, settings)
  } catch (error) {
    return resultWithoutPlan(undefined, [problemOf(error)])
  }
}

function settingsFor(
  { signInRegion: region, shares }: TemporaryRecord,
  { runner }: World,
): Settings | Problem[] {
  const problems = new InputProblems()
  const role = readRole(runner.inputs, runner.environment, region, problems)
  const maskAccountIds = readBoolean('mask-account-ids', runner.inputs['mask-account-ids'], problems)
  checkAwsVariables(runner.environment.aws, role !== undefined, problems)
  if (problems.found.length > 0) return problems.found
  return {
    request: {
      mode: 'apply',
      images: imagesOf(shares),
      waitForMinutes: 0,
      temporary: false,
      undoOnFailure: false,
      accountNames: new Map(),
      isBestEffort: true,
    },
    // The guards protect from sharing too much; here access is only taken.
    guards: { trustedAccounts: 'any', maxUnshares: 'any', approvedPlan: 'any' },
    signIn: { region, role },
    maskAccountIds,
    comment: 'never',
    warnings: [],
  }
}

function imagesOf(shares: readonly TemporaryShare[]): readonly WantedImage[] {
  return [...groupBy(shares, ({ image }) => imageKey(image)).values()].flatMap((group) => {
    const [first] = group
    return first === undefined
      ? []
      : [{ image: first.image, share: [], unshare: [...new Set(group.map(({ account }) => account))] }]
  })
}
