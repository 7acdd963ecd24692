/** Where the job tells people what it does while it does it. Texts may hold anything; the journal makes them harmless. */
export interface Log {
  info(line: string): void
  /** Starts a group that people can fold; ends the one before it. */
  group(title: string): void
  endGroup(): void
}
