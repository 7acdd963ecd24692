import { context } from '@actions/github'
import type { ApiClient } from './api-client.ts'
import { unreadable } from './comments-page.ts'

// Far more than GitHub has statuses of one context on a commit, 1000.
const mostPages = 100

/**
 * Reads all pages of a list of the run's repository. Asks for each page by its number: an address in an answer would get
 * the token.
 * @param of the other parameters of the route
 * @throws Error if a page isn't a list, or there is no end of them: a list that is not whole must not look like one
 *   without an entry
 */
export async function readWholeList(
  client: ApiClient,
  route: string,
  of: Readonly<Record<string, unknown>>,
): Promise<readonly unknown[]> {
  const items: unknown[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await client.request(route, { ...context.repo, ...of, per_page: 100, page })
    const data: unknown = answer.data
    if (!Array.isArray(data)) throw unreadable()
    for (const item of data) items.push(item)
    if (!(answer.headers.link ?? '').includes('rel="next"')) return items
  }
  throw unreadable()
}
