// The agents for proxies, made ready when the first is asked for. They stand in the same file, as whoever asks can't
// wait; but the modules of Node that they need take time to load.
'use strict'

/** @typedef {(options: object) => import('node:http').Agent} MakeAgent */
/** @typedef {'httpOverHttp' | 'httpsOverHttp' | 'httpOverHttps' | 'httpsOverHttps'} Way */

/** @param {Way} way @returns {MakeAgent} */
const late = (way) => (options) => {
  const real = /** @type {Record<Way, MakeAgent>} */ (
    // @ts-expect-error -- the package has no types
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- so this is their place
    require('../node_modules/tunnel/lib/tunnel.js')
  )
  return real[way](options)
}

exports.httpOverHttp = late('httpOverHttp')
exports.httpsOverHttp = late('httpsOverHttp')
exports.httpOverHttps = late('httpOverHttps')
exports.httpsOverHttps = late('httpsOverHttps')
