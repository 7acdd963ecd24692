import type { BrowserContext, Page } from 'playwright-core'

// Runs in the page; the project has no other use for the page's types.
const fold = (open: boolean) =>
  `for (const details of document.querySelectorAll('details')) details.open = ${open}`
// Wide tables and code scroll in their own box. Everything else has to fit the page.
const measure = `JSON.stringify([
  document.documentElement.scrollWidth,
  ...new Set([...document.querySelectorAll('article *')]
    .filter((element) => element.parentElement.closest('table, pre') === null)
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
    .map(({ tagName }) => tagName)),
])`

// A picture of 300 rows takes longer than all others together, and shows no more.
const longestPicture = 4000
const content = "document.querySelector('article').style"
const cutOff = `${content} = 'max-height: ${longestPicture}px; overflow: hidden'`
const whole = `${content} = ''`

/** GitHub's two colour schemes. */
export const schemes = ['light', 'dark'] as const

/** Opens a page at several widths, folds closed and open, and reports all overflow. */
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

/**
 * Takes a screenshot of the page in each colour scheme: of all of it, or of the start of a long one.
 * @param path returns the file's path
 */
export async function photograph(page: Page, path: (scheme: string) => string): Promise<void> {
  await page.evaluate(cutOff)
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: path(colorScheme), fullPage: true })
  }
  await page.evaluate(whole)
}

/**
 * Opens a local page for the duration of a function.
 * @throws Error with the errors of the page's scripts or the browser, such as a graph that can't be drawn
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
    // A page marks that its graphs are drawn. A page without a graph has no script.
    await page.locator('html.drawn, html:not(:has(script))').waitFor()
    if (errors.length > 0) throw new Error(`${url}: ${errors.join('; ')}`)
    return await use(page)
  } finally {
    await page.close()
  }
}
