// The proxy agents, created when first used. They are in the same file because their callers are synchronous, but their
// Node modules take time to load. Name and password for the proxy become a header here, because the package would use
// `new Buffer`, which makes Node log a warning in the job.
'use strict'

/** @typedef {{ headers: Record<string, string> }} Connect */
/** @typedef {import('node:http').Agent & { request: (connect: Connect) => unknown }} TunnelAgent */
/** @typedef {(options: { proxy: { proxyAuth?: string } }) => TunnelAgent} MakeAgent */
/** @typedef {'httpOverHttp' | 'httpsOverHttp' | 'httpOverHttps' | 'httpsOverHttps'} Way */

/** @param {Way} way @returns {MakeAgent} */
const late = (way) => (options) => {
  const real = /** @type {Record<Way, MakeAgent>} */ (
    // @ts-expect-error -- the package has no types
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- so this is their place
    require('../node_modules/tunnel/lib/tunnel.js')
  )
  const { proxyAuth, ...proxy } = options.proxy
  const agent = real[way]({ ...options, proxy })
  const { request } = agent
  agent.request = (connect) =>
    request({ ...connect, headers: { ...connect.headers, ...authorization(proxyAuth) } })
  return agent
}

/** @param {string | undefined} proxyAuth @returns {Record<string, string>} */
function authorization(proxyAuth) {
  if (!proxyAuth) return {}
  return { 'Proxy-Authorization': `Basic ${Buffer.from(proxyAuth).toString('base64')}` }
}

exports.httpOverHttp = late('httpOverHttp')
exports.httpsOverHttp = late('httpsOverHttp')
exports.httpOverHttps = late('httpOverHttps')
exports.httpsOverHttps = late('httpsOverHttps')
