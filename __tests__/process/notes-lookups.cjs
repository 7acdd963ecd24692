// Loaded into a run: no name exists, and each time one is looked up a line goes to the file that LOOKUPS_FILE names.
const dns = require('node:dns')
const { appendFileSync } = require('node:fs')

dns.lookup = new Proxy(dns.lookup, {
  /** @param {unknown[]} given */
  apply(_target, _self, given) {
    const hostname = String(given[0])
    const callback = given.at(-1)
    appendFileSync(process.env['LOOKUPS_FILE'] ?? '', `${hostname}\n`)
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' })
    setImmediate(() => {
      if (typeof callback === 'function') Reflect.apply(callback, undefined, [error])
    })
    return {}
  },
})
