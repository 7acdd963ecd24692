// Loaded into a run: names below `.invalid` don't exist, whatever the machine's resolver does about them.
const dns = require('node:dns')

dns.lookup = new Proxy(dns.lookup, {
  /** @param {unknown[]} given */
  apply(target, self, given) {
    const hostname = String(given[0])
    const callback = given.at(-1)
    if (!hostname.endsWith('.invalid') || typeof callback !== 'function') {
      /** @type {unknown} */
      const asUsual = Reflect.apply(target, self, given)
      return asUsual
    }
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' })
    setImmediate(() => {
      Reflect.apply(callback, undefined, [error])
    })
    return {}
  },
})
