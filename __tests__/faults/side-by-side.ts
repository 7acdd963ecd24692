import pMap from 'p-map'

/**
 * Begins at once to do something with every item, so many at a time and in their order, and gives for each a promise of
 * what came of it.
 */
export function sideBySide<Item, Value>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<Value>,
): ReadonlyMap<Item, Promise<Value>> {
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
  return promises
}
