import { describe, expect, it } from '@jest/globals'
import { runPolicy } from '../support/policies.ts'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { accounts, IMAGE, nothingBut, ActionFixture, countsOf } from '../support/fixture.ts'

const fixture = new ActionFixture()

/** How many bytes a step wrote of each kind. */
function sizes({ raw, summary, outputs }: StepResult): readonly number[] {
  return [raw, summary, outputs['result'] ?? ''].map((text) => Buffer.byteLength(text))
}

describe('an image that 5,000 accounts can copy', () => {
  it('is read in a page for each 25 of them', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(5000))
    const step = await fixture.run({ 'account-id': accounts(2, 5000).join(), mode: 'plan' })
    expect(countsOf(step)).toMatchObject({ shared: 1, unchanged: 1, reason: '' })
    // One call more describes the image.
    expect(fixture.aws.calls).toHaveLength(200 + 1)
  })
})

describe('a policy file of 1 MiB', () => {
  const head = `version: 1\nimages:\n  - id: ${IMAGE}\n    share-with:\n`
  const lines = accounts(45_440).map((account) => `      - "${account}"\n`)
  const text = `${head}${lines.join('')}`.padEnd(1024 * 1024, '#')

  it('is planned with as many calls as a short one', async () => {
    const step = await runPolicy(fixture, text, { mode: 'plan' })
    expect(countsOf(step)).toMatchObject({ shared: 45_440, reason: '' })
    expect(fixture.aws.calls).toHaveLength(2)
  })

  it('is the longest there may be', async () => {
    const step = await runPolicy(fixture, `${text}#`, { mode: 'plan' })
    expect(countsOf(step).reason).toBe('invalid-policy')
    expect(step.log.join('\n')).toContain('has 1048577 bytes, a policy file has at most 1048576')
  })
})

// Linux takes no more than 128 KiB for one variable, its name included.
describe('inputs as long as the system takes them', () => {
  const longest = 131_000
  const entries = (from: (index: number) => string) => {
    const list = Array.from({ length: longest / 4 }, (_, index) => from(index))
    return list.join(' ').slice(0, longest).replace(/ \S*$/, '')
  }

  it.each([
    ['of different entries that are no ids', entries((index) => index.toString(36))],
    ['of one entry that is no id, over and over', entries(() => 'x')],
    ['of commas', `${','.repeat(longest)}x`],
    ['of one entry', 'x'.repeat(longest)],
  ])('%s are refused with a report of bounded length', async (_, text) => {
    const step = await fixture.run({ 'image-id': text, 'account-id': text, 'trusted-account-ids': text })
    expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
    expect(sizes(step).filter((size) => size > 1_048_576)).toEqual([])
    expect(fixture.aws.calls).toEqual([])
  })

  it('of ids, which are too many shares together, are refused before anything is asked', async () => {
    const images = accounts(longest / 17).map((account) => `wsi-${account}`)
    const step = await fixture.run({ 'image-id': images.join(), 'account-id': accounts(longest / 13).join() })
    expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
    expect(step.log.join('\n')).toContain(
      'account-id: 10076 accounts for each of 7705 images are 77635580 in all, one run takes at most 250000.',
    )
    expect(fixture.aws.calls).toEqual([])
  })
})
