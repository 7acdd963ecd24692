import type { RunResult } from '../sharing/result.ts'
import { endedShareSentences } from './ended-shares.ts'

/** Returns all sentences of a run that don't fail it. */
export function warningsOf(result: RunResult): readonly string[] {
  return [...endedShareSentences(result), ...result.warnings]
}
