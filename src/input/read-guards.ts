import type { Guards } from '../sharing/guards.ts'
import { isAccountId, isUnitId } from '../sharing/identifiers.ts'
import { isPlanId } from '../sharing/plan-id.ts'
import { quoted, type InputProblems } from './input-problems.ts'
import type { InputName, InputTexts } from './input-texts.ts'
import { keepRecipientIds, readList } from './lists.ts'
import { readWholeNumber } from './scalars.ts'

/** The word that switches a guard off. An empty value never does, because it may be a missing variable. */
const off = 'any'
/** The word for the plan that is recorded on the pull request which the run's commit merged. */
export const onPullRequest = 'pull-request'
const mostUnshares = 1_000_000

/** Reads the three guards. */
export function readGuards(texts: InputTexts, problems: InputProblems): Guards {
  return {
    ...readTrusted(texts['trusted-account-ids'], problems),
    maxUnshares: readMaxUnshares(texts['max-unshares'], problems),
    approvedPlan: readApprovedPlan(texts['approved-plan'], problems),
  }
}

function readTrusted(
  text: string,
  problems: InputProblems,
): Pick<Guards, 'trustedAccounts' | 'trustedUnits'> {
  const entries = readList('trusted-account-ids', text, problems)
  if (entries.length === 0) noteEmpty('trusted-account-ids', problems)
  if (!entries.includes(off)) {
    const ids = keepRecipientIds('trusted-account-ids', entries, problems)
    const units = ids.filter(isUnitId)
    const trustedUnits = units.length === 0 ? {} : { trustedUnits: units }
    return { trustedAccounts: new Set(ids.filter(isAccountId)), ...trustedUnits }
  }
  if (entries.length === 1) return { trustedAccounts: off }
  problems.add(
    'trusted-account-ids',
    `"any" can't be combined with other entries`,
    'Write any alone, or list the accounts without it.',
  )
  return { trustedAccounts: new Set() }
}

function readMaxUnshares(text: string, problems: InputProblems): Guards['maxUnshares'] {
  if (text === off) return off
  if (text !== '') {
    return readWholeNumber('max-unshares', text, { least: 0, most: mostUnshares, unit: 'unshares' }, problems)
  }
  noteEmpty('max-unshares', problems)
  return 0
}

function readApprovedPlan(text: string, problems: InputProblems): Guards['approvedPlan'] {
  if (text === off || text === onPullRequest) return text
  if (text === '') noteEmpty('approved-plan', problems)
  else if (/^plan-[0-9a-f]{32}$/.test(text)) {
    problems.add(
      'approved-plan',
      `${quoted(text)} has 32 digits, but plan ids have become longer: plan- and 64 digits`,
      'Plan again with this version of the action, review that plan, and hand over its plan-id.',
    )
  } else if (!isPlanId(text)) {
    problems.add(
      'approved-plan',
      `${quoted(text)} is not a plan-id`,
      'Hand over the output plan-id of the run that was reviewed.',
    )
  }
  return text
}

function noteEmpty(input: InputName, problems: InputProblems): void {
  problems.add(
    input,
    'is empty, and a guard never switches itself off',
    'A variable or a job output that is missing arrives as an empty text: give the value, or write any to switch the guard off on purpose.',
  )
}
