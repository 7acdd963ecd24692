import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from '../runner/root.ts'
import { summaryPage } from './page.ts'

/** Writes a job summary, or a comment, as a page into `sandbox-output/`, which git ignores, and returns its path. */
export async function writeSummaryPage(
  markdown: string,
  name = 'summary.html',
  title?: string,
): Promise<string> {
  const folder = join(repositoryRoot(), 'sandbox-output')
  await mkdir(folder, { recursive: true })
  const file = join(folder, name)
  await writeFile(file, summaryPage(markdown, title))
  return file
}
