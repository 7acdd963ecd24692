import { propertyOf } from '../property-of.ts'
import type { Problem } from '../sharing/problem.ts'
import type { EventReading } from './event-file.ts'

// The events whose runs have the permissions of a pull request's head. With pull_request_target and the like a run has
// the permissions of the base, whatever the head.
const eventsOfTheHead: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
])

/** Explains why a job gets no ID token, as far as its event shows, with a remedy. */
export function whyThereIsNone(event: EventReading): Problem {
  const {
    GITHUB_ACTOR: actor,
    GITHUB_EVENT_NAME: eventName = '',
    GITHUB_REPOSITORY: repository,
  } = process.env
  if (actor === 'dependabot[bot]') {
    return noIdToken(
      "the run was started by Dependabot, whose token only reads unless the workflow's permissions say otherwise",
      "Add `id-token: write` to the job's permissions if Dependabot's runs are meant to do this; otherwise leave the step out with if: github.actor != 'dependabot[bot]'.",
    )
  }
  if (event.kind === 'unread') {
    return noIdToken(
      `the file of the run's event (GITHUB_EVENT_PATH), which would tell why, can't be read: ${event.why}`,
      'Let no step change that file. Add `permissions: { id-token: write, contents: read }` to the job if it has not; runs of forks get no ID token.',
    )
  }
  const head = propertyOf(propertyOf(event.payload, 'pull_request'), 'head')
  if (eventsOfTheHead.has(eventName) && isFork(head, repository)) {
    return noIdToken(
      'the pull request comes from a fork, and GitHub gives runs of forks no ID token',
      'Run this step only for branches of this repository, or after the merge; never hand a fork your credentials.',
    )
  }
  return noIdToken(
    'the job has no permission to ask for one',
    'Add `permissions: { id-token: write, contents: read }` to the job (a reusable workflow: to the calling job too).',
  )
}

/** Returns the problem of a missing ID token; `why` is a clause that follows a colon. */
export function noIdToken(why: string, remedy: string): Problem {
  return {
    reason: 'oidc-unavailable',
    message: `role-to-assume needs an ID token of GitHub, but there is none: ${why}.`,
    remedy,
  }
}

function isFork(head: unknown, repository: string | undefined): boolean {
  if (typeof head !== 'object' || head === null || !('repo' in head)) return false
  const { repo } = head
  // A fork that was deleted since then has no repository.
  if (typeof repo !== 'object' || repo === null) return true
  return 'full_name' in repo && repo.full_name !== repository
}
