import type { RunResult } from '../sharing/result.ts'
import { endedShareSentences } from './ended-shares.ts'

/** Every sentence of a run that doesn't fail it. */
export function warningsOf(result: RunResult): readonly string[] {
  return [...endedShareSentences(result), ...result.warnings]
}
