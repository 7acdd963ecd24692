import { posix } from 'node:path'
import type { InputTexts } from '../input/input-texts.ts'
import { recordContext } from '../sharing/plan-record.ts'
import type { Region } from '../sharing/identifiers.ts'

/** Returns the context of a step's records, the same for the step that plans and the one that applies. */
export function planContext(inputs: InputTexts, region: Region): string {
  const file = inputs['policy-file']
  // Any order and any separators of the list mean the same images.
  const images = [...new Set(inputs['image-id'].split(/[\s,]+/).filter((id) => id !== ''))].toSorted()
  return recordContext(file === '' ? images.join(', ') : posix.normalize(file), region)
}
