// Loaded before dist: a wait of a minute is over in a second. Every other time stays as it is.
'use strict'

globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
  /** @param {unknown[]} given */
  apply(target, self, given) {
    const [callback, milliseconds, ...rest] = given
    const wait = milliseconds === 60_000 ? 1000 : milliseconds
    /** @type {unknown} */
    const timer = Reflect.apply(target, self, [callback, wait, ...rest])
    return timer
  },
})
