import { awsVersion, Contestants, scripts } from './contestants.ts'
import { needsOf, race, type Needs, type Program } from './measure.ts'
import type { Seen, Servers } from './workload.ts'

const image = 'wsi-0123456789abc'
const account = '000000000009'

/** The results of a comparison with one share. */
export interface OneShare {
  readonly scenario: 'S1' | 'S2'
  readonly roundTripMs: number
  /** Median milliseconds by name. */
  readonly times: ReadonlyMap<string, number>
  /** The servers' records of floor and product. */
  readonly seen: ReadonlyMap<string, Seen>
  /** The resources that the product needs. */
  readonly needs: Needs
}

/** Compares the floor, the product and the plain build with one share. */
export async function raceOneShare(
  scenario: 'S1' | 'S2',
  roundTripMs: number,
  rounds: number,
  servers: Servers,
): Promise<OneShare> {
  const playing = await servers.set({ roundTripMs, latencyMs: 0, images: { [image]: ['000000000001'] } })
  const contestants = new Contestants(playing.authority)
  const env = scenario === 'S1' ? playing.ownKeys : playing.oidc
  const inputs = {
    'image-id': image,
    'account-id': account,
    ...(scenario === 'S1' ? {} : { 'role-to-assume': playing.role }),
  }
  const step = async (name: keyof typeof scripts): Promise<Program> =>
    contestants.step(name, scripts[name], inputs, env)
  const product = await step('product')
  const programs = [await step('nothing'), await step('floor'), product, await step('plain')]
  if (scenario === 'S1' && roundTripMs === 0) {
    programs.push(await step('idlePost'), await step('sdk'))
    if (awsVersion() !== undefined) programs.push(contestants.commandLine(image, account, env))
  }
  const seen = new Map<string, Seen>()
  const times = await race(programs, rounds, async ({ name }) => {
    const now = await servers.round()
    const expected = ['nothing', 'idlePost'].includes(name) ? 1 : 2
    if (now.recipients !== expected) throw new Error(`${name} left ${now.recipients} accounts`)
    seen.set(name, now)
    contestants.clear()
  })
  const needs = await needsOf(product)
  contestants.close()
  return { scenario, roundTripMs, times, seen, needs }
}
