import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserContext } from 'playwright-core'
import { summaryPage } from './page/page.ts'
import { withBrowser } from './pictures/browser.ts'
import { cases, runCase, type Case } from './pictures/cases.ts'
import { elementsOf, hostileCase, plainCase, whatNamesBecame } from './pictures/hostile.ts'
import { photograph, whatSticksOut, withPage } from './pictures/look.ts'
import { repositoryRoot } from './runner/root.ts'

const output = join(repositoryRoot(), 'sandbox-output')
const images = join(repositoryRoot(), 'docs', 'images')
const widths = [400, 1280]
const readmeWidth = 960

/** Writes a page and returns its path. */
async function pageOf(name: string, markdown: string, title?: string): Promise<string> {
  const file = join(output, `${name}.html`)
  await writeFile(file, summaryPage(markdown, title))
  return pathToFileURL(file).href
}

/** Writes the pages of a case: its summary first, then its comment and its annotations if it has any. */
async function pagesOf(one: Case): Promise<readonly (readonly [name: string, page: string])[]> {
  const { summary, comment, annotations } = await runCase(one)
  const told = annotations.map(
    ({ level, title, message }) => `**${[level, title ?? 'the verdict'].join(': ')}**\n\n${asCode(message)}`,
  )
  const isCommented = comment !== undefined
  const others: readonly (readonly [name: string, markdown: string, title: string])[] = isCommented
    ? [
        [`${one.name}-comment`, comment, 'github-actions bot commented'],
        [`${one.name}-annotations`, told.join('\n\n'), 'Annotations'],
      ]
    : []
  const pages = [[one.name, await pageOf(one.name, summary)] as const]
  for (const [name, markdown, title] of others) pages.push([name, await pageOf(name, markdown, title)])
  return pages
}

// Wrapped as GitHub wraps annotations.
function asCode(text: string): string {
  return `\`\`\`\`\n${text.replaceAll(/(?=.{91})(.{1,90}) /g, '$1\n')}\n\`\`\`\``
}

/** Checks a case's pages for overflow and takes screenshots of them. The README shows those of the first case. */
async function lookAt(browser: BrowserContext, one: Case, isFirst: boolean): Promise<readonly string[]> {
  const complaints: string[] = []
  for (const [name, url] of await pagesOf(one)) {
    const found = await withPage(browser, url, async (page) => {
      const stickingOut = await whatSticksOut(page, widths, async (width) =>
        photograph(page, (scheme) => join(output, `${name}-${width}-${scheme}.png`)),
      )
      if (isFirst) {
        await page.setViewportSize({ width: readmeWidth, height: 600 })
        await photograph(page, (scheme) => join(images, `summary-${scheme}.png`))
      }
      return stickingOut
    })
    complaints.push(...found.map((complaint) => `${name}: ${complaint}`))
  }
  return complaints
}

async function pageFor(one: Case): Promise<string> {
  return pageOf(one.name, (await runCase(one)).summary)
}

async function lookAtNames(browser: BrowserContext): Promise<readonly string[]> {
  const plain = await withPage(browser, await pageFor(plainCase), elementsOf)
  return withPage(browser, await pageFor(hostileCase), async (page) => whatNamesBecame(page, plain))
}

/** Writes a page of every case's summary and checks it in a browser. */
async function takePictures(): Promise<readonly string[]> {
  await Promise.all([output, images].map(async (folder) => mkdir(folder, { recursive: true })))
  const complaints: string[] = []
  await withBrowser(async (browser) => {
    for (const [index, one] of [...cases, hostileCase].entries()) {
      complaints.push(...(await lookAt(browser, one, index === 0)))
    }
    complaints.push(...(await lookAtNames(browser)))
  })
  return complaints
}

try {
  const complaints = await takePictures()
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
  process.stdout.write(
    `${cases.length + 1} summaries looked at, ${widths.join(' and ')} px wide; ${complaints.length} complaints.\nPages: ${output}\nPictures of the README: ${images}\n`,
  )
  process.exitCode = complaints.length === 0 ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
