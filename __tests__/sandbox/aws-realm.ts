import { types } from 'node:util'

/**
 * Makes `instanceof Error` true for errors of Node's own modules.
 *
 * Jest runs tests in a realm of their own, where the error of a broken socket is no `Error`; the SDK would then wrap it
 * and lose its name and code, which it does in no real process.
 */
export function countNodeErrorsAsErrors(): void {
  const ordinary = Function.prototype[Symbol.hasInstance]
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown): boolean {
      return ordinary.call(this, value) || (this === Error && types.isNativeError(value))
    },
  })
}
