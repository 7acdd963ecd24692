import { notApproved, type ApplyingRun } from './approval.ts'
import { count } from './count.ts'
import { groupBy } from './grouping.ts'
import { imageKey, type AccountId, type Region } from './identifiers.ts'
import { changesOf, type Change, type Plan, type PlannedImage } from './plan.ts'
import type { Wanted } from './request.ts'

/** The changes of a run's branch since the run's commit. */
export interface LaterChanges {
  /** The commit that the branch has today. */
  readonly head: string
  /** Whether the branch still has the run's commit. */
  readonly hasCommit: boolean
  /** The paths of all files that differ, also the former path of a file that was moved. */
  readonly paths: readonly string[]
}

/** A policy file as the branch has it today. */
export interface LaterPolicy {
  /** Its path in the repository. */
  readonly path: string
  /** `gone`: the branch has no such file any more; `mistaken`: it is no policy. */
  readonly wanted: readonly Wanted[] | 'gone' | 'mistaken'
}

// More would hide the remedy.
const mostNamed = 5

/**
 * Checks that a run's branch has its commit, and returns the paths of policy files that it has another version of. A run
 * may wait for days, and can be started again for weeks, so a later commit may have taken back what its own approved.
 * @param policyFile the path of the policy file in the workspace; empty if the inputs name the images
 * @throws ProblemError `not-approved` if the branch lost the commit, or a file differs that gives a run its inputs
 */
export function laterPolicyPaths(
  { commit, ref, attempt }: ApplyingRun,
  policyFile: string,
  { hasCommit, paths }: LaterChanges,
): readonly string[] {
  const branch = branchOf(ref)
  const remedy =
    'What it approved may have been taken back since. Open another pull request for what is left.'
  if (!hasCommit) throw notApproved(`${branch} doesn't have commit ${commit} any more`, remedy)
  // Any file may have the accounts that the inputs name. A first attempt by a policy file has the approved inputs.
  const inputs = paths.find((path) => policyFile === '' || (attempt !== 1 && path.startsWith('.github/')))
  if (inputs !== undefined)
    throw notApproved(`${branch} has another ${inputs} by now than commit ${commit}`, remedy)
  const file = canonical(policyFile)
  return paths.filter((path) => {
    // The repository may be checked out in a folder of the workspace, and a submodule is listed by its folder.
    const changed = `/${canonical(path)}`
    return `/${file}`.endsWith(changed) || `/${file}`.includes(`${changed}/`)
  })
}

// Windows and macOS read a file under other spellings of its path, too.
function canonical(path: string): string {
  return path.replaceAll('\\', '/').normalize('NFC').toLowerCase()
}

/**
 * Checks that the branch's policy still asks for every share of an approved plan, and for none that the plan takes away.
 * @throws ProblemError `not-approved` if it doesn't, or can't be read
 */
export function checkStillWanted(
  plan: Plan,
  { commit, ref }: ApplyingRun,
  { path, wanted }: LaterPolicy,
): void {
  const branch = branchOf(ref)
  const remedy = 'Open another pull request for what is still to be done.'
  if (wanted === 'gone') throw notApproved(`${branch} has no ${path} any more`, remedy)
  const differs = `${branch} has another ${path} by now than commit ${commit}`
  if (wanted === 'mistaken') throw notApproved(`${differs}, and it has mistakes`, remedy)
  const later = groupBy(wanted, (one) =>
    'image' in one ? imageKey(one.image) : nameKey(one.region, one.name),
  )
  const back = plan.images.flatMap((image) => {
    const { region } = image.wanted.image
    const keys = [imageKey(image.wanted.image), nameKey(region, image.current.description.name)]
    return takenBack(
      image,
      keys.flatMap((key) => later.get(key) ?? []),
    )
  })
  if (back.length === 0) return
  const named = back.slice(0, mostNamed).map(formatChange)
  const more = back.length > mostNamed ? ` and ${back.length - mostNamed} more` : ''
  throw notApproved(
    `${differs}, and it takes back ${back.length} of the plan's ${count(changesOf(plan).length, 'change')}: ${named.join(', ')}${more}`,
    remedy,
  )
}

function branchOf(ref: string): string {
  return ref.replace('refs/heads/', '')
}

function nameKey(region: Region, name: string): string {
  return `${region} named ${name}`
}

/**
 * Returns the shares of an image that another version of its policy doesn't ask for, and the unshares of accounts that it
 * shares with.
 * @param later the image in the other version; more than one if it has it by its name and by its id
 */
function takenBack({ wanted, changes }: PlannedImage, later: readonly Wanted[]): readonly Change[] {
  const same = later.map(({ share, timeBoxes, units }) => ({
    named: new Set(share),
    timeBoxes,
    // Which accounts a unit has is known of the plan's own units alone.
    exceptions: new Map<string | undefined, ReadonlySet<AccountId>>(
      units
        ?.filter(({ kind, box }) => kind === 'share' && box?.hasEnded !== true)
        .map(({ id, except }) => [id, new Set(except.flatMap(({ accounts }) => accounts))]),
    ),
  }))
  return changes.filter(({ account, kind }) => {
    const via = wanted.origins?.via.get(account)
    const isShared =
      same.length > 0 &&
      same.every(
        ({ named, timeBoxes, exceptions }) =>
          named.has(account) ||
          // An entry of the account's own decides when its share ends.
          (exceptions.get(via)?.has(account) === false && timeBoxes?.get(account)?.hasEnded !== true),
      )
    return isShared !== (kind === 'share')
  })
}

function formatChange({ kind, image, account }: Change): string {
  return `${kind} ${image.id} ${kind === 'share' ? 'with' : 'from'} ${account}`
}
