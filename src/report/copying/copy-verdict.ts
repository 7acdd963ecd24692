import type { CopyRequest } from '../../copying/copy-request.ts'
import { copyFailureReason, copyProblems, countBundles, type CopyResult } from '../../copying/copy-result.ts'
import { count } from '../../sharing/count.ts'
import { failureReasons } from '../../sharing/problem.ts'
import { titles } from '../titles.ts'

/**
 * Returns the run's result in one sentence: the summary's first line, and the message the step fails with.
 */
export function copyVerdict(result: CopyResult): string {
  const reason = copyFailureReason(result)
  if (reason === undefined) return success(result)
  const met = new Set(copyProblems(result).map((problem) => problem.reason))
  const others = failureReasons.filter((other) => other !== reason && met.has(other))
  const headline = [reason, ...others].map((one) => titles[one]).join('; ')
  // After an internal error it is unknown whether anything was written.
  if (reason === 'internal') return `${headline}.`
  return `${headline}. ${effectOf(result)}`
}

function success(result: CopyResult): string {
  const { request, copy, copiedAs } = result
  if (request === undefined) return 'Nothing to do.'
  const planned = countBundles(result, 'planned')
  if (request.mode === 'plan') {
    if (copiedAs === undefined && planned === 0) return `Nothing to do: ${copyInWords(result)}.`
    const parts = [
      ...(copiedAs === undefined ? [] : [`copy ${fromTo(request)} as ${copiedAs}`]),
      ...(planned === 0 ? [] : [`point ${count(planned, 'bundle')} at the copy`]),
    ]
    return `Plan: ${parts.join(', and ')}. Nothing was written.`
  }
  const updated = countBundles(result, 'updated')
  const isAnythingDone = copiedAs !== undefined || updated > 0
  const pointed = result.bundles.length === 0 ? '' : `, ${bundlesInWords(result)}`
  if (!isAnythingDone) return `Nothing to do: ${copyInWords(result)}${pointed}.`
  if (copiedAs === undefined) return `Done and verified: ${copyInWords(result)}${pointed}.`
  const verb = copy?.state === 'AVAILABLE' ? 'Copied' : 'Started to copy'
  return `${verb} ${fromTo(request)}: ${copyInWords(result)}${pointed}.`
}

function fromTo({ source, region }: CopyRequest): string {
  return `${source.id} from ${source.region} to ${region}`
}

function copyInWords({ copy, copiedAs }: CopyResult): string {
  if (copy !== undefined) return `the copy is ${copy.image.id}, ${copy.state}`
  return copiedAs === undefined ? 'there is no copy' : 'no read shows the copy'
}

function bundlesInWords(result: CopyResult): string {
  const pointing = countBundles(result, 'updated') + countBundles(result, 'unchanged')
  return `${pointing} of ${count(result.bundles.length, 'bundle')} use it`
}

function effectOf(result: CopyResult): string {
  const { copy, copiedAs, mayBeCopied, bundles } = result
  if (mayBeCopied) return 'No read shows a copy, but AWS may have started one.'
  const isAnythingDone = copiedAs !== undefined || bundles.some(({ outcome }) => isSent(outcome.kind))
  if (!isAnythingDone) {
    const there = copy === undefined ? '' : ` There is a copy: ${copy.image.id}, ${copy.state}.`
    return `Nothing was written.${there}`
  }
  const words = [copyInWords(result), ...(bundles.length === 0 ? [] : [bundlesInWords(result)])].join(', ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

function isSent(kind: CopyResult['bundles'][number]['outcome']['kind']): boolean {
  return kind === 'updated' || kind === 'failed'
}
