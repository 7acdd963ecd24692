/**
 * Reads the inputs of copy/action.yml as they were typed, in its order; `''` if one is not given.
 * @param read returns the text of one input
 */
export function readCopyTexts(read: (name: string) => string) {
  return {
    'image-id': read('image-id'),
    'source-region': read('source-region'),
    'owner-account-id': read('owner-account-id'),
    name: read('name'),
    'aws-region': read('aws-region'),
    'wait-for-minutes': read('wait-for-minutes'),
    'bundle-id': read('bundle-id'),
    mode: read('mode'),
    'role-to-assume': read('role-to-assume'),
    'role-session-name': read('role-session-name'),
    'role-duration-seconds': read('role-duration-seconds'),
    audience: read('audience'),
    'mask-account-ids': read('mask-account-ids'),
  } as const
}

/** The values of all inputs. */
export type CopyTexts = Readonly<ReturnType<typeof readCopyTexts>>
