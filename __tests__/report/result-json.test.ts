import { describe, expect, it } from '@jest/globals'
import { resultJson } from '../../src/report/result-json.ts'
import type { Outcome } from '../../src/sharing/outcome.ts'
import type { RunResult } from '../../src/sharing/result.ts'
import { imageNumber, problem } from '../support/examples.ts'
import { done, failed, runResult, sharesEnding } from '../support/results.ts'

const long = 'x'.repeat(999_000)
const sizeOf = (result: RunResult) => Buffer.byteLength(JSON.stringify(resultJson(result)))

/** Images, each with so many changes that ended like this. */
function images(count: number, ...outcomes: readonly Outcome[]) {
  return Array.from({ length: count }, (_, index) => ({
    ...sharesEnding(...outcomes),
    image: imageNumber(index),
  }))
}

describe('the output result', () => {
  it('is whole, and says nothing of what is left out, where all of it fits', () => {
    const result = runResult({ problems: [problem({ message: long })], images: images(5000, done) })
    expect(resultJson(result)).toMatchObject({ problems: [{ message: long }], leftOut: undefined })
    expect(resultJson(result).images).toHaveLength(5000)
    expect(JSON.stringify(resultJson(result))).not.toContain('leftOut')
  })

  it('leaves out problems and warnings beyond 2 MB of each, with a count', () => {
    const result = runResult({
      problems: Array.from({ length: 5 }, () => problem({ message: long })),
      warnings: Array.from({ length: 4 }, () => long),
    })
    const { problems, warnings, leftOut } = resultJson(result)
    expect([problems.length, warnings.length]).toEqual([2, 2])
    expect(leftOut).toEqual({ problems: 3, warnings: 2, images: 0 })
  })

  it('leaves out the problems of changes before it leaves out an image', () => {
    const result = runResult({ images: images(20, done, failed({ message: long })) })
    const json = resultJson(result)
    expect(json.images.map(({ changes }) => changes.map(({ outcome }) => outcome))).toEqual(
      Array.from({ length: 20 }, () => ['done', 'failed']),
    )
    expect(json.images.flatMap(({ changes }) => changes.flatMap(({ problem: one }) => one ?? []))).toEqual([])
    expect(json.leftOut).toEqual({ problems: 20, warnings: 0, images: 0 })
    expect(json.totals).toEqual({ shared: 20, unshared: 0, unchanged: 0, failed: 20 })
  })

  it('leaves out images as a whole, never a part of their lists', () => {
    const [one = sharesEnding()] = images(1, ...Array.from({ length: 5000 }, () => done))
    const result = runResult({
      images: Array.from({ length: 40 }, (_, index) => ({ ...one, image: imageNumber(index) })),
    })
    const { images: kept, leftOut, totals } = resultJson(result)
    expect(new Set(kept.map(({ changes }) => changes.length))).toEqual(new Set([5000]))
    expect(kept.length).toBeLessThan(40)
    expect(leftOut).toEqual({ problems: 0, warnings: 0, images: 40 - kept.length })
    expect(totals.shared).toBe(200_000)
    expect(sizeOf(result)).toBeLessThan(8_001_000)
  })
})
