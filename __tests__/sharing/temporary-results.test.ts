import { describe, expect, it } from '@jest/globals'
import { commandFor } from '../../src/sharing/by-hand.ts'
import { imageKey } from '../../src/sharing/identifiers.ts'
import { notUnshared, unsharedResult } from '../../src/sharing/temporary-results.ts'
import type { Verification } from '../../src/sharing/outcome.ts'
import { failureReasonOf, settledChanges } from '../../src/sharing/result.ts'
import { accounts, change, image, imageNumber, problem } from '../support/examples.ts'

const other = imageNumber(2)
const changes = [change('unshare', 1), change('unshare', 1, other), change('unshare', 2)]

describe('the result of a job’s end', () => {
  it('tells of each image what became of its shares, and who can copy it', () => {
    const settled = changes.map((one) => ({ change: one, outcome: { kind: 'done' } as const }))
    const verifications = new Map<string, Verification>([
      [imageKey(image), { kind: 'read', value: new Set(accounts(9, 3)) }],
      [imageKey(other), { kind: 'unread', problem: problem() }],
    ])
    const result = unsharedResult({ settled, verifications })
    expect(result.images).toMatchObject([
      { image, changes: [{ change: changes[0] }, { change: changes[2] }], recipients: accounts(3, 9) },
      { image: other, changes: [{ change: changes[1] }], recipients: undefined },
    ])
    expect(failureReasonOf(result)).toBeUndefined()
    expect(result).toMatchObject({ mode: 'apply', problems: [] })
    expect(result.images.map(({ unchanged }) => unchanged)).toEqual([[], []])
  })

  it('that could send nothing tells why once, and of each share its command', () => {
    const unshares = changes.map((one) => ({ change: one, isUnanswered: false }))
    const refused = problem({ reason: 'role-refused', example: '{}' })
    const result = notUnshared(unshares, [refused, problem({ remedy: 'Run it again.' })])
    expect(result.problems.map(({ remedy }) => remedy)).toEqual([
      'Allow it. Run the command that is given for each account.',
      'Run the command that is given for each account.',
    ])
    expect(failureReasonOf(result)).toBe('role-refused')
    expect(result.mode).toBe('apply')
    for (const { change: one, outcome } of settledChanges(result)) {
      expect(outcome).toMatchObject({
        kind: 'not-attempted',
        because: { reason: 'role-refused', remedy: `Unshare it by hand: ${commandFor(one)}` },
      })
    }
  })

  it('is a mistake where nothing was sent for no reason', () => {
    expect(() => notUnshared([], [])).toThrow('A job ends without its unshares for at least one reason.')
  })
})
