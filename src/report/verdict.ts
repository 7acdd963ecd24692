import { count, countChanges } from '../sharing/count.ts'
import { groupBy } from '../sharing/grouping.ts'
import { failureReasons, type FailureReason } from '../sharing/problem.ts'
import {
  allProblems,
  failureReasonOf,
  settledChanges,
  totalsOf,
  type RunResult,
  type Totals,
} from '../sharing/result.ts'
import { titles } from './titles.ts'

/**
 * Returns the run's result and counts in one sentence: the summary's first line, and the message the step fails with.
 */
export function verdictOf(result: RunResult): string {
  return result.subject === undefined ? sentenceOf(result) : `${result.subject}: ${sentenceOf(result)}`
}

function sentenceOf(result: RunResult): string {
  const reason = failureReasonOf(result)
  const totals = totalsOf(result)
  if (reason === undefined) return success(result, totals)
  const title = headline(reason, result)
  if (reason === 'drift') {
    return result.mode === 'apply'
      ? `${title}: ${changed(totals)} made and verified, but somebody else changed something besides.`
      : `${title}: ${changed(totals)} to make.`
  }
  // After an internal error it is unknown whether anything was written.
  if (reason === 'internal') return `${title}.`
  if (!isAnythingSent(result)) return `${title}. Nothing was written.`
  const done = totals.shared + totals.unshared
  if (totals.failed === 0) {
    return `${title}: ${changed(totals)} made and verified, but not everything could be done or read.`
  }
  const what = isKnownWhatIsInEffect(result) ? 'changes are not in effect,' : 'changes failed,'
  return `${title}: ${totals.failed} of ${done + totals.failed} ${what} ${changed(totals)} made${undoneNote(result)}.`
}

/**
 * Returns the title of the reason, then those of the others, so that none is missed. Several reasons have the number of
 * their problems. A single reason of changes that failed is not named beside "Some changes failed", which counts them.
 */
function headline(reason: FailureReason, result: RunResult): string {
  const byReason = groupBy(allProblems(result), (problem) => problem.reason)
  const ofRun = new Set(result.problems.map((problem) => problem.reason))
  const isSeveral = byReason.size > 1
  const others = failureReasons.filter(
    (other) => other !== reason && (isSeveral ? byReason : ofRun).has(other),
  )
  const titleOf = (one: FailureReason): string => {
    const problems = byReason.get(one)
    return isSeveral && problems !== undefined ? `${titles[one]} (${problems.length})` : titles[one]
  }
  return [titleOf(reason), ...others.map((other) => withinSentence(titleOf(other)))].join('; ')
}

function withinSentence(title: string): string {
  return title.startsWith('AWS') ? title : title.replace(/^./, (letter) => letter.toLowerCase())
}

// A change that could not be verified or rolled back may be in effect.
function isKnownWhatIsInEffect(result: RunResult): boolean {
  return settledChanges(result).every(({ outcome }) =>
    outcome.kind === 'failed' ? !outcome.mayBeInEffect : outcome.kind !== 'undo-failed',
  )
}

function isAnythingSent(result: RunResult): boolean {
  return settledChanges(result).some(
    ({ outcome }) => outcome.kind !== 'not-attempted' && outcome.kind !== 'planned',
  )
}

function success(result: RunResult, totals: Totals): string {
  const unchanged = `${count(totals.unchanged, 'permission')} already as wanted`
  if (totals.shared + totals.unshared === 0) {
    return `${result.mode === 'check' ? 'No drift' : 'Nothing to do'}: ${unchanged}.`
  }
  const besides = totals.unchanged > 0 ? `, ${unchanged}` : ''
  if (result.mode !== 'apply') return `Plan: ${changed(totals)} to make${besides}. Nothing was written.`
  return `Done and verified: ${changed(totals)} made${besides}.`
}

function changed({ shared, unshared }: Totals): string {
  return countChanges(shared, unshared).join(' and ') || 'no change'
}

function undoneNote(result: RunResult): string {
  const undone = settledChanges(result).filter(({ outcome }) => outcome.kind === 'undone').length
  return undone === 0 ? '' : `, ${undone} undone`
}
