import pMap from 'p-map'

/**
 * Begins at once to do something with every item, so many at a time and in their order.
 * @returns a function that gives what came of an item
 */
export function sideBySide<Item, Value>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<Value>,
): (item: Item) => Promise<Value> {
  const begins = new Map<Item, () => void>()
  const all = items.map((item): [Item, Promise<Value>] => {
    const turn = new Promise<void>((resolve) => {
      begins.set(item, resolve)
    })
    return [item, turn.then(async () => work(item))]
  })
  const promises = new Map(all)
  void pMap(
    items,
    async (item) => {
      begins.get(item)?.()
      await promises.get(item)?.catch(() => undefined)
    },
    { concurrency: atATime },
  )
  return async (item) => {
    const promise = promises.get(item)
    if (promise === undefined) throw new Error('The item is none of those that were given.')
    return promise
  }
}
