import { groupBy } from '../sharing/grouping.ts'
import type { Region } from '../sharing/identifiers.ts'

/**
 * Works on every Region separately and in parallel: a slow or silent Region delays no other.
 * The results are in the order of the Regions.
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
