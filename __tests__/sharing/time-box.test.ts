import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { parseDay, formatTimeBox, timeBox } from '../../src/sharing/time-box.ts'

const noon = new Date('2027-03-15T12:34:56Z')

describe('a day', () => {
  it.each<[text: string, time: number | undefined]>([
    ['1970-01-01', 0],
    ['1970-01-02', 86_400_000],
    ['2028-02-29', Date.UTC(2028, 1, 29)],
    ['2027-02-29', undefined],
    ['2027-02-30', undefined],
    ['2027-13-01', undefined],
    ['2027-00-10', undefined],
    ['2027-3-1', undefined],
    ['27-03-01', undefined],
    ['2027-03-01T00:00', undefined],
    ['x2027-03-01', undefined],
    // A month of a year that has more than four digits.
    ['+012027-01', undefined],
    ['', undefined],
  ])('%j is %s', (text, time) => {
    expect(parseDay(text)).toBe(time)
  })
})

describe('a share that ends', () => {
  it.each<[until: string, daysLeft: number, hasEnded: boolean, spoken: string]>([
    ['2027-03-31', 16, false, 'until 2027-03-31'],
    ['2027-03-16', 1, false, 'until 2027-03-16'],
    ['2027-03-15', 0, false, 'until 2027-03-15'],
    ['2027-03-14', -1, true, 'ended 2027-03-14'],
  ])('on %s has %d days left', (until, daysLeft, hasEnded, spoken) => {
    const box = { until, daysLeft, hasEnded }
    expect(timeBox(until, noon)).toEqual(box)
    expect(formatTimeBox(box)).toBe(spoken)
  })

  it.each(['2027-03-15T00:00:00.000Z', '2027-03-15T23:59:59.999Z'])(
    'has that whole day (UTC): at %s',
    (now) => {
      expect(timeBox('2027-03-15', new Date(now))).toMatchObject({ daysLeft: 0, hasEnded: false })
      expect(timeBox('2027-03-14', new Date(now))).toMatchObject({ daysLeft: -1, hasEnded: true })
    },
  )

  it('has as many days left as there are between the days, at any time of both', () => {
    const anyTime = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(anyTime, fc.integer({ min: -800, max: 800 }), (now, days) => {
        const lastDay = new Date(now)
        lastDay.setUTCDate(lastDay.getUTCDate() + days)
        fc.pre(lastDay.getUTCFullYear() >= 0 && lastDay.getUTCFullYear() <= 9999)
        const until = lastDay.toISOString().slice(0, 10)
        expect(timeBox(until, now)).toEqual({ until, daysLeft: days, hasEnded: days < 0 })
      }),
    )
  })

  it('ends on a day of the calendar', () => {
    expect(timeBox('2027-02-30', noon)).toBeUndefined()
  })
})
