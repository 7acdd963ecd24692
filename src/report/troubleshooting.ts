import type { FailureReason } from '../sharing/problem.ts'
import { repository, version } from '../version.ts'

/** The section on a failure reason in docs/troubleshooting.md, as it was when this version was made. */
export function troubleshootingLink(reason: FailureReason): string {
  return `https://github.com/${repository}/blob/v${version}/docs/troubleshooting.md#${reason}`
}
