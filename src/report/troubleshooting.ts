import type { FailureReason } from '../sharing/problem.ts'
import { repository, version } from '../version.ts'

/** Returns the URL of a failure reason's section in docs/troubleshooting.md, as of this version. */
export function troubleshootingLink(reason: FailureReason): string {
  return `https://github.com/${repository}/blob/v${version}/docs/troubleshooting.md#${reason}`
}
