import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as playwright from 'playwright-core'
import { repositoryRoot } from '../runner/root.ts'

// The package is installed next to the source of this file, not next to the compiled file.
const requirePackage = createRequire(join(repositoryRoot(), 'sandbox', 'pictures', 'package.json'))
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
]
// Milliseconds for a step of the browser. It is over in seconds, also on a busy machine: only a stuck browser needs more.
const stuckAfter = 120_000

/**
 * Provides a headless Chromium with a profile of its own.
 * @throws Error that says what to install if there is none
 */
export async function withBrowser(use: (browser: playwright.BrowserContext) => Promise<void>): Promise<void> {
  const executablePath = names.map(found).find((path) => path !== undefined)
  if (executablePath === undefined) {
    throw new Error(
      `No Chromium is installed (looked for ${names.join(', ')}). On Debian: apt-get install chromium`,
    )
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the package's own types say no more
  const { chromium } = requirePackage('playwright-core') as typeof playwright
  const profile = await mkdtemp(join(tmpdir(), 'pictures-'))
  try {
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath,
      timeout: stuckAfter,
      args: quiet,
      // The page is self-contained, so it looks the same without a network.
      offline: true,
    })
    browser.setDefaultTimeout(stuckAfter)
    try {
      await use(browser)
    } finally {
      await browser.close()
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function found(name: string): string | undefined {
  const { stdout } = spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  return stdout.trim() || undefined
}
