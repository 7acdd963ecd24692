/**
 * The used part of the mutation tester's API. Only `npm run mutation` installs the package, so the types can't come
 * from there.
 */
declare module '@stryker-mutator/core' {
  /** A position in a file. By Stryker's convention, both numbers count from 1. */
  interface Position {
    readonly line: number
    readonly column: number
  }

  /** A change to the source, and its result. */
  interface MutantResult {
    readonly fileName: string
    readonly location: { readonly start: Position; readonly end: Position }
    readonly replacement: string
    readonly status: string
  }

  /** Runs mutation tests with these options and those of stryker.config.json. */
  class Stryker {
    constructor(options: Readonly<Record<string, unknown>>)
    runMutationTest(): Promise<readonly MutantResult[]>
  }
}
