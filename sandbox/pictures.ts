import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { summaryPage } from './page/page.ts'
import { withBrowser } from './pictures/browser.ts'
import { cases, runCase } from './pictures/cases.ts'
import { photograph, whatSticksOut, withPage } from './pictures/look.ts'
import { repositoryRoot } from './runner/root.ts'

const output = join(repositoryRoot(), 'sandbox-output')
const images = join(repositoryRoot(), 'docs', 'images')
const widths = [400, 1280]
const readmeWidth = 960

/** Makes a page of every case's summary, looks whether anything sticks out of it, and takes the README's pictures. */
async function takePictures(): Promise<readonly string[]> {
  await Promise.all([output, images].map(async (folder) => mkdir(folder, { recursive: true })))
  const complaints: string[] = []
  await withBrowser(async (browser) => {
    for (const [index, one] of cases.entries()) {
      const { name } = one
      const file = join(output, `${name}.html`)
      await writeFile(file, summaryPage((await runCase(one)).summary))
      await withPage(browser, pathToFileURL(file).href, async (page) => {
        const found = await whatSticksOut(page, widths, async (width) =>
          photograph(page, (scheme) => join(output, `${name}-${width}-${scheme}.png`)),
        )
        complaints.push(...found.map((complaint) => `${name}: ${complaint}`))
        if (index > 0) return
        await page.setViewportSize({ width: readmeWidth, height: 600 })
        await photograph(page, (scheme) => join(images, `summary-${scheme}.png`))
      })
    }
  })
  return complaints
}

try {
  const complaints = await takePictures()
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
  process.stdout.write(
    `${cases.length} summaries looked at, ${widths.join(' and ')} px wide; ${complaints.length} times something stuck out.\nPages: ${output}\nPictures of the README: ${images}\n`,
  )
  process.exitCode = complaints.length === 0 ? 0 : 1
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
