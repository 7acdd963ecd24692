// Undici in a file of its own, loaded for the first request to GitHub through a proxy. Without a proxy, Node's own
// fetch does the same: it is undici too, and already loaded.

/** @import { fetch as Fetch, ProxyAgent as RealProxyAgent, RequestInit } from 'undici' */

/** A proxy agent that is created on first use. */
export class ProxyAgent {
  /** @type {ConstructorParameters<typeof RealProxyAgent>[0]} */
  #options
  /** @type {Promise<RealProxyAgent> | undefined} */
  #agent

  /** @param {ConstructorParameters<typeof RealProxyAgent>[0]} options */
  constructor(options) {
    this.#options = options
  }

  /** Returns the actual agent, one for all requests. */
  async real() {
    this.#agent ??= undici().then((real) => new real.ProxyAgent(this.#options))
    return this.#agent
  }
}

/**
 * @param {string} url
 * @param {Omit<RequestInit, 'dispatcher'> & { dispatcher?: unknown }} options
 * @returns {ReturnType<typeof Fetch>}
 */
export async function fetch(url, { dispatcher, ...options }) {
  if (!(dispatcher instanceof ProxyAgent)) {
    /** @type {typeof Fetch} */
    // @ts-expect-error -- the same function by another version's types
    const own = globalThis.fetch
    return own(url, options)
  }
  const real = await undici()
  return real.fetch(url, { ...options, dispatcher: await dispatcher.real() })
}

async function undici() {
  return import('../node_modules/undici/index.js')
}
