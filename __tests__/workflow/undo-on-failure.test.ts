import { describe, expect, it } from '@jest/globals'
import type { Outcome } from '../../src/sharing/outcome.ts'
import { settledChanges, type RunResult } from '../../src/sharing/result.ts'
import { undoOnFailure } from '../../src/workflow/undo-on-failure.ts'
import { brokenCall } from '../support/images.ts'
import { failed, runResult, sharesEnding } from '../support/results.ts'
import { account, accounts, change, describing, image, problem } from '../support/examples.ts'
import { fakePorts, type FakePorts } from '../support/fake-ports.ts'

const done: Outcome = { kind: 'done' }
const after = (...outcomes: readonly Outcome[]): RunResult =>
  runResult({ images: [sharesEnding(...outcomes)] })
const kinds = (result: RunResult) => settledChanges(result).map(({ outcome }) => outcome.kind)

const anyone = { trustedAccounts: 'any' } as const

/** An image that was just shared with the first two accounts. */
function shared(): FakePorts {
  const world = fakePorts()
  world.service.add(describing(), accounts(1, 2, 9))
  return world
}

describe('what was done', () => {
  it('is taken back in reverse and proven, when something else failed', async () => {
    const world = shared()
    const result = await undoOnFailure(after(done, done, failed()), world, anyone)
    expect(kinds(result)).toEqual(['undone', 'undone', 'failed'])
    expect(result.images[0]?.recipients).toEqual(accounts(9))
    expect(world.service.callsOf('change').map((call) => [call.account, call.kind])).toEqual([
      [account(2), 'unshare'],
      [account(1), 'unshare'],
    ])
    expect(world.log.groups).toEqual(['Undoing 2 changes'])
  })

  it('may fail to be taken back', async () => {
    const world = shared()
    world.service.before((call) => {
      if (call.account === account(1)) throw brokenCall()
    })
    const result = await undoOnFailure(after(done, done, failed()), world, anyone)
    expect(kinds(result)).toEqual(['undo-failed', 'undone', 'failed'])
    expect(world.service.recipientsOf(image)).toEqual(accounts(1, 9))
  })

  it.each<[what: string, result: RunResult]>([
    ['nothing failed', after(done, { kind: 'unchanged' })],
    ['nothing was done', after(failed(), { kind: 'unchanged' })],
  ])('stays where %s', async (_what, result) => {
    const world = shared()
    expect(await undoOnFailure(result, world, anyone)).toBe(result)
    expect(world.service.calls).toEqual([])
  })

  it('is taken back also where it was an image that could not be read', async () => {
    const world = shared()
    const result = { ...after(done), problems: [problem({ reason: 'unreachable' })] }
    expect(kinds(await undoOnFailure(result, world, anyone))).toEqual(['undone'])
  })

  it('stays where somebody else changed something besides', async () => {
    const result = { ...after(done), problems: [problem({ reason: 'drift' })] }
    expect(await undoOnFailure(result, shared(), anyone)).toBe(result)
  })

  it('is not given back to an account that is not trusted', async () => {
    const world = fakePorts()
    world.service.add(describing(), accounts(1))
    const unshares = [change('unshare', 3), change('unshare', 4)].map((one) => ({
      change: one,
      outcome: done,
    }))
    const [images] = after(done, failed()).images
    const result = runResult({
      images: images === undefined ? [] : [{ ...images, changes: [...images.changes, ...unshares] }],
    })
    const trusting = { trustedAccounts: new Set(accounts(1, 2, 3)) }
    const undone = await undoOnFailure(result, world, trusting)
    expect(kinds(undone)).toEqual(['undone', 'failed', 'undone', 'undo-failed'])
    expect(world.service.recipientsOf(image)).toEqual(accounts(3))
    expect(settledChanges(undone).at(-1)?.outcome).toEqual({
      kind: 'undo-failed',
      problem: {
        reason: 'refused-by-guard',
        message:
          'To undo would be to share wsi-0123456789abc with 000000000004, which is refused: the account is not in trusted-account-ids.',
        remedy:
          'Check whether the account is to have access; if it is, add it to trusted-account-ids and share again.',
        image,
        account: account(4),
      },
    })
  })

  it('stays after a cancel, for which there is no time', async () => {
    const world = shared()
    world.cancellation.request()
    const result = after(done, failed())
    expect(await undoOnFailure(result, world, anyone)).toBe(result)
  })
})
