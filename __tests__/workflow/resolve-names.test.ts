import { describe, expect, it } from '@jest/globals'
import type { WantedNamedImage } from '../../src/sharing/request.ts'
import { resolveNames } from '../../src/workflow/resolve-names.ts'
import { refusal } from '../support/images.ts'
import {
  account,
  accounts,
  describing,
  image,
  imageNumber,
  region,
  regionOf,
  wanting,
} from '../support/examples.ts'
import { fakePorts, never } from '../support/fake-ports.ts'

const where = { file: 'policy.yml', line: 3, column: 5 }
const named = (name: string, but: Partial<WantedNamedImage> = {}): WantedNamedImage => ({
  region,
  name,
  share: accounts(1),
  unshare: [],
  where,
  ...but,
})

describe('images that are known by their names', () => {
  it('are found among those the account owns, one list a Region', async () => {
    const { service } = fakePorts()
    const there = imageNumber(3, regionOf('us-east-1'))
    service.add(describing(image))
    service.add(describing(imageNumber(2), { name: 'silver' }))
    service.add(describing(there))
    const wanted = [
      named('silver'),
      wanting([2], [], imageNumber(9)),
      named('golden', { region: there.region }),
    ]
    expect(await resolveNames(wanted, service, never)).toEqual({
      images: [
        { image: imageNumber(2), share: accounts(1), unshare: [], where },
        wanting([2], [], imageNumber(9)),
        { image: there, share: accounts(1), unshare: [], where },
      ],
      unresolved: [],
      problems: [],
    })
    expect(service.callsOf('list')).toHaveLength(2)
  })

  it('need no list where there are none', async () => {
    const { service } = fakePorts()
    expect(await resolveNames([wanting([1])], service, never)).toEqual({
      images: [wanting([1])],
      unresolved: [],
      problems: [],
    })
    expect(service.calls).toEqual([])
  })

  it.each([
    ['no image', 0],
    ['2 images', 2],
  ])('are not found where the account owns %s of the name', async (what, count) => {
    const { service } = fakePorts()
    service.add(describing(imageNumber(7), { owner: account(9) }))
    for (let number = 0; number < count; number += 1) service.add(describing(imageNumber(number)))
    expect(await resolveNames([named('golden')], service, never)).toEqual({
      images: [],
      unresolved: [named('golden')],
      problems: [
        {
          reason: 'image-not-found',
          message: `The account that is signed in owns ${what} named "golden" in Region eu-west-1.`,
          remedy:
            'Check the name, the Region and the account that is signed in, or give the id of the image.',
          where,
        },
      ],
    })
  })

  it('are not looked for where a Region can not be asked', async () => {
    const { service } = fakePorts()
    service.before((call) => {
      if (call.method === 'list') throw refusal('throttled', image)
    })
    const { where: _, ...elsewhere } = named('x')
    expect(await resolveNames([elsewhere], service, never)).toMatchObject({
      images: [],
      unresolved: [elsewhere],
      problems: [{ reason: 'throttled' }],
    })
  })

  it('are not also known by their ids', async () => {
    const { service } = fakePorts()
    service.add(describing(image))
    const repeated = {
      reason: 'invalid-policy',
      message: 'Image wsi-0123456789abc in eu-west-1 occurs twice in the policy, by its name and by its id.',
      remedy: 'Put all its accounts in one place.',
      image,
    }
    const [byId, byName] = [wanting([2]), named('golden')]
    const { name: _, region: __, ...found } = { ...byName, image }
    expect(await resolveNames([byId, byName], service, never)).toEqual({
      images: [],
      unresolved: [byId, found],
      problems: [{ ...repeated, where }],
    })
    expect((await resolveNames([byName, byId], service, never)).problems).toEqual([repeated])
  })
})
