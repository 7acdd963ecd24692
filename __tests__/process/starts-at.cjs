// Loaded into a run, after what skips its pauses: the date is the one that STARTS_AT names, and moves on with the clock.
'use strict'

const start = Date.parse(process.env['STARTS_AT'] ?? '')
const began = performance.now()
const now = () => start + performance.now() - began

globalThis.Date = new Proxy(Date, {
  /**
   * @param {DateConstructor} RealDate
   * @param {[value?: number | string]} given
   */
  construct: (RealDate, given) => new RealDate(given[0] ?? now()),
})
Date.now = now
