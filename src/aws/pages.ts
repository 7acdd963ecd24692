import { ProblemError } from '../sharing/problem.ts'
import type { Call } from './explanation.ts'

/** One page of a list from the SDK. A member is missing if there are no entries or no more pages. */
export interface Page<Item> {
  readonly items: readonly Item[] | undefined
  readonly nextToken: string | undefined
}

// 25 entries per page: far more accounts than an image can sensibly be shared with.
const mostPages = 4000

/**
 * Reads all pages of a list one by one, because each page names the next.
 * @throws ProblemError `service-unavailable` when the pages never end or a token repeats: half a list would be worse
 *   than none
 */
export async function allPages<Item>(
  read: (token: { readonly NextToken?: string }) => Promise<Page<Item>>,
  call: Call,
): Promise<readonly Item[]> {
  const items: Item[] = []
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const page: Page<Item> = await read(token === undefined ? {} : { NextToken: token })
    // AWS may leave an empty list out, but one of several pages isn't the empty list.
    if (page.items === undefined && (token ?? page.nextToken ?? '') !== '')
      throw unreadable(call, 'a page without a list')
    if (page.items !== undefined) {
      if (!isList(page.items)) throw unreadable(call, 'an answer that is no list')
      items.push(...page.items)
    }
    token = page.nextToken
    if (token !== undefined && seen.has(token)) throw unreadable(call, 'the same page again and again')
    if (seen.size > mostPages) throw unreadable(call, 'pages without end')
    if (token !== undefined) seen.add(token)
  } while (token !== undefined && token !== '')
  return items
}

/** Returns the problem of an answer that can't be relied on. */
export function unreadable(call: Call, what: string): ProblemError {
  return new ProblemError({
    reason: 'service-unavailable',
    message: `Could not ${call.doing}: ${call.service} gave ${what}.`,
    remedy: 'Run it again later; if it stays so, give it to AWS Support.',
    region: call.region,
    image: call.image,
  })
}

// The SDK passes on every received value, whatever its type.
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
