import type { Problem } from '../../sharing/problem.ts'
import { noteLosses } from './nothing-lost.ts'
import { PolicyDocument } from './policy-document.ts'
import { wantsOf, type PolicyContext, type PolicyWants } from './policy-images.ts'
import { noteShapeProblems } from './shape-problems.ts'
import { sizesOf, soundPartsOf } from './sound-parts.ts'

// At the few calls a second that WorkSpaces takes, a job lasts no longer than for so many.
const mostRecipients = 250_000

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
  const wants = wantsIn(document, context)
  return wants === undefined || document.isRefused
    ? { kind: 'refused', problems: document.problems }
    : { kind: 'sound', wants }
}

function wantsIn(document: PolicyDocument, context: PolicyContext): PolicyWants | undefined {
  const value = document.toValue()
  if (value === undefined || hasTooMany(value, document)) return undefined
  noteShapeProblems(value, document)
  // Also where the shape is wrong somewhere, so that a person mends everything in one go.
  const wants = wantsOf(soundPartsOf(value), document, context)
  noteLosses(value, wants, document)
  return wants
}

// A few aliases of a long list are quickly millions of accounts.
function hasTooMany(value: unknown, document: PolicyDocument): boolean {
  const recipients = sizesOf(value).recipients.reduce((sum, size) => sum + size, 0)
  if (recipients <= mostRecipients) return false
  document.add(
    ['images'],
    `share-with has ${recipients} entries in all, one run takes at most ${mostRecipients}`,
    'Split the file into several, one step each.',
  )
  return true
}
