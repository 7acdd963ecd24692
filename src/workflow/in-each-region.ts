import { groupBy } from '../sharing/grouping.ts'
import type { Region } from '../sharing/identifiers.ts'

/**
 * Does something in every Region by itself, the Regions side by side: one that is slow or silent holds up no other.
 * What comes of it stands in the order of the Regions.
 */
export async function inEachRegion<Item, Value>(
  items: readonly Item[],
  regionOf: (item: Item) => Region,
  work: (ofRegion: readonly Item[], region: Region) => Promise<readonly Value[]>,
): Promise<readonly Value[]> {
  const regions = [...groupBy(items, regionOf)]
  const values = await Promise.all(regions.map(async ([region, ofRegion]) => work(ofRegion, region)))
  return values.flat()
}
