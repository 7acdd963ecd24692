import { failureReasonOf, isChanged, totalsOf, type RunResult } from '../sharing/result.ts'
import { resultJson } from './result-json.ts'

/** The outputs of action.yml, in the same order. */
export const outputNames = [
  'changed',
  'shared-count',
  'unshared-count',
  'unchanged-count',
  'failed-count',
  'plan-id',
  'failure-reason',
  'result',
  'report',
] as const

/** The name of one output. */
export type OutputName = (typeof outputNames)[number]

/** Returns the values of all outputs. They are set on failure too. */
export function outputsOf(result: RunResult, report: string): Readonly<Record<OutputName, string>> {
  const totals = totalsOf(result)
  return {
    changed: String(isChanged(result)),
    'shared-count': String(totals.shared),
    'unshared-count': String(totals.unshared),
    'unchanged-count': String(totals.unchanged),
    'failed-count': String(totals.failed),
    'plan-id': result.planId ?? '',
    'failure-reason': failureReasonOf(result) ?? '',
    result: JSON.stringify(resultJson(result)),
    report,
  }
}
