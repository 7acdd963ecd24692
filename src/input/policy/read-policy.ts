import type { Problem } from '../../sharing/problem.ts'
import { PolicyDocument } from './policy-document.ts'
import { wantsOf, type PolicyContext, type PolicyWants } from './policy-images.ts'
import { policySchema } from './schema.ts'
import { noteShapeProblems } from './shape-problems.ts'
import { soundPartsOf } from './sound-parts.ts'

/** What a policy asks for, or every problem it has. */
export type PolicyReading =
  | { readonly kind: 'sound'; readonly wants: PolicyWants }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }

/**
 * Reads a policy file. Every mistake becomes a problem at its line; whatever the text, nothing else comes of it.
 * @param file path from the workspace's root
 */
export function readPolicy(text: string, file: string, context: PolicyContext): PolicyReading {
  const document = new PolicyDocument(text, file)
  const refused = (): PolicyReading => ({ kind: 'refused', problems: document.problems })
  if (document.problems.length > 0) return refused()
  const value = document.toValue()
  if (document.problems.length > 0) return refused()
  const shape = policySchema.safeParse(value)
  if (!shape.success) noteShapeProblems(shape.error.issues, value, document)
  // Also where the shape is wrong somewhere, so that a person mends everything in one go.
  const wants = wantsOf(soundPartsOf(value), document, context)
  return document.problems.length > 0 ? refused() : { kind: 'sound', wants }
}
