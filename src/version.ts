/** The action's name and version, as its user agent tells AWS. The version is package.json's; a test holds them together. */
export const name = 'share-workspaces-image'
export const version = '1.0.0'
/** Where the action lives on GitHub: what people are led to for help. */
export const repository = 'OWNER/share-workspaces-image'
