// Unanswered calls were observed to take effect 9 seconds later, and reads to be 20 seconds late.
/** The time for which a call or a read may be late, in milliseconds. */
export const watchMilliseconds = 30_000
