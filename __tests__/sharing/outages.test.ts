import { describe, expect, it } from '@jest/globals'
import { imageKey } from '../../src/sharing/identifiers.ts'
import { isOutage, withoutOutages } from '../../src/sharing/outages.ts'
import { failureReasons, type FailureReason } from '../../src/sharing/problem.ts'
import { byKey, image, imageNumber, problem, region, regionOf, standing } from '../support/examples.ts'

const there = regionOf('us-east-1')
const elsewhere = imageNumber(1, there)
const current = byKey([standing([], image), standing([], elsewhere)])
const keysWithout = (problems: Parameters<typeof withoutOutages>[1]) => [
  ...withoutOutages(current, problems).current.keys(),
]

describe('a Region that can not be asked', () => {
  it.each<FailureReason>(['unreachable', 'service-unavailable', 'throttled'])(
    'fails its own images only: %s',
    (reason) => {
      const outage = problem({ reason, region: there })
      const seen = withoutOutages(current, [outage])
      expect([...seen.current.keys()]).toEqual([imageKey(image)])
      expect(seen).toMatchObject({ outages: [outage], refusals: [] })
    },
  )

  it('is told by a single image too', () => {
    expect(keysWithout([problem({ reason: 'throttled', image: { ...image, region } })])).toEqual([
      imageKey(elsewhere),
    ])
  })
})

it('tells what may be gone when it is tried again', () => {
  const outages = failureReasons.filter((reason) => isOutage(problem({ reason })))
  expect(outages).toEqual(['unreachable', 'service-unavailable', 'throttled'])
})

describe('anything else', () => {
  it.each([
    ['is wrong with an image', problem({ reason: 'access-denied', image: elsewhere })],
    ['is wrong nowhere in particular', problem({ reason: 'throttled' })],
  ])('refuses the whole plan: %s', (_what, other) => {
    const seen = withoutOutages(current, [other])
    expect([...seen.current.keys()]).toEqual([imageKey(image), imageKey(elsewhere)])
    expect(seen).toMatchObject({ outages: [], refusals: [other] })
  })
})
