// The SDK's usual credential provider chain in a file of its own, loaded when first used. Every client imports it for
// jobs without explicit credentials; with credentials in the environment or from a role it is only parsed.

/** @import { defaultProvider as DefaultProvider } from '@aws-sdk/credential-provider-node' */

/** @type {(...given: Parameters<typeof DefaultProvider>) => ReturnType<typeof DefaultProvider>} */
export function defaultProvider(...given) {
  /** @type {Promise<ReturnType<typeof DefaultProvider>> | undefined} */
  let chain
  return async (options) => {
    chain ??= load(...given)
    const provider = await chain
    return provider(options)
  }
}

/** @param {Parameters<typeof DefaultProvider>} given */
async function load(...given) {
  const real = /** @type {{ defaultProvider: typeof DefaultProvider }} */ (
    // @ts-expect-error -- the types are elsewhere in the package
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- so it comes without any
    await import('../node_modules/@aws-sdk/credential-provider-node/dist-es/index.js')
  )
  return real.defaultProvider(...given)
}
