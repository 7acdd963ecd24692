// Loaded into a run: its clock and its timers are ten times as fast. For runs that are slowed down for minutes, in which
// every answer comes at once.
'use strict'

const speed = 10
const realNow = performance.now.bind(performance)

performance.now = () => realNow() * speed

globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
  /** @param {[callback: unknown, milliseconds: number, ...rest: unknown[]]} given */
  apply(target, self, given) {
    const [callback, milliseconds, ...rest] = given
    /** @type {unknown} */
    const timer = Reflect.apply(target, self, [callback, milliseconds / speed, ...rest])
    return timer
  },
})
