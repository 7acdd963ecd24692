import { expect, it } from '@jest/globals'
import { withPlace, withPlaces } from '../../src/sharing/places.ts'
import { image, imageNumber, problem, wanting } from '../support/examples.ts'

const where = { file: 'policy.yml', line: 7, column: 5 }
const elsewhere = { file: 'policy.yml', line: 9, column: 3 }

it('a problem gets the place of its image', () => {
  const wanted = [{ ...wanting([1]), where }, wanting([1], [], imageNumber(2))]
  const placed = problem({ image, where: elsewhere })
  const others = [problem(), problem({ image: imageNumber(2) }), problem({ image: imageNumber(3) }), placed]
  expect(withPlaces([problem({ image }), ...others], wanted)).toStrictEqual([
    problem({ image, where }),
    ...others,
  ])
})

it('a problem keeps its own place, and has none where there is none', () => {
  expect(withPlace(problem({ where }), elsewhere)).toStrictEqual(problem({ where }))
  expect(withPlace(problem(), undefined)).toStrictEqual(problem())
  expect(withPlace(problem(), where)).toStrictEqual(problem({ where }))
})
