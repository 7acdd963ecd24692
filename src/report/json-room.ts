/** The part of a list that fits, and its size in bytes of JSON. */
export interface Fitting<Json> {
  readonly kept: readonly Json[]
  readonly bytes: number
}

/**
 * Fits a list into a number of bytes of JSON. Uses the first form in which the whole list fits, or as many items as fit
 * in the last form.
 * @param forms functions that write an item, the longest form first
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
