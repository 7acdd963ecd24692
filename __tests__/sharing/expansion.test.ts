import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { expand, type Expansion } from '../../src/sharing/expansion.ts'
import { mostRecipients } from '../../src/sharing/limits.ts'
import type { OrganizationAccount } from '../../src/sharing/organization.ts'
import { makePlan } from '../../src/sharing/plan.ts'
import type { UnitId } from '../../src/sharing/identifiers.ts'
import type { WantedImage, WantedUnit } from '../../src/sharing/request.ts'
import type { TimeBox } from '../../src/sharing/time-box.ts'
import { account, accounts, byKey, imageNumber, standing, wanting } from '../support/examples.ts'
import {
  EMPTY,
  member,
  organization,
  ORGANIZATION,
  PRODUCTION,
  ROOT,
  unitId,
  WORKPLACE,
} from '../support/organizations.ts'

const where = { file: 'policy.yml', line: 7, column: 9 }
const unit = (id: string, but: Partial<WantedUnit> = {}): WantedUnit => ({
  id: unitId(id),
  kind: 'share',
  except: [],
  box: undefined,
  where,
  ...but,
})
const excepting = (...numbers: readonly number[]): Partial<WantedUnit> => ({
  except: [{ text: 'somebody', accounts: accounts(...numbers), where: { ...where, line: 8 } }],
})
const box = (until: string, hasEnded = false): TimeBox => ({ until, hasEnded, daysLeft: hasEnded ? -1 : 9 })
const ended = { box: box('2027-01-01', true) }

/** An image that is shared with these accounts and units. */
function image(units: readonly WantedUnit[], but: Partial<WantedImage> = {}): WantedImage {
  return { ...wanting([]), units, ...but }
}
const expanded = (...images: readonly WantedImage[]): Expansion =>
  expand({ images, unresolved: [] }, organization, new Map())
const shared = (...units: readonly WantedUnit[]) => expanded(image(units)).images[0]?.share
const messages = ({ problems }: Expansion) => problems.map(({ message }) => message)

describe('units', () => {
  it.each([
    [PRODUCTION, [3, 4]],
    [WORKPLACE, [1, 2, 3, 4]],
    [ROOT, [1, 2, 3, 4, 6]],
    [ORGANIZATION, [1, 2, 3, 4, 6]],
  ])('%s stands for its active accounts, child units included', (id, numbers) => {
    expect(shared(unit(id))).toEqual(accounts(...numbers))
  })

  it('of one account are told from those of several', () => {
    const alone = unit(PRODUCTION, excepting(4))
    expect(expanded(image([unit(WORKPLACE), alone])).images[0]?.origins?.unitsOfOne).toEqual([
      { what: `${PRODUCTION} has no ACTIVE account`, account: account(3), where },
    ])
  })

  it('are none where an image has none', () => {
    const one = wanting([1])
    expect(expanded(one).images[0]).toBe(one)
  })

  it('stand for an account once, whichever way it comes', () => {
    const { images } = expanded(image([unit(WORKPLACE), unit(PRODUCTION)], { share: accounts(3, 9) }))
    expect(images).toMatchObject([{ share: accounts(3, 9, 1, 2, 4) }])
    expect(images[0]?.origins).toMatchObject({
      via: new Map(accounts(1, 2, 4).map((id) => [id, WORKPLACE])),
      closed: [],
    })
  })

  it('leave out what is excepted from them, which another way may still lead to', () => {
    expect(shared(unit(WORKPLACE, excepting(1, 3)))).toEqual(accounts(2, 4))
    expect(shared(unit(WORKPLACE, excepting(1, 3)), unit(PRODUCTION))).toEqual(accounts(2, 4, 3))
    expect(shared(unit(PRODUCTION, excepting(1, 3)))).toEqual(accounts(4))
  })

  it('give their end to accounts without an entry of their own', () => {
    const of = image([unit(PRODUCTION, { box: box('2027-05-01') })], {
      share: accounts(3),
      timeBoxes: new Map([[account(3), box('2027-04-01')]]),
    })
    expect(expanded(of).images[0]?.timeBoxes).toEqual(
      new Map([
        [account(3), box('2027-04-01')],
        [account(4), box('2027-05-01')],
      ]),
    )
  })

  it('are told to an account whose own entry has ended, if they would share with it', () => {
    const own = {
      unshare: accounts(3, 5, 9),
      timeBoxes: new Map(accounts(3, 5, 9).map((id) => [id, ended.box])),
    }
    const group = { account: account(9), via: 'vendors', box: undefined }
    const origins = {
      via: new Map(),
      overruled: new Map([[account(9), group]]),
      leftOut: new Map(),
      closed: [],
    }
    const [one] = expanded(image([unit(PRODUCTION)], { ...own, origins })).images
    expect(one).toMatchObject({ share: accounts(4), unshare: accounts(3, 5, 9) })
    expect(one?.origins?.overruled).toEqual(
      new Map([
        [account(9), group],
        [account(3), { account: account(3), via: PRODUCTION, box: undefined }],
      ]),
    )
  })

  it('that have ended are unshared, also from accounts that are not ACTIVE', () => {
    const [one] = expanded(image([unit(PRODUCTION, ended), unit(WORKPLACE, excepting(4))])).images
    expect(one).toMatchObject({ share: accounts(3, 1, 2), unshare: accounts(4, 5) })
  })

  it('are unshared as a whole, in whatever state their accounts are', () => {
    const of = image([unit(PRODUCTION, { kind: 'unshare', where: undefined })], { unshare: accounts(9, 3) })
    const { images, warnings } = expanded(of)
    expect(images).toMatchObject([{ share: [], unshare: accounts(9, 3, 4, 5) }])
    expect(images[0]?.origins?.via).toEqual(new Map(accounts(4, 5).map((id) => [id, PRODUCTION])))
    expect(warnings).toEqual([])
  })

  it('are not unshared from who is shared with by another way', () => {
    const of = image([unit(PRODUCTION, { kind: 'unshare' })], { share: accounts(3) })
    expect(expanded(of).images).toMatchObject([{ share: accounts(3), unshare: accounts(4, 5) }])
  })

  it('say why everyone else is unshared', () => {
    const of = image([unit(WORKPLACE, excepting(1))], { unshare: 'everyone-else' })
    expect(expanded(of).images).toMatchObject([
      {
        unshare: 'everyone-else',
        origins: {
          closed: [WORKPLACE],
          leftOut: new Map([
            [account(1), `excepted from ${WORKPLACE}`],
            [account(5), `SUSPENDED in ${WORKPLACE}`],
          ]),
        },
      },
    ])
  })

  it('say it of no one where others keep access', () => {
    expect(expanded(image([unit(WORKPLACE, excepting(1))])).images).toMatchObject([
      { origins: { closed: [], leftOut: new Map() } },
    ])
  })

  it('lend their accounts AWS’s names, where nobody gave one', () => {
    const names = new Map([[account(1), 'my own']])
    const { accountNames } = expand({ images: [], unresolved: [] }, organization, names)
    expect([...accountNames].slice(0, 2)).toEqual([
      [account(1), 'my own'],
      [account(2), 'name 2'],
    ])
  })

  it('name all accounts that are left out in one warning, but those that are shared with anyway', () => {
    const two = {
      ...organization,
      accounts: [...organization.accounts, member(7, [PRODUCTION], { state: 'CLOSED', name: '' })],
    }
    const images = [image([unit(WORKPLACE)]), image([unit(PRODUCTION)], { image: imageNumber(2) })]
    const { warnings } = expand({ images, unresolved: [] }, two, new Map())
    expect(warnings).toEqual([
      'Accounts of an organization that are not ACTIVE are not shared with: 000000000005 (name 5) is SUSPENDED and 000000000007 is CLOSED.',
    ])
    const named = image([unit(WORKPLACE)], { share: accounts(5) })
    expect(expanded(named).warnings).toEqual([])
  })
})

const closed = (number: number, ...units: readonly UnitId[]) =>
  member(number, units, { state: 'CLOSED', name: '' })

/** The warning about accounts that are not ACTIVE, of an organization that has these besides. */
function inactiveWarning(others: readonly OrganizationAccount[], ...units: readonly string[]): string {
  const images = units.map((id, index) => image([unit(id)], { image: imageNumber(index) }))
  const all = { ...organization, accounts: [...organization.accounts, ...others] }
  return String(expand({ images, unresolved: [] }, all, new Map()).warnings)
}

describe('the warning about accounts that are not ACTIVE', () => {
  it('names them by their ids, in whatever order the images come to them', () => {
    const others = [member(8, [EMPTY]), closed(7, EMPTY)]
    expect(inactiveWarning(others, EMPTY, WORKPLACE)).toMatch(
      /0005 \(name 5\) is SUSPENDED and 0{11}7 is CLOSED\.$/,
    )
  })

  it.each([
    [99, /, 000000000198 is CLOSED and 000000000199 is CLOSED\.$/],
    [100, /, 000000000199 is CLOSED and 1 more are not ACTIVE either\.$/],
    [102, /, 000000000199 is CLOSED and 3 more are not ACTIVE either\.$/],
  ])('names a hundred: %i and one', (count, end) => {
    const others = Array.from({ length: count }, (_, index) => closed(101 + index, WORKPLACE))
    expect(inactiveWarning(others, WORKPLACE)).toMatch(end)
  })
})

describe('exceptions that name nobody', () => {
  const one = { ...organization, accounts: [...organization.accounts, member(4444, [PRODUCTION])] }
  const nearOnes = Array.from({ length: 25 }, (_, index) => ({
    text: `account ${index}`,
    accounts: accounts(4400 + index),
    where: { ...where, line: 100 + index },
  }))
  const remediesOf = (images: readonly WantedImage[]) =>
    expand({ images, unresolved: [] }, one, new Map()).problems.map(({ remedy }) => remedy)
  const near = expect.stringMatching(/^Did you mean /)

  it('are compared with all accounts up to twenty times', () => {
    const remedies = remediesOf([image([unit(PRODUCTION, { except: nearOnes })])])
    expect(remedies.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => near))
    expect(remedies.slice(20)).toEqual(
      Array.from({ length: 5 }, () => `Name an account of ${PRODUCTION}, or remove the entry.`),
    )
  })

  it('are compared once where many images repeat them', () => {
    const except = nearOnes.slice(0, 1)
    const images = Array.from({ length: 25 }, (_, index) =>
      image([unit(PRODUCTION, { except })], { image: imageNumber(index) }),
    )
    expect(remediesOf(images)).toEqual([near])
  })
})

/** So many images that are shared with the whole organization. */
const imagesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => image([unit(ORGANIZATION)], { image: imageNumber(index) }))

describe('what is wrong with a unit', () => {
  it.each<[what: string, of: WantedImage, problems: readonly string[], warnings: readonly string[]]>([
    [
      'it doesn’t exist',
      image([unit('ou-ab12-nowhere0')]),
      ["ou-ab12-nowhere0 doesn't exist in o-a1b2c3d4e5, the organization that can be read."],
      [],
    ],
    [
      'it is of another organization',
      image([unit('ou-zz99-prod0000'), unit('o-zzzzzzzzzz'), unit('r-zz99')]),
      [
        'ou-zz99-prod0000 is not of o-a1b2c3d4e5, the organization that can be read.',
        'o-zzzzzzzzzz is not of o-a1b2c3d4e5, the organization that can be read.',
        'r-zz99 is not of o-a1b2c3d4e5, the organization that can be read.',
      ],
      [],
    ],
    [
      'it is empty',
      image([unit(EMPTY)]),
      [],
      ['policy.yml:7:9: ou-ab12-empty000 has no ACTIVE account: it stands for nobody.'],
    ],
    [
      'it is empty, of an input',
      image([unit(EMPTY, { where: undefined })]),
      [],
      ['ou-ab12-empty000 has no ACTIVE account: it stands for nobody.'],
    ],
    [
      'it is empty, and the image exclusive',
      image([unit(EMPTY)], { unshare: 'everyone-else' }),
      ['ou-ab12-empty000 has no ACTIVE account, and the image is exclusive: everyone would be unshared.'],
      [],
    ],
    [
      'everyone is excepted',
      image([unit(PRODUCTION, excepting(3, 4))]),
      [],
      [
        'policy.yml:7:9: ou-ab12-prod0000 has no ACTIVE account but those of except: it stands for nobody.',
        'Accounts of an organization that are not ACTIVE are not shared with: 000000000005 (name 5) is SUSPENDED.',
      ],
    ],
    [
      'it has ended and is empty',
      image([unit(EMPTY, ended)], { unshare: 'everyone-else' }),
      [],
      ['policy.yml:7:9: ou-ab12-empty000 has no account: it stands for nobody.'],
    ],
    [
      'except names nobody in it',
      image([unit(PRODUCTION, excepting(1))]),
      ['except names somebody, which is nobody in ou-ab12-prod0000.'],
      [],
    ],
  ])('%s', (_what, of, problems, warnings) => {
    const result = expanded(of)
    expect([messages(result), result.warnings]).toEqual([problems, warnings])
    expect(result.unresolved).toEqual(problems.length === 0 ? [] : [of])
    expect(result.images).toHaveLength(problems.length === 0 ? 1 : 0)
    expect(result.problems.map(({ reason }) => reason)).toEqual(problems.map(() => 'invalid-policy'))
  })

  it.each([
    [[4441], 'Did you mean 000000004444 (name 4444)?'],
    [[4411], 'Did you mean 000000004444 (name 4444)?'],
    [[4111], 'Name an account of ou-ab12-prod0000, or remove the entry.'],
    [[], 'Name an account of ou-ab12-prod0000, or remove the entry.'],
    [[1], 'Name an account of ou-ab12-prod0000, or remove the entry.'],
    [[4441, 4442], 'Name an account of ou-ab12-prod0000, or remove the entry.'],
  ])('has the nearest account for an exception of %j', (numbers, remedy) => {
    const one = { ...organization, accounts: [...organization.accounts, member(4444, [PRODUCTION])] }
    const accountsOf = { ...one, accounts: one.accounts.filter(({ id }) => id > account(6)) }
    const images = [image([unit(PRODUCTION, excepting(...numbers))])]
    expect(expand({ images, unresolved: [] }, accountsOf, new Map()).problems).toMatchObject([
      { remedy, where: { line: 8 } },
    ])
  })

  it.each([
    [
      unit('ou-ab12-nowhere0'),
      'Copy the id from the console of AWS Organizations, and check that organizations-role-to-assume or the job signs in to the right organization.',
    ],
    [
      unit(EMPTY),
      'Check the id, or remove the unit; to unshare an image from everyone, write account-id: all with allow: false, or an empty share-with.',
    ],
  ])('has a remedy: %j', (one, remedy) => {
    expect(expanded(image([one], { unshare: 'everyone-else' })).problems).toMatchObject([{ remedy }])
  })

  it('is told once of an input, however many images it is for', () => {
    const of = image([unit('ou-ab12-nowhere0', { where: undefined })])
    expect(expanded(of, { ...of, image: imageNumber(2) }).problems).toMatchObject([
      { reason: 'invalid-input' },
    ])
  })

  it('leaves out no other image, and no image that was unresolved already', () => {
    const [good, bad, lost] = [image([unit(PRODUCTION)]), image([unit(EMPTY)]), image([unit(WORKPLACE)])]
    const exclusive = { ...bad, unshare: 'everyone-else' as const }
    const result = expand({ images: [good, exclusive], unresolved: [lost] }, organization, new Map())
    expect(result.images).toMatchObject([{ share: accounts(3, 4) }])
    expect(result.unresolved).toMatchObject([{ share: accounts(1, 2, 3, 4) }, exclusive])
  })

  it('may be that all images have too many recipients in all', () => {
    const all = Array.from({ length: 1000 }, (_, index) => member(index + 1))
    const large = { ...organization, accounts: all }
    const most = mostRecipients / all.length
    const whole = expand({ images: imagesOf(most), unresolved: [] }, large, new Map())
    expect([whole.problems, whole.images.length]).toEqual([[], most])
    const { problems, unresolved } = expand({ images: imagesOf(most + 1), unresolved: [] }, large, new Map())
    expect(problems).toMatchObject([{ reason: 'invalid-input', message: expect.stringMatching(/250000/) }])
    expect(unresolved).toHaveLength(1)
  })
})

/** Any organization of a few accounts in the units of the examples. */
const members = fc.uniqueArray(
  fc
    .tuple(
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom([], [WORKPLACE], [WORKPLACE, PRODUCTION]),
      fc.constantFrom('ACTIVE', 'SUSPENDED', 'CLOSED'),
    )
    .map(([number, units, state]): OrganizationAccount => member(number, units, { state })),
  { selector: ({ id }) => id, minLength: 1, maxLength: 20 },
)

/** The plan for a unit and its root, and what is said besides, as these accounts make it. */
function planned(accountsOf: readonly OrganizationAccount[]): unknown {
  const images = [image([unit(WORKPLACE), unit(ROOT, { box: box('2027-05-01') })])]
  const read = expand({ images, unresolved: [] }, { ...organization, accounts: accountsOf }, new Map())
  const { id, images: all } = makePlan(read.images, byKey([standing([1, 40])]))
  return { id, all, warnings: read.warnings }
}

describe('any organization', () => {
  it('makes one plan, in whatever order it was read', () => {
    fc.assert(
      fc.property(members, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (all, order) => {
        const shuffled = all
          .map((one, index) => ({ one, at: order[index] ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ one }) => one)
        expect(planned(shuffled)).toEqual(planned(all))
      }),
    )
  })

  it('shares with active accounts of the unit alone, and with all of them', () => {
    fc.assert(
      fc.property(members, (all) => {
        const images = [image([unit(WORKPLACE)])]
        const read = expand({ images, unresolved: [] }, { ...organization, accounts: all }, new Map())
        const wanted = all.filter(({ state, units }) => state === 'ACTIVE' && units.includes(WORKPLACE))
        expect(read.images[0]?.share).toEqual(wanted.map(({ id }) => id).toSorted())
      }),
    )
  })
})
