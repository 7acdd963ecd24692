// Loaded into a run: every pause that the action makes of its own is over at once, and its clock has moved on by as
// much. So the run reads as often and as late by its clock as it would, and no test waits for it.
'use strict'

const { syncBuiltinESMExports } = require('node:module')
const timers = require('node:timers/promises')

const realNow = performance.now.bind(performance)
let skipped = 0

performance.now = () => realNow() + skipped

timers.setTimeout = new Proxy(timers.setTimeout, {
  /** @param {[milliseconds: number, ...rest: unknown[]]} given */
  async apply(pause, self, given) {
    const [milliseconds, ...rest] = given
    const end = performance.now() + milliseconds
    await Reflect.apply(pause, self, [1, ...rest])
    skipped = Math.max(skipped, end - realNow())
  },
})

syncBuiltinESMExports()
