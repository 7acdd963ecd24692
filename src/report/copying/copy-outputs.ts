import { copyFailureReason, countBundles, type CopyResult } from '../../copying/copy-result.ts'
import { copyResultJson } from './copy-result-json.ts'

/** The outputs of copy/action.yml, in the same order. */
export const copyOutputNames = [
  'image-id',
  'copied',
  'state',
  'updated-bundle-count',
  'failure-reason',
  'result',
  'report',
] as const

/** The name of one output. */
export type CopyOutputName = (typeof copyOutputNames)[number]

/** Returns the values of all outputs. They are set on failure too. */
export function copyOutputs(result: CopyResult, report: string): Readonly<Record<CopyOutputName, string>> {
  return {
    'image-id': result.copy?.image.id ?? '',
    copied: String(result.copiedAs !== undefined),
    state: result.copy?.state ?? '',
    'updated-bundle-count': String(countBundles(result, 'updated') + countBundles(result, 'planned')),
    'failure-reason': copyFailureReason(result) ?? '',
    result: JSON.stringify(copyResultJson(result)),
    report,
  }
}
