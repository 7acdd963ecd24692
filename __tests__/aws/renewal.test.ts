import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { renewed } from '../../src/aws/renewal.ts'

const minute = 60_000
/** Ten minutes: what comes at this time into the test is told in minutes from its start. */
const lifetime = 10

/** One ask for credentials: when it comes, what the source answers, and what the asker gets. */
type Ask = readonly [
  minutes: number,
  source: 'gives' | 'fails' | 'is not asked',
  got: 'credentials 1' | 'credentials 2' | 'credentials 3' | 'the failure',
]

/** Credentials that are known by their number, from a source that does as it is told, and a clock that stands still. */
class Source {
  now = 0
  asked = 0
  fails = false
  #given = 0
  readonly provider = renewed(
    async () => this.#give(),
    undefined,
    () => this.now,
  )

  async #give() {
    this.asked += 1
    await setImmediate()
    if (this.fails) throw new Error('the failure')
    this.#given += 1
    const expiration = new Date(this.now + lifetime * minute)
    return { accessKeyId: `credentials ${this.#given}`, secretAccessKey: 'secret', expiration }
  }

  /** What someone who asks gets. */
  async ask(): Promise<string> {
    return this.provider().then(
      ({ accessKeyId }) => accessKeyId,
      (error: unknown) => (error instanceof Error ? error.message : 'something else'),
    )
  }
}

describe('credentials that end', () => {
  it.each<[what: string, asks: readonly Ask[]]>([
    [
      'are kept until five minutes before their end, and renewed then',
      [
        [0, 'gives', 'credentials 1'],
        [4.99, 'is not asked', 'credentials 1'],
        [5, 'gives', 'credentials 2'],
        [9.99, 'is not asked', 'credentials 2'],
        [10, 'gives', 'credentials 3'],
      ],
    ],
    [
      'are renewed where they ended meanwhile',
      [
        [0, 'gives', 'credentials 1'],
        [60, 'gives', 'credentials 2'],
      ],
    ],
    [
      'are used to their end where they can not be renewed, and nobody is asked until then',
      [
        [0, 'gives', 'credentials 1'],
        [5, 'fails', 'credentials 1'],
        [6, 'is not asked', 'credentials 1'],
        [9.99, 'is not asked', 'credentials 1'],
        [10, 'gives', 'credentials 2'],
        [14.99, 'is not asked', 'credentials 2'],
      ],
    ],
    [
      'can not be used beyond their end: then the failure counts, until there are others',
      [
        [0, 'gives', 'credentials 1'],
        [7, 'fails', 'credentials 1'],
        [10, 'fails', 'the failure'],
        [10, 'fails', 'the failure'],
        [11, 'gives', 'credentials 2'],
        [15, 'is not asked', 'credentials 2'],
        [16, 'fails', 'credentials 2'],
        [20.99, 'is not asked', 'credentials 2'],
        [21, 'fails', 'the failure'],
      ],
    ],
    [
      'may be late to come',
      [
        [0, 'fails', 'the failure'],
        [1, 'gives', 'credentials 1'],
      ],
    ],
  ])('%s', async (_what, asks) => {
    const source = new Source()
    for (const [minutes, does, got] of asks) {
      const before = source.asked
      source.now = minutes * minute
      source.fails = does === 'fails'
      expect([minutes, await source.ask()]).toEqual([minutes, got])
      expect([minutes, source.asked - before]).toEqual([minutes, does === 'is not asked' ? 0 : 1])
    }
  })

  it.each([60, -60])(
    'are renewed in time where the clock that tells their end is %i minutes ahead',
    async (ahead) => {
      let [now, asked] = [0, 0]
      const provider = renewed(
        async () => {
          asked += 1
          // They take a minute to come.
          now += minute
          const expiration = new Date(now + (ahead + lifetime) * minute)
          return Promise.resolve({ accessKeyId: 'a', secretAccessKey: 'b', expiration })
        },
        lifetime * 60,
        () => now,
      )
      expect((await provider()).expiration).toEqual(new Date(lifetime * minute))
      now = 4.99 * minute
      await provider()
      expect(asked).toBe(1)
      now = 5 * minute
      await provider()
      expect(asked).toBe(2)
    },
  )

  it('are asked for once, however many want them', async () => {
    const source = new Source()
    const many = async () => Promise.all([source.ask(), source.ask(), source.ask()])
    expect(await many()).toEqual(Array(3).fill('credentials 1'))
    source.now = 6 * minute
    source.fails = true
    expect(await many()).toEqual(Array(3).fill('credentials 1'))
    source.now = lifetime * minute
    expect(await many()).toEqual(Array(3).fill('the failure'))
    expect(source.asked).toBe(3)
  })

  it('that end while their renewal fails are not used any more', async () => {
    const source = new Source()
    await source.ask()
    source.now = 6 * minute
    source.fails = true
    const asking = source.ask()
    source.now = lifetime * minute
    expect(await asking).toBe('the failure')
  })
})

it('credentials that never end are asked for once', async () => {
  let asked = 0
  const provider = renewed(async () => {
    asked += 1
    return Promise.resolve({ accessKeyId: 'a', secretAccessKey: 'b' })
  })
  const first = await provider()
  expect(await provider()).toBe(first)
  expect(asked).toBe(1)
})
