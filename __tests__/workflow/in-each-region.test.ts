import { expect, it } from '@jest/globals'
import { inEachRegion } from '../../src/workflow/in-each-region.ts'
import { imageNumber, regionOf } from '../support/examples.ts'

const nothing = (): void => undefined

it('does something in every Region by itself, side by side', async () => {
  const [here, there] = ['eu-west-1', 'us-east-1'].map(regionOf)
  const images = [imageNumber(1, here), imageNumber(2, there), imageNumber(3, here)]
  let begun = 0
  let haveAllBegun = nothing
  const all = new Promise<void>((resolve) => {
    haveAllBegun = resolve
  })
  const values = await inEachRegion(
    images,
    ({ region }) => region,
    async (ofRegion, region) => {
      begun += 1
      if (begun === 2) haveAllBegun()
      await all
      return ofRegion.map(({ id }) => `${region} ${id}`)
    },
  )
  expect(values).toEqual(['eu-west-1 wsi-000000001', 'eu-west-1 wsi-000000003', 'us-east-1 wsi-000000002'])
})

it('does nothing where there is nothing', async () => {
  expect(
    await inEachRegion(
      [],
      () => regionOf('eu-west-1'),
      async () => Promise.resolve([1]),
    ),
  ).toEqual([])
})
