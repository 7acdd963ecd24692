import { describe, expect, it } from '@jest/globals'
import { planCopy } from '../../src/copying/copy-plan.ts'
import { account, imageNumber, owner, region } from '../support/examples.ts'
import {
  bundle,
  bundleId,
  copyOfSource,
  copyRequest,
  copyState,
  ownImage,
  source,
} from '../support/copies.ts'

const reasonsOf = (...given: Parameters<typeof planCopy>) =>
  planCopy(...given).refusals.map(({ reason }) => reason)

describe('a plan', () => {
  it('has an order where there is no copy', () => {
    const { order, existing, refusals } = planCopy(copyRequest(), copyState())
    expect({ order, existing, refusals }).toEqual({
      order: { source, owner, region, name: 'golden' },
      existing: undefined,
      refusals: [],
    })
    expect(planCopy(copyRequest({ name: 'mine' }), copyState()).order?.name).toBe('mine')
  })

  it.each(['AVAILABLE', 'PENDING'])('uses a copy that exists and is %s', (state) => {
    const copy = copyOfSource({ state })
    const plan = planCopy(copyRequest(), copyState({ owned: [ownImage(), copy] }))
    expect(plan).toMatchObject({ existing: copy, order: undefined, refusals: [], warnings: [] })
  })

  it('uses the copy of the wanted name, then the one that is most useful', () => {
    const error = copyOfSource({ image: imageNumber(5), name: 'a', state: 'ERROR' })
    const pending = copyOfSource({ image: imageNumber(6), name: 'b', state: 'PENDING' })
    const available = copyOfSource({ image: imageNumber(7), name: 'c' })
    const state = copyState({ owned: [error, pending, available] })
    expect(planCopy(copyRequest(), state).existing).toEqual(available)
    expect(planCopy(copyRequest({ name: 'b' }), state).existing).toEqual(pending)
    expect(planCopy(copyRequest(), copyState({ owned: [error, pending] })).existing).toEqual(pending)
  })

  it('warns of a copy of another name than the one that was asked for', () => {
    const state = copyState({ owned: [copyOfSource()] })
    expect(planCopy(copyRequest({ name: 'mine' }), state).warnings).toHaveLength(1)
    expect(planCopy(copyRequest({ name: 'golden' }), state).warnings).toEqual([])
  })

  it('names the other copies, in whatever state they are', () => {
    const [used, error, pending] = ['AVAILABLE', 'ERROR', 'PENDING'].map((state, index) =>
      copyOfSource({ image: imageNumber(5 + index), name: `copy-${index}`, state }),
    )
    const owned = [error, used, pending].flatMap((image) => image ?? [])
    const plan = planCopy(copyRequest({ name: 'copy-0' }), copyState({ owned }))
    expect(plan.existing).toEqual(used)
    expect(plan.warnings).toEqual([
      `There are more copies of ${source.id}, which are not used: ${pending?.image.id} (PENDING), ${error?.image.id} (ERROR).`,
    ])
  })

  it('goes by the origin where the source is not shared any more', () => {
    const state = copyState({ source: undefined, owned: [copyOfSource()] })
    expect(reasonsOf(copyRequest(), state)).toEqual([])
    expect(reasonsOf(copyRequest({ expectedOwner: account(8) }), state)).toEqual(['refused-by-guard'])
  })

  it('takes no image of another Region or id for the copy', () => {
    const text = `Copy of ${source.id} from us-east-1 (owner ${owner})`
    expect(planCopy(copyRequest(), copyState({ owned: [ownImage({ text })] })).existing).toBeUndefined()
  })
})

describe('a plan is refused', () => {
  it.each([
    ['another account', account(8)],
    ['nobody AWS names', undefined],
  ])('where the source belongs to %s', (_whose, other) => {
    const state = copyState({ source: ownImage({ image: source, name: 'golden', owner: other }) })
    const { refusals, order } = planCopy(copyRequest(), state)
    expect(refusals.map(({ reason }) => reason)).toEqual(['refused-by-guard'])
    expect(order).toBeUndefined()
    expect(reasonsOf(copyRequest({ expectedOwner: 'any' }), state)).toEqual([])
  })

  it.each([
    ['another account', ` (owner ${account(8)})`],
    ['nobody', ''],
  ])('where the source belongs to the right account, and the copy says that it was of %s', (_whose, of) => {
    const copy = copyOfSource({ text: `Copy of ${source.id} from ${source.region}${of}` })
    const state = copyState({ owned: [copy] })
    expect(reasonsOf(copyRequest(), state)).toEqual(['refused-by-guard'])
    expect(reasonsOf(copyRequest({ expectedOwner: 'any' }), state)).toEqual([])
  })

  it.each([
    [undefined, 'image-not-found'],
    ['owned', 'invalid-input'],
    ['other-region', 'invalid-input'],
  ] as const)('without the source, which is %s', (elsewhere, reason) => {
    expect(reasonsOf(copyRequest(), copyState({ source: undefined, elsewhere }))).toEqual([reason])
  })

  it('by a name that something else has, but only if a copy is to be made', () => {
    const other = ownImage({ name: 'golden' })
    expect(reasonsOf(copyRequest(), copyState({ owned: [other] }))).toEqual(['invalid-input'])
    const copy = copyOfSource({ name: 'mine' })
    expect(reasonsOf(copyRequest(), copyState({ owned: [other, copy] }))).toEqual([])
  })

  it('by a copy that exists and will never be AVAILABLE', () => {
    const copy = copyOfSource({ state: 'ERROR', errors: ['PowershellVersion: too old.'] })
    const { existing, order, refusals } = planCopy(copyRequest(), copyState({ owned: [copy] }))
    expect({ existing, order, refusals }).toEqual({
      existing: copy,
      order: undefined,
      refusals: [
        {
          reason: 'image-not-available',
          message: `The copy ${copy.image.id} is in state ERROR: PowershellVersion: too old.`,
          remedy: expect.stringContaining('aws workspaces delete-workspace-image'),
          image: copy.image,
        },
      ],
    })
  })

  it('by a copy in a state that nobody knows, which may be a good one', () => {
    const copy = copyOfSource({ state: 'ARCHIVED' })
    const [refusal] = planCopy(copyRequest(), copyState({ owned: [copy] })).refusals
    expect(refusal?.remedy).toBe(
      'Look at the image in the WorkSpaces console. Run this step again when it is AVAILABLE.',
    )
  })

  it.each([
    ['missing', []],
    ["of AWS's own", [bundle({ owner: 'AMAZON' })]],
    ['of another account', [bundle({ owner: account(8) })]],
  ])('by a bundle that is %s', (_what, bundles) => {
    expect(reasonsOf(copyRequest({ bundles: [bundleId(1)] }), copyState({ bundles }))).toEqual([
      'invalid-input',
    ])
  })

  it('by no bundle of an account that is not known', () => {
    const state = copyState({ account: undefined, bundles: [bundle()] })
    expect(reasonsOf(copyRequest({ bundles: [bundleId(1)] }), state)).toEqual([])
  })

  it('for every reason at once', () => {
    const shared = ownImage({ image: source, name: 'no name', owner: account(8), state: 'PENDING' })
    expect(reasonsOf(copyRequest({ bundles: [bundleId(1)] }), copyState({ source: shared }))).toEqual([
      'refused-by-guard',
      'image-not-available',
      'invalid-input',
      'invalid-input',
    ])
  })
})
