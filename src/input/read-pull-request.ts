import type { Guards } from '../sharing/guards.ts'
import type { Mode } from '../sharing/request.ts'
import { quoted, type InputProblems } from './input-problems.ts'
import type { InputTexts } from './input-texts.ts'
import { onPullRequest } from './read-guards.ts'
import type { JobEnvironment } from './read-sign-in.ts'
import { canBeToken, readBoolean, readChoice } from './scalars.ts'

/** The condition for a comment on a pull request. */
export type CommentWhen = 'never' | 'changes' | 'always'

const commentWhens: readonly [CommentWhen, ...CommentWhen[]] = ['never', 'changes', 'always']

/** What a step writes on its pull request. */
export interface PullRequestSettings {
  readonly comment: CommentWhen
  /** Whether the plan is recorded. */
  readonly recordPlan: boolean
  /** Whether a refusal of other inputs can be recorded too: the token itself is sound. */
  readonly canRecord: boolean
}

/** Reads `record-plan`, `pull-request-comment` and `github-token`. */
export function readPullRequestInputs(
  texts: InputTexts,
  mode: Mode,
  environment: JobEnvironment,
  { approvedPlan }: Guards,
  problems: InputProblems,
): PullRequestSettings {
  const { 'github-token': token } = texts
  const isAsked = readBoolean('record-plan', texts['record-plan'], problems)
  const recordPlan = isAsked && checkRecordPlan(mode, environment, problems)
  const comment = readChoice('pull-request-comment', texts['pull-request-comment'], commentWhens, problems)
  const isTokenNeeded = isAsked || approvedPlan === onPullRequest
  if (comment !== 'never' || isTokenNeeded) checkToken(token, isTokenNeeded, problems)
  return { comment, recordPlan, canRecord: recordPlan && token !== '' && canBeToken(token) }
}

// A record is of a plan that a pull request shows. A later commit of the pull request needs a record of its own.
function checkRecordPlan(mode: Mode, { eventName }: JobEnvironment, problems: InputProblems): boolean {
  const isPlan = mode === 'plan'
  const isOnPullRequest = eventName === 'pull_request'
  if (!isPlan) {
    problems.add(
      'record-plan',
      `true goes only with mode: plan, not with ${mode}`,
      'Set mode: plan, or leave record-plan out.',
    )
  }
  if (!isOnPullRequest) {
    problems.add(
      'record-plan',
      `true goes only with the event pull_request, and the run's event is ${eventName === '' ? 'none' : quoted(eventName)}`,
      "Run this step on pull_request, or write record-plan: ${{ github.event_name == 'pull_request' }}.",
    )
  }
  return isPlan && isOnPullRequest
}

// The client that rejects a bad token later would quote it. This message leaves it out.
function checkToken(text: string, isNeeded: boolean, problems: InputProblems): void {
  if (isNeeded && text === '') {
    problems.add(
      'github-token',
      'is empty, and record-plan: true and approved-plan: pull-request need it',
      'Leave it out to use the token of the job.',
    )
  }
  if (canBeToken(text)) return
  problems.add(
    'github-token',
    'holds white space or another character that no token has',
    'Give the token alone, such as ${{ github.token }}; store a secret anew that was pasted with more around it.',
  )
}
