import { describe, expect, it } from '@jest/globals'
import {
  accounts,
  ActionFixture,
  changesIn,
  countsOf,
  errorsOf,
  IMAGE,
  nothingBut,
  OTHER_IMAGE,
  resultOf,
} from '../support/fixture.ts'
import { day, policyOf, PROD, runPolicy, TEST } from '../support/policies.ts'

const fixture = new ActionFixture()

/** A policy with these groups, each a line, and these images. */
function grouped(groups: readonly string[], ...images: readonly string[]): string {
  return policyOf(...images).replace(
    'images:',
    `groups:\n${groups.map((line) => `  ${line}\n`).join('')}images:`,
  )
}
const both = ['everyone: [workplace-test, more]', 'more: [workplace-prod, "000000000001"]']

describe('a group', () => {
  it('is shared with, each account with its name and the group, and AWS Organizations is not asked', async () => {
    fixture.addImage({ id: OTHER_IMAGE })
    const policy = grouped(
      both,
      `id: ${IMAGE}\nshare-with: [everyone]`,
      `id: ${OTHER_IMAGE}\nshare-with: [more, workplace-prod]`,
    )
    const step = await runPolicy(fixture, policy)
    expect(countsOf(step)).toMatchObject({ shared: 5, reason: '' })
    expect(fixture.recipients()).toEqual(['000000000001', PROD, TEST])
    expect(fixture.recipients(OTHER_IMAGE)).toEqual(['000000000001', PROD])
    expect(step.log.join('\n')).toContain(`share ${IMAGE} with ${TEST} (workplace-test), by everyone\n`)
    expect(step.summary).toContain(`| \`${TEST}\` workplace-test | share, by everyone |`)
    expect(changesIn(step).map(({ id, account, via }) => [id, account, via])).toEqual([
      [IMAGE, '000000000001', 'everyone'],
      [IMAGE, PROD, 'everyone'],
      [IMAGE, TEST, 'everyone'],
      [OTHER_IMAGE, '000000000001', 'more'],
      [OTHER_IMAGE, PROD, undefined],
    ])
    expect(fixture.aws.calls.filter(({ service }) => service !== 'workspaces')).toEqual([])
    expect((await runPolicy(fixture, policy)).outputs['changed']).toBe('false')
  })

  it('is named with the account in the comment’s text and in annotations', async () => {
    const inputs = { 'trusted-account-ids': `${TEST} ${PROD}` }
    const step = await runPolicy(fixture, grouped(both, `id: ${IMAGE}\nshare-with: [everyone]`), inputs)
    expect(errorsOf(step)).toMatchObject([
      {
        message: expect.stringMatching(
          /^policy\.yml:9:5: Sharing .* with 000000000001 by everyone is refused/,
        ),
      },
    ])
    expect(step.outputs['report']).toContain('000000000001 by everyone')
    expect(countsOf(step).reason).toBe('refused-by-guard')
  })

  it('ends as a whole', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, [TEST, PROD, '000000000001'])
    const past = day(-2)
    const list = `share-with:\n  - group: everyone\n    until: ${past}\n  - workplace-prod`
    const step = await runPolicy(fixture, grouped(both, `id: ${IMAGE}\n${list}`))
    expect(countsOf(step)).toMatchObject({ unshared: 2, unchanged: 1, reason: '' })
    expect(step.log.join('\n')).toContain(
      `unshare ${IMAGE} from ${TEST} (workplace-test), by everyone, ended ${past}\n`,
    )
    expect(fixture.recipients()).toEqual([PROD])
  })

  it('says of who is outside of it why it is unshared, where the image is exclusive, and without use is a warning at its place', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(2))
    const policy = grouped(both, `id: ${IMAGE}\nshare-with: [more]\nexclusive: true`)
    const step = await runPolicy(fixture, policy, { mode: 'plan' })
    expect(countsOf(step)).toMatchObject({ shared: 1, unshared: 1, reason: '' })
    expect(step.log.join('\n')).toContain(`unshare ${IMAGE} from 000000000002, not in more\n`)
    expect(step.annotations.map(({ level, message }) => [level, message])).toEqual([
      ['warning', 'policy.yml:6:3: the group "everyone" is used nowhere: it shares nothing with anybody.'],
    ])
  })

  it('that names itself, or has an unknown name, nobody or a unit, is refused at its place, before anything is asked', async () => {
    const groups = ['a: [b]', 'b: [a]', 'c: [workplace-prd]', 'd: []', 'e: [ou-ab12-cdefgh34]']
    const step = await runPolicy(fixture, grouped(groups, `id: ${IMAGE}\nshare-with: [workplace-test]`))
    expect(countsOf(step)).toEqual(nothingBut('invalid-policy'))
    const { problems } = resultOf(step)
    expect(problems).toHaveLength(4)
    for (const [says, line] of [
      ['the group "a" is part of itself ("a", "b", "a").', 7],
      ['no account or group is named "workplace-prd".', 8],
      ['the group has nobody in it.', 9],
      ['"ou-ab12-cdefgh34" is the id of a unit, not of an account.', 10],
    ]) {
      const message = expect.stringContaining(String(says))
      expect(problems).toContainEqual(
        expect.objectContaining({ message, where: expect.objectContaining({ line }) }),
      )
      expect(errorsOf(step)).toContainEqual(expect.objectContaining({ message }))
    }
    expect(step.annotations[0]).toMatchObject({ file: 'policy.yml', line: 7 })
    expect(fixture.aws.calls).toEqual([])
  })
})
