import { expect, it } from '@jest/globals'
import { ownersAlone } from '../../src/sharing/empty-units.ts'
import { expand } from '../../src/sharing/expansion.ts'
import { imageKey } from '../../src/sharing/identifiers.ts'
import type { WantedImage, WantedUnit } from '../../src/sharing/request.ts'
import { account, image, standing, wanting } from '../support/examples.ts'
import { member, organization, PRODUCTION, WORKPLACE } from '../support/organizations.ts'

const where = { file: 'policy.yml', line: 3, column: 5 }
const unit: WantedUnit = { id: PRODUCTION, kind: 'share', except: [], box: undefined, where }
const onlyOne = { ...organization, accounts: [member(3, [WORKPLACE, PRODUCTION]), member(7, [WORKPLACE])] }

/** The images as their units are read in an organization, if account 3 owns them. */
function alone(wanted: Partial<WantedImage>, of = onlyOne): ReturnType<typeof ownersAlone> {
  const one = { ...wanting([], []), units: [unit], ...wanted }
  const { images } = expand({ images: [one], unresolved: [] }, of, new Map())
  return ownersAlone(images, new Map([[imageKey(image), standing([9], image, { owner: account(3) })]]))
}

const emptiness = `${PRODUCTION} has no ACTIVE account but the owner of ${image.id}`

it('a unit of the owner alone is an error where everyone else would be unshared', () => {
  expect(alone({ unshare: 'everyone-else' })).toEqual({
    problems: [
      {
        reason: 'invalid-policy',
        message: `${emptiness}, and the image is exclusive: everyone would be unshared.`,
        remedy: expect.stringContaining('Check the id, or remove the unit'),
        where,
        image,
      },
    ],
    warnings: [],
  })
})

it('and a warning otherwise', () => {
  expect(alone({})).toEqual({
    problems: [],
    warnings: [`policy.yml:3:5: ${emptiness}: it stands for nobody.`],
  })
})

it.each<[what: string, wanted: Partial<WantedImage>, of: typeof onlyOne]>([
  ['with another account', { units: [{ ...unit, id: WORKPLACE }] }, onlyOne],
  ['with another account alone', {}, { ...onlyOne, accounts: [member(4, [WORKPLACE, PRODUCTION])] }],
  ['that is unshared', { units: [{ ...unit, kind: 'unshare' }] }, onlyOne],
  [
    'whose share has ended',
    { units: [{ ...unit, box: { until: '2027-01-01', hasEnded: true, daysLeft: -1 } }] },
    onlyOne,
  ],
])('a unit %s is neither', (_what, wanted, of) => {
  expect(alone(wanted, of)).toEqual({ problems: [], warnings: [] })
})

it('an image without units, or one that could not be read, has none', () => {
  expect(ownersAlone([wanting([1])], new Map())).toEqual({ problems: [], warnings: [] })
  expect(ownersAlone([wanting([3])], new Map([[imageKey(image), standing([9])]]))).toEqual({
    problems: [],
    warnings: [],
  })
})
