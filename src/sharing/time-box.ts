import type { SourcePosition } from './source-position.ts'

/** The end date of a share. */
export interface TimeBox {
  /** The last day (UTC) on which the account may copy the image, `YYYY-MM-DD`. */
  readonly until: string
  /** Whether that day is over. */
  readonly hasEnded: boolean
  /** Days left, today not counted; 0 on the last day, negative afterwards. */
  readonly daysLeft: number
  /** The position of its entry in a file; only for ended shares, whose entry is to be removed. */
  readonly where?: SourcePosition
}

const millisecondsADay = 86_400_000

/** Reads a calendar date, `YYYY-MM-DD`, as milliseconds since 1970 (UTC); `undefined` for anything else. */
export function parseDay(text: string): number | undefined {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return undefined
  const time = Date.parse(`${text}T00:00:00Z`)
  // Some engines read 2027-02-30 as 2027-03-02, others refuse it; neither is a date.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? undefined : time
}

/** Compares the last day of a share with today; `undefined` if `until` is no date. */
export function timeBox(until: string, today: Date): TimeBox | undefined {
  const lastDay = parseDay(until)
  if (lastDay === undefined) return undefined
  const thisDay = Math.floor(today.getTime() / millisecondsADay) * millisecondsADay
  const daysLeft = Math.round((lastDay - thisDay) / millisecondsADay)
  return { until, daysLeft, hasEnded: daysLeft < 0 }
}

/** Formats a time box as a change's reason: `ended 2027-03-31`, `until 2027-03-31`. */
export function formatTimeBox({ until, hasEnded }: TimeBox): string {
  return `${hasEnded ? 'ended' : 'until'} ${until}`
}
