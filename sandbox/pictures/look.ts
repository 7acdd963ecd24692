import type { BrowserContext, Page } from 'playwright-core'

// Run in the page, whose types this project otherwise has no use for.
const fold = (open: boolean) =>
  `for (const details of document.querySelectorAll('details')) details.open = ${open}`
// Wide tables and code scroll within their own box; everything else has to stay on the page.
const measure = `JSON.stringify([
  document.documentElement.scrollWidth,
  ...new Set([...document.querySelectorAll('article *')]
    .filter((element) => element.parentElement.closest('table, pre') === null)
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
    .map(({ tagName }) => tagName)),
])`

/** The two looks GitHub has. */
export const schemes = ['light', 'dark'] as const

/** Opens a page at several widths, folds closed and open, and tells everything that sticks out. */
export async function whatSticksOut(
  page: Page,
  widths: readonly number[],
  thenAt: (width: number) => Promise<void>,
): Promise<readonly string[]> {
  const complaints: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    for (const open of [true, false]) {
      await page.evaluate(fold(open))
      const [needed, ...elements] = String(await page.evaluate(measure)).match(/\w+/g) ?? []
      if (Number(needed) > width || elements.length > 0) {
        complaints.push(
          `${needed} px are needed where there are ${width}, folds ${open ? 'open' : 'closed'} (${elements.join(', ')})`,
        )
      }
    }
    await thenAt(width)
  }
  return complaints
}

/** Takes a picture of the whole page in each look; `path` names the file. */
export async function photograph(page: Page, path: (scheme: string) => string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: path(colorScheme), fullPage: true })
  }
}

/**
 * Opens a page of this machine for as long as it is used.
 * @throws Error with what the page's scripts or the browser had to complain about, such as a graph that can't be drawn
 */
export async function withPage<Result>(
  browser: BrowserContext,
  url: string,
  use: (page: Page) => Promise<Result>,
): Promise<Result> {
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text())
  })
  try {
    await page.goto(url)
    // A page whose graphs were drawn says so; one without a graph has no script that could.
    await page.locator('html.drawn, html:not(:has(script))').waitFor()
    if (errors.length > 0) throw new Error(`${url}: ${errors.join('; ')}`)
    return await use(page)
  } finally {
    await page.close()
  }
}
