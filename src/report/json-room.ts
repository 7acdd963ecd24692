/** What fits of a list, and how many bytes of JSON it takes. */
export interface Fitting<Json> {
  readonly kept: readonly Json[]
  readonly bytes: number
}

/**
 * Writes a list into so many bytes of JSON: all of it in the first form in which it fits, or as much as fits of it in the
 * last form.
 * @param forms ways to write an item, the longest first
 */
export function fittingIn<Item, Json>(
  mostBytes: number,
  items: readonly Item[],
  forms: readonly ((item: Item) => Json)[],
): Fitting<Json> {
  let fitting: Fitting<Json> = { kept: [], bytes: 0 }
  for (const form of forms) {
    fitting = firstIn(mostBytes, items, form)
    if (fitting.kept.length === items.length) break
  }
  return fitting
}

function firstIn<Item, Json>(
  mostBytes: number,
  items: readonly Item[],
  form: (item: Item) => Json,
): Fitting<Json> {
  const kept: Json[] = []
  let bytes = 0
  for (const item of items) {
    const json = form(item)
    const size = Buffer.byteLength(JSON.stringify(json)) + 1
    if (bytes + size > mostBytes) break
    kept.push(json)
    bytes += size
  }
  return { kept, bytes }
}
