/** The action's name and version, sent to AWS as the user agent. A test checks the version against package.json. */
export const name = 'share-workspaces-image'
export const version = '1.0.0'
/** The action's repository on GitHub, linked for help. */
export const repository = 'OWNER/share-workspaces-image'
