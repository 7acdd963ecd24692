import { describe, expect, it } from '@jest/globals'
import { runPolicy } from './policies.ts'
import { accounts, IMAGE, Stage, toldBy } from './stage.ts'

const stage = new Stage()

describe('an image that 5,000 accounts can copy', () => {
  it.each([
    [2500, 100],
    [5000, 200],
  ])('is read in a page for each 25 of them: %d', async (size, pages) => {
    stage.aws.setRecipients('eu-west-1', IMAGE, accounts(size))
    const step = await stage.run({ 'account-id': accounts(2, size).join(), mode: 'plan' })
    expect(toldBy(step)).toMatchObject({ shared: 1, unchanged: 1, reason: '' })
    // One call more describes the image.
    expect(stage.aws.calls).toHaveLength(pages + 1)
  })
})

describe('a policy file of 1 MiB', () => {
  const head = `version: 1\nimages:\n  - id: ${IMAGE}\n    share-with:\n`
  const lines = accounts(45_440).map((account) => `      - "${account}"\n`)
  const text = `${head}${lines.join('')}`.padEnd(1024 * 1024, '#')

  it('is planned with as many calls as a short one', async () => {
    const step = await runPolicy(stage, text, { mode: 'plan' })
    expect(toldBy(step)).toMatchObject({ shared: 45_440, reason: '' })
    expect(stage.aws.calls).toHaveLength(2)
  })

  it('is the longest there may be', async () => {
    const step = await runPolicy(stage, `${text}#`, { mode: 'plan' })
    expect(toldBy(step).reason).toBe('invalid-policy')
    expect(step.log.join('\n')).toContain('has 1048577 bytes, a policy file has at most 1048576')
  })
})
