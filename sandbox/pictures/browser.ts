import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'

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

/**
 * Lends a headless Chromium with a profile of its own.
 * @throws Error that says what to install when there is none
 */
export async function withBrowser(use: (browser: BrowserContext) => Promise<void>): Promise<void> {
  const executablePath = names.map(found).find((path) => path !== undefined)
  if (executablePath === undefined) {
    throw new Error(
      `No Chromium is installed (looked for ${names.join(', ')}). On Debian: apt-get install chromium`,
    )
  }
  const profile = await mkdtemp(join(tmpdir(), 'pictures-'))
  try {
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: quiet,
      // The page needs nothing but itself: without a network it looks the same.
      offline: true,
    })
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
