import type { CopyTexts } from './copying/copy-texts.ts'

/**
 * Reads the inputs of action.yml as they were typed, in its order; `''` if one is not given.
 * @param read returns the text of one input
 */
export function readInputTexts(read: (name: string) => string) {
  return {
    'image-id': read('image-id'),
    'account-id': read('account-id'),
    allow: read('allow'),
    exclusive: read('exclusive'),
    'policy-file': read('policy-file'),
    mode: read('mode'),
    'approved-plan': read('approved-plan'),
    'record-plan': read('record-plan'),
    'trusted-account-ids': read('trusted-account-ids'),
    'organizations-role-to-assume': read('organizations-role-to-assume'),
    'max-unshares': read('max-unshares'),
    'wait-for-minutes': read('wait-for-minutes'),
    temporary: read('temporary'),
    'undo-on-failure': read('undo-on-failure'),
    'aws-region': read('aws-region'),
    'role-to-assume': read('role-to-assume'),
    'role-session-name': read('role-session-name'),
    'role-duration-seconds': read('role-duration-seconds'),
    audience: read('audience'),
    'pull-request-comment': read('pull-request-comment'),
    'github-token': read('github-token'),
    'mask-account-ids': read('mask-account-ids'),
  } as const
}

/** The values of all inputs. */
export type InputTexts = Readonly<ReturnType<typeof readInputTexts>>
/** The name of one input, of this action or of the one that copies. */
export type InputName = keyof InputTexts | keyof CopyTexts
