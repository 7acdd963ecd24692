import { describe, expect, it } from '@jest/globals'
import type { ExistingComment, PullRequestComments } from '../../src/ports/comments.ts'
import { commentMarker } from '../../src/report/comment-body.ts'
import { commentOf } from '../../src/report/summary.ts'
import { keepComment } from '../../src/workflow/keep-comment.ts'
import { done, runResult, sharesEnding } from '../support/results.ts'

/** Comments in memory, all ours. */
class Comments implements PullRequestComments {
  readonly owner = { workflow: 'w', job: 'j', step: 's' }
  readonly commit = 'decade'
  readonly recorded: string[] = []
  readonly #existing: readonly ExistingComment[]

  constructor(...existing: readonly ExistingComment[]) {
    this.#existing = existing
  }

  async find(marker: string): Promise<readonly ExistingComment[]> {
    this.recorded.push(`find ${marker}`)
    return Promise.resolve(this.#existing)
  }

  async create(body: string): Promise<void> {
    this.recorded.push(`create ${body}`)
    return Promise.resolve()
  }

  async update(id: string, body: string): Promise<void> {
    this.recorded.push(`update ${id} ${body}`)
    return Promise.resolve()
  }

  async remove(id: string): Promise<void> {
    this.recorded.push(`remove ${id}`)
    return Promise.resolve()
  }

  explain(error: unknown): string {
    return `explained: ${String(error)}`
  }
}

const changed = runResult({ images: [sharesEnding(done)] })
const marker = commentMarker(new Comments().owner)
const body = `${marker}\n${commentOf(changed)}\nFor commit decade\n`

const opened = async () => Promise.reject(new Error('It was opened'))

const redact = (text: string) => text.replaceAll('000000000001', '***')

describe('the comment', () => {
  it.each([
    ['created', [], changed, [`create ${body}`]],
    ['updated', [{ id: 'IC_7', body: 'old' }], changed, [`update IC_7 ${body}`]],
    ['removed', [{ id: 'IC_7', body: 'old' }], runResult(), ['remove IC_7']],
    ['left as it is', [{ id: 'IC_7', body }], changed, []],
    ['not made where nothing changes', [], runResult(), []],
    [
      'one again after two runs crossed',
      [
        { id: 'IC_7', body },
        { id: 'IC_8', body: 'old' },
      ],
      changed,
      ['remove IC_8'],
    ],
  ])('is %s', async (_what, existing, result, recorded) => {
    const comments = new Comments(...existing)
    expect(await keepComment('changes', result, async () => Promise.resolve(comments))).toBeUndefined()
    expect(comments.recorded).toEqual([`find ${marker}`, ...recorded])
  })

  it('is none of the run’s business unless it was asked for', async () => {
    expect(await keepComment('never', changed, opened)).toBeUndefined()
  })

  it('needs a pull request', async () => {
    expect(await keepComment('always', changed, async () => Promise.resolve(undefined))).toBeUndefined()
  })

  it('hides what the log hides', async () => {
    const comments = new Comments()
    await keepComment('changes', changed, async () => Promise.resolve(comments), redact)
    expect(comments.recorded.at(-1)).toBe(`create ${redact(body)}`)
    expect(comments.recorded.at(-1)).toContain('| `***` | share |')
  })

  it('that can not even be opened is a warning', async () => {
    const opening = Promise.reject(new Error('github-token is empty'))
    expect(await keepComment('always', changed, async () => opening)).toBe(
      'The comment on the pull request could not be kept up to date: github-token is empty',
    )
  })

  it('that fails is a warning', async () => {
    const comments = Object.assign(new Comments(), { create: async () => Promise.reject(new Error('no')) })
    expect(await keepComment('always', changed, async () => Promise.resolve(comments))).toBe(
      'The comment on the pull request could not be kept up to date: explained: Error: no',
    )
  })
})
