import type { FailureReason } from '../sharing/problem.ts'

/** The titles of the failure reasons. Each reason has a section in docs/troubleshooting.md. */
export const titles: Readonly<Record<FailureReason, string>> = {
  internal: 'The action itself failed',
  cancelled: 'Cancelled before everything was done',
  'invalid-input': 'The inputs have mistakes',
  'invalid-policy': 'The policy file has mistakes',
  'oidc-unavailable': 'No ID token from GitHub',
  'role-refused': 'AWS refused the role',
  'no-credentials': 'No valid AWS credentials',
  'access-denied': 'An AWS permission is missing',
  'image-not-found': 'Image not found',
  'image-not-owned': 'The image belongs to another account',
  'not-supported': 'AWS does not support this',
  'image-not-available': 'The image is not AVAILABLE',
  'wait-timed-out': 'The image was not AVAILABLE in time',
  'refused-by-guard': 'Held back by a guard',
  'not-approved': 'The plan has no approval',
  'plan-changed': 'The plan is not the approved one',
  drift: 'Permissions have drifted',
  unreachable: 'AWS could not be reached',
  'service-unavailable': 'AWS has a fault',
  throttled: 'AWS asked to slow down',
  'not-proven': 'A change could not be verified',
  'partly-failed': 'Some changes failed',
}
