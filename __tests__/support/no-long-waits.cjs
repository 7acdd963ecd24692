// Loaded into a run that is cancelled. GitHub's runner kills it ten seconds later, so it may wait for nothing longer than
// the two limits of a cancel. Every other wait of three seconds and more never ends here: a run that needs one hangs,
// however fast or slow the machine is.
'use strict'

const { syncBuiltinESMExports } = require('node:module')
const timers = require('node:timers/promises')

const limitsOfCancel = new Set([3000, 5500])
const never = 2 ** 31 - 1

/** @param {unknown} milliseconds */
function isLong(milliseconds) {
  return Number(milliseconds) >= 3000 && !limitsOfCancel.has(Number(milliseconds))
}

globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
  /** @param {unknown[]} given */
  apply(target, self, given) {
    const [callback, milliseconds, ...rest] = given
    /** @type {unknown} */
    const timer = Reflect.apply(target, self, [
      callback,
      isLong(milliseconds) ? never : milliseconds,
      ...rest,
    ])
    return timer
  },
})

timers.setTimeout = new Proxy(timers.setTimeout, {
  /** @param {[milliseconds: number, ...rest: unknown[]]} given */
  async apply(target, self, given) {
    const [milliseconds, ...rest] = given
    await Reflect.apply(target, self, [isLong(milliseconds) ? never : milliseconds, ...rest])
  },
})

/** @param {number} milliseconds */
AbortSignal.timeout = (milliseconds) => {
  const controller = new AbortController()
  setTimeout(() => {
    controller.abort(new DOMException('no answer in time', 'TimeoutError'))
  }, milliseconds).unref()
  return controller.signal
}

syncBuiltinESMExports()
