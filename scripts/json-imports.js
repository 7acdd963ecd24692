// A hook for module.register: the language service imports JSON without an import attribute, which Node rejects.

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  return next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context)
}
