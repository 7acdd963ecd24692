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

/** Writes the page of a case's summary and returns its path. */
async function pageOf(one: Case): Promise<string> {
  const file = join(output, `${one.name}.html`)
  await writeFile(file, summaryPage((await runCase(one)).summary))
  return pathToFileURL(file).href
}

/** Checks a case's page for overflow and takes screenshots of it. The README shows those of the first case. */
async function lookAt(browser: BrowserContext, one: Case, isFirst: boolean): Promise<readonly string[]> {
  return withPage(browser, await pageOf(one), async (page) => {
    const found = await whatSticksOut(page, widths, async (width) =>
      photograph(page, (scheme) => join(output, `${one.name}-${width}-${scheme}.png`)),
    )
    if (isFirst) {
      await page.setViewportSize({ width: readmeWidth, height: 600 })
      await photograph(page, (scheme) => join(images, `summary-${scheme}.png`))
    }
    return found.map((complaint) => `${one.name}: ${complaint}`)
  })
}

async function lookAtNames(browser: BrowserContext): Promise<readonly string[]> {
  const plain = await withPage(browser, await pageOf(plainCase), elementsOf)
  return withPage(browser, await pageOf(hostileCase), async (page) => whatNamesBecame(page, plain))
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
