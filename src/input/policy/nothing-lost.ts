import type { WantedRecipients } from '../../sharing/request.ts'
import type { Path } from './document-nodes.ts'
import type { PolicyDocument } from './policy-document.ts'
import type { PolicyWants } from './policy-images.ts'
import { sizesOf } from './sound-parts.ts'

/**
 * Notes where something of a policy led to nothing although nothing is wrong with it. A recipient that is lost would be
 * unshared from an exclusive image, by a run that is green; so a sound policy is held to as many names, images and
 * recipients as it was written with, whatever the reasons are for which one could be passed over.
 */
export function noteLosses(value: unknown, wants: PolicyWants, document: PolicyDocument): void {
  if (document.isRefused) return
  const written = sizesOf(value)
  noteLoss(['accounts'], written.accounts, wants.accountNames.size, document)
  noteLoss(['images'], written.recipients.length, wants.images.length, document)
  for (const [index, image] of wants.images.entries()) {
    noteLoss(['images', index, 'share-with'], written.recipients[index] ?? 0, recipientsOf(image), document)
  }
}

// Those whose time has ended aren't shared with, and an exclusive image doesn't name them among those to unshare.
function recipientsOf({ share, timeBoxes = new Map() }: WantedRecipients): number {
  return share.length + [...timeBoxes.values()].filter(({ hasEnded }) => hasEnded).length
}

function noteLoss(path: Path, written: number, read: number, document: PolicyDocument): void {
  if (written === read) return
  document.add(
    path,
    `${read} of ${written} entries were understood, and nothing is wrong with the others`,
    'This is a mistake of the action: please report it, with this file.',
  )
}
