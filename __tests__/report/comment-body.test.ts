import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { commentChange, commentMarker, type CommentChange } from '../../src/report/comment-body.ts'
import { commentOf } from '../../src/report/summary.ts'
import type { RunResult } from '../../src/sharing/result.ts'
import { problem } from '../support/examples.ts'
import { anyResult, done, runResult, sharesEnding } from '../support/results.ts'

const owner = {
  workflow: 'o/r/.github/workflows/share.yml',
  job: 'share',
  step: 'share',
  leg: ['eu-west-1', '', ''],
}
const marker = commentMarker(owner)
const labels = { marker, commit: 'decade'.padEnd(40, '0') }
const quiet = runResult()
const changed = runResult({ images: [sharesEnding(done)] })
const failing = runResult({ problems: [problem()] })
const bodyOf = (result: RunResult) => `${marker}\n${commentOf(result)}\nFor commit ${labels.commit}\n`

describe('the marker of a comment', () => {
  it('is the same for the same step, another for any other, and shows no name', () => {
    expect(commentMarker({ ...owner, leg: [...owner.leg] })).toBe(marker)
    expect(marker).toMatch(/^<!-- share-workspaces-image [0-9a-f]{32} -->$/)
    const others = [
      { ...owner, workflow: 'x' },
      { ...owner, job: 'x' },
      { ...owner, step: 'x' },
      { ...owner, job: `${owner.job}${owner.step}`, step: '' },
      { ...owner, leg: ['us-east-1', '', ''] },
      { ...owner, leg: ['', 'eu-west-1', ''] },
      { workflow: owner.workflow, job: owner.job, step: owner.step },
    ]
    expect(new Set([marker, ...others.map(commentMarker)]).size).toBe(8)
  })
})

describe('a comment', () => {
  const existing = { id: 'IC_7', body: 'old' }
  it.each<
    [
      what: string,
      when: 'changes' | 'always',
      result: RunResult,
      body: string | undefined,
      change: CommentChange,
    ]
  >([
    ['nothing to say, none there', 'changes', quiet, undefined, { kind: 'none' }],
    ['nothing to say, one there', 'changes', quiet, 'old', { kind: 'remove', id: 'IC_7' }],
    ['nothing to say, but always', 'always', quiet, undefined, { kind: 'create', body: bodyOf(quiet) }],
    ['a change', 'changes', changed, undefined, { kind: 'create', body: bodyOf(changed) }],
    ['a problem', 'changes', failing, undefined, { kind: 'create', body: bodyOf(failing) }],
    ['another text there', 'changes', changed, 'old', { kind: 'update', id: 'IC_7', body: bodyOf(changed) }],
    ['the same text there', 'changes', changed, bodyOf(changed), { kind: 'none' }],
    [
      'the same text there, with other line ends',
      'changes',
      changed,
      `${bodyOf(changed).replaceAll('\n', '\r\n')}\r\n`,
      { kind: 'none' },
    ],
  ])('with %s', (_what, when, result, body, change) => {
    const there = body === undefined ? undefined : { ...existing, body }
    expect(commentChange(when, result, labels, there)).toEqual(change)
  })

  // Work rather than waiting: a busy machine takes a minute for it.
  it('needs nothing more once it was written, whatever the run', () => {
    fc.assert(
      fc.property(anyResult, fc.constantFrom('changes' as const, 'always' as const), (result, when) => {
        const first = commentChange(when, result, labels, undefined)
        const there = first.kind === 'create' ? { ...existing, body: first.body } : undefined
        expect(commentChange(when, result, labels, there)).toEqual({ kind: 'none' })
        // A comment that doesn't fit is refused by GitHub as a whole.
        expect(there?.body.length ?? 0).toBeLessThanOrEqual(65_536)
      }),
      { numRuns: 25 },
    )
  }, 300_000)
})
