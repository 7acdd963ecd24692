import { writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { Contestants, scripts } from './contestants.ts'
import { needsOf, run } from './measure.ts'
import { unit, type Workload, type Servers } from './workload.ts'

/** A run with many accounts. */
export interface ManyAccounts {
  readonly name: string
  readonly milliseconds: number
  /** The minimum time by the rate, or by the number of parallel calls. */
  readonly idealMilliseconds: number
  /** The minimum time if calls also have to wait for each other: each page of a list names the next. */
  readonly inTurnMilliseconds: number
  readonly mebibytes: number
  readonly calls: number
}

const latencyMs = 50
const callsAtATime = 10
const pageSize = 25

/** Shares with 200 accounts against a token bucket with this rate of writes per second. */
export async function throttled(perSecond: number, servers: Servers): Promise<ManyAccounts> {
  const burst = Math.min(perSecond, 10)
  const workload = {
    roundTripMs: 0,
    latencyMs,
    images: { 'wsi-0123456789abc': [] },
    bucket: { perSecond, burst },
  }
  const ideal = ((200 - burst) / perSecond) * 1000
  return shareAll(`200 shares at ${perSecond} a second`, workload, 200, () => ideal, ideal, servers)
}

/** Shares each image with each account without throttling. */
export async function unthrottled(images: number, accounts: number, servers: Servers): Promise<ManyAccounts> {
  const ids = Array.from({ length: images }, (_, index) => `wsi-${String(index).padStart(9, '0')}`)
  const workload = { roundTripMs: 0, latencyMs, images: Object.fromEntries(ids.map((id) => [id, []])) }
  const ideal = (calls: number) => (calls * latencyMs) / callsAtATime
  const name = `${images === 1 ? '1 image' : `${images} images`} x ${accounts.toLocaleString('en')} accounts`
  const turns = Math.ceil(images / callsAtATime)
  const inTurn = turns + (images * accounts) / callsAtATime + turns * Math.ceil(accounts / pageSize)
  return shareAll(name, workload, accounts, ideal, inTurn * latencyMs, servers)
}

/**
 * Reads an organization, one call after the other: what a plan for a unit takes longer than a plan for the same accounts
 * by their ids.
 */
export async function organizationRead(accounts: number, servers: Servers): Promise<ManyAccounts> {
  // The management account is outside of the unit.
  const inUnit = accounts - 1
  const images = { 'wsi-0123456789abc': [] }
  const workload = { roundTripMs: 0, latencyMs, images, organizationAccounts: inUnit }
  const { ownKeys, authority } = await servers.set(workload)
  const contestants = new Contestants(authority)
  const plan = async (recipients: string) => {
    const inputs = { 'image-id': 'wsi-0123456789abc', 'account-id': recipients, mode: 'plan' }
    const step = await contestants.step('a plan', scripts.product, inputs, ownKeys)
    const milliseconds = await run(step)
    const { operations } = await servers.round()
    contestants.clear()
    return { step, milliseconds, calls: operations.length }
  }
  const ids = Array.from({ length: inUnit }, (_, index) => String(index + 1).padStart(12, '0'))
  const [byIds, byUnit] = [await plan(ids.join()), await plan(unit)]
  const { mebibytes } = await needsOf(byUnit.step)
  const calls = byUnit.calls - byIds.calls
  const ideal = await requestsInTurn(calls, ownKeys['AWS_ENDPOINT_URL'] ?? '', authority)
  await servers.round()
  contestants.close()
  return {
    name: `reading an organization of ${accounts.toLocaleString('en')} accounts`,
    milliseconds: byUnit.milliseconds - byIds.milliseconds,
    idealMilliseconds: ideal,
    inTurnMilliseconds: ideal,
    mebibytes,
    calls,
  }
}

/**
 * Returns the milliseconds that requests in turn take without any client of AWS: the latency that is set, and the
 * server's own time, timers included.
 */
async function requestsInTurn(requests: number, endpoint: string, authority: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, ca: authority })
  const answered = async () =>
    new Promise((resolve, reject) => {
      const sent = request(endpoint, { agent, method: 'POST' }, (answer) =>
        answer.once('end', resolve).resume(),
      )
      sent.once('error', reject).end('{}')
    })
  // The first one opens the connection.
  await answered()
  const began = performance.now()
  for (let index = 0; index < requests; index += 1) await answered()
  agent.destroy()
  return performance.now() - began
}

async function shareAll(
  name: string,
  workload: Workload,
  accounts: number,
  ideal: (calls: number) => number,
  inTurnMilliseconds: number,
  servers: Servers,
): Promise<ManyAccounts> {
  const { ownKeys, authority } = await servers.set(workload)
  const contestants = new Contestants(authority)
  const all = Array.from({ length: accounts }, (_, index) => String(index + 1).padStart(12, '0'))
  const images = Object.keys(workload.images)
  writeFileSync(join(contestants.workspace, 'policy.yml'), policy(images, all))
  const inputs: Record<string, string> =
    images.length === 1
      ? { 'image-id': images.join(), 'account-id': all.join() }
      : { 'policy-file': 'policy.yml' }
  const step = await contestants.step(name, scripts.product, inputs, ownKeys)
  const milliseconds = await run(step)
  const { operations, recipients } = await servers.round()
  // A failed step has another exit code, so none of its shares failed.
  if (recipients !== images.length * accounts) throw new Error(`${name}: only ${recipients} are shared with`)
  contestants.clear()
  const { mebibytes } = await needsOf(step)
  await servers.round()
  contestants.close()
  return {
    name,
    milliseconds,
    idealMilliseconds: ideal(operations.length),
    inTurnMilliseconds,
    mebibytes,
    calls: operations.length,
  }
}

function policy(images: readonly string[], accounts: readonly string[]): string {
  const recipients = accounts.map((account) => `      - "${account}"\n`).join('')
  return `version: 1\nimages:\n${images.map((id) => `  - id: ${id}\n    share-with:\n${recipients}`).join('')}`
}
