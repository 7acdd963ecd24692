/** The job's log while it runs. Texts may contain anything; the log escapes them. */
export interface Log {
  info(line: string): void
  /** Starts a collapsible group; ends the one before it. */
  group(title: string): void
  endGroup(): void
}
