import { readFileSync } from 'node:fs'

/**
 * Returns the repository that package.json names, as `owner/name`: the one place that says who publishes the action.
 * @throws {Error} if it names none
 */
export function readOwnRepository() {
  const { repository } = /** @type {{ repository?: unknown }} */ (
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm would not have installed it otherwise
    JSON.parse(readFileSync('package.json', 'utf8'))
  )
  const [, own] = /^github:([\w-]+\/share-workspaces-image)$/.exec(String(repository)) ?? []
  if (own === undefined) {
    throw new Error('The field "repository" in package.json must be github:<account>/share-workspaces-image.')
  }
  return own
}

/**
 * Returns whether GitHub takes a text as the name of a user or an organization.
 * @param {string} text
 */
export function isAccountName(text) {
  return /^(?!.{40})[a-z\d]+(?:-[a-z\d]+)*$/i.test(text)
}
