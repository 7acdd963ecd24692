import type { WorkspaceImage } from '@aws-sdk/client-workspaces'
import { isAccountId, isImageId, type Region } from '../sharing/identifiers.ts'
import type { ImageDescription } from '../sharing/state.ts'

/** Reads an image as AWS describes it; `undefined` for an entry without a well-formed id. */
export function readDescription(raw: WorkspaceImage, region: Region): ImageDescription | undefined {
  const id = raw.ImageId
  if (typeof id !== 'string' || !isImageId(id)) return undefined
  const owner = raw.OwnerAccountId
  return {
    image: { region, id },
    name: typeof raw.Name === 'string' ? raw.Name : '',
    state: typeof raw.State === 'string' ? raw.State : 'unknown',
    owner: typeof owner === 'string' && isAccountId(owner) ? owner : undefined,
    isBringYourOwnLicence: raw.RequiredTenancy === 'DEDICATED',
    errors: errorsOf(raw),
  }
}

function errorsOf(raw: WorkspaceImage): readonly string[] {
  const details = (Array.isArray(raw.ErrorDetails) ? raw.ErrorDetails : []).map((detail) =>
    joined(detail.ErrorCode, detail.ErrorMessage),
  )
  const all = [joined(raw.ErrorCode, raw.ErrorMessage), ...details]
  return [...new Set(all.filter((sentence) => sentence !== ''))]
}

function joined(code: string | undefined, message: string | undefined): string {
  return [code, message].filter((part) => part !== undefined && part !== '').join(': ')
}
