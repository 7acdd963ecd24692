/**
 * The part of the mutation tester that is used here. The package itself is installed by `npm run mutation` alone, so the
 * types can't come from there.
 */
declare module '@stryker-mutator/core' {
  /** A place in a file; Stryker's own convention: both counted from 1. */
  interface Position {
    readonly line: number
    readonly column: number
  }

  /** A change to the source, and what became of it. */
  interface MutantResult {
    readonly fileName: string
    readonly location: { readonly start: Position; readonly end: Position }
    readonly replacement: string
    readonly status: string
  }

  /** Runs mutation tests with the options of stryker.config.json and these. */
  class Stryker {
    constructor(options: Readonly<Record<string, unknown>>)
    runMutationTest(): Promise<readonly MutantResult[]>
  }
}
