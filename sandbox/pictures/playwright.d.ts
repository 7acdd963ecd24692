/**
 * The used part of the browser automation API. Only `npm run pictures` installs the package, so the types can't come
 * from there.
 */
declare module 'playwright-core' {
  /** A page in the browser. */
  interface Page {
    on(event: 'pageerror', listener: (error: Error) => void): unknown
    on(event: 'console', listener: (line: { type(): string; text(): string }) => void): unknown
    goto(url: string): Promise<unknown>
    locator(selector: string): { waitFor(): Promise<void> }
    /** Runs a script in the page and returns its result. */
    evaluate(script: string): Promise<unknown>
    setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>
    emulateMedia(media: { readonly colorScheme: 'light' | 'dark' }): Promise<void>
    screenshot(options: { readonly path: string; readonly fullPage: boolean }): Promise<unknown>
    close(): Promise<void>
  }

  /** A browser with a profile of its own. */
  interface BrowserContext {
    /** @param milliseconds how long each step may take */
    setDefaultTimeout(milliseconds: number): void
    newPage(): Promise<Page>
    close(): Promise<void>
  }

  const chromium: {
    launchPersistentContext(
      profile: string,
      options: {
        readonly executablePath: string
        readonly timeout: number
        readonly args: readonly string[]
        readonly offline: boolean
      },
    ): Promise<BrowserContext>
  }
}
