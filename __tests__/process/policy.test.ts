import { describe, expect, it } from '@jest/globals'
import { day, policyOf, PROD, runPolicy, TEST } from '../support/policies.ts'
import {
  accounts,
  changesIn,
  errorsOf,
  IMAGE,
  imagesOf,
  OTHER_IMAGE,
  resultOf,
  ActionFixture,
  countsOf,
  verdictIn,
} from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture()
const nothing = { changed: 'false', shared: 0, unshared: 0, unchanged: 0, failed: 0, reason: '' }
const STRANGER = '999999999999'

describe('a policy', () => {
  it('shares images of three Regions, each with a client of its own, and unshares from everyone else where the image says so', async () => {
    fixture.addImage({ region: 'us-east-1', id: OTHER_IMAGE, name: 'silver', sharedWith: [STRANGER] })
    fixture.addImage({
      region: 'ap-south-1',
      id: 'wsi-aaaaaaaaaaaaa',
      name: 'bronze',
      sharedWith: [PROD, STRANGER],
    })
    const policy = policyOf(
      `id: ${IMAGE}\nshare-with: [workplace-test, "000000000001"]`,
      `id: ${OTHER_IMAGE}\nregion: us-east-1\nshare-with:\n  - account: workplace-prod\nexclusive: true`,
      'id: wsi-aaaaaaaaaaaaa\nregion: ap-south-1\nshare-with:\n  - workplace-prod',
    )
    const step = await runPolicy(fixture, policy)
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', shared: 3, unshared: 1, unchanged: 1 })
    expect(fixture.recipients()).toEqual(['000000000001', TEST])
    expect(fixture.aws.recipients('us-east-1', OTHER_IMAGE)).toEqual([PROD])
    expect(fixture.aws.recipients('ap-south-1', 'wsi-aaaaaaaaaaaaa')).toEqual([PROD, STRANGER])
    const regions = new Set(
      fixture.aws.writes().map(({ region, input }) => `${region} ${String(input['ImageId'])}`),
    )
    expect(regions).toEqual(new Set([`eu-west-1 ${IMAGE}`, `us-east-1 ${OTHER_IMAGE}`]))
    expect(imagesOf(step).map(({ region }) => region)).toEqual(['ap-south-1', 'eu-west-1', 'us-east-1'])
  })

  it('may stand in a folder and be named by its whole path, have a byte order mark, CRLF line ends and an anchor, and needs no Region of its own where all its images have one', async () => {
    fixture.addImage({ id: OTHER_IMAGE })
    const text = policyOf(
      `id: ${IMAGE}\nregion: eu-west-1\nshare-with: &everywhere [workplace-test, workplace-prod]`,
      `id: ${OTHER_IMAGE}\nregion: eu-west-1\nshare-with: *everywhere`,
    )
    const step = await runPolicy(
      fixture,
      '',
      { 'aws-region': '', 'policy-file': `${fixture.job.workspace}/access/images.yml` },
      { workspaceFiles: { 'access/images.yml': `\uFEFF${text.replaceAll('\n', '\r\n')}` } },
    )
    expect(countsOf(step)).toMatchObject({ shared: 4, reason: '' })
  })

  it('finds an image by its name among more than a page of the account’s own', async () => {
    for (let number = 100; number < 140; number += 1)
      fixture.addImage({ id: `wsi-000000${number}`, name: `old-${number}` })
    fixture.addImage({ id: OTHER_IMAGE, name: 'golden 2027' })
    // What others share with this account under the same name is never meant.
    fixture.addImage({
      id: 'wsi-000000000',
      name: 'golden 2027',
      owner: STRANGER,
      sharedWith: ['111122223333'],
    })
    const step = await runPolicy(fixture, policyOf('name: golden 2027\nshare-with: [workplace-prod]'))
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(fixture.recipients(OTHER_IMAGE)).toEqual([PROD])
    expect(imagesOf(step)).toMatchObject([{ id: OTHER_IMAGE, name: 'golden 2027' }])
  })

  it('puts names beside ids in log, summary, annotations and result', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, [PROD])
    fixture.aws.inject({ on: { account: TEST }, do: { kind: 'error', name: 'AccessDeniedException' } })
    const step = await runPolicy(
      fixture,
      policyOf(`id: ${IMAGE}\nshare-with: [workplace-test, "000000000001"]\nexclusive: true`),
    )
    const log = step.log.join('\n')
    expect(log).toContain(`share ${IMAGE} with ${TEST} (workplace-test)\n`)
    expect(log).toContain(`unshare ${IMAGE} from ${PROD} (workplace-prod): accepted`)
    expect(step.summary).toContain(`\`${TEST}\` workplace-test`)
    expect(step.summary).toContain(`\`${PROD}\` workplace-prod`)
    expect(errorsOf(step)).toMatchObject([{ message: expect.stringContaining(`${TEST} (workplace-test)`) }])
    expect(changesIn(step)).toMatchObject([
      { account: '000000000001', outcome: 'done' },
      {
        account: TEST,
        accountName: 'workplace-test',
        outcome: 'failed',
        problem: { message: expect.stringContaining('(workplace-test)') },
      },
      { account: PROD, accountName: 'workplace-prod', change: 'unshare', outcome: 'done' },
    ])
    expect(changesIn(step)[0]).not.toHaveProperty('accountName')
    expect(countsOf(step)).toMatchObject({ shared: 1, unshared: 1, failed: 1, reason: 'partly-failed' })
  })

  it('cannot speak to the runner or the page through its names', async () => {
    const name = '##[error]x <img src=y> | $& **z**'
    const step = await runPolicy(
      fixture,
      `version: 1\naccounts: { '${name}': "${TEST}" }\nimages: [{ id: ${IMAGE}, share-with: ['${name}'] }]\n`,
    )
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(step.annotations).toEqual([])
    expect(step.summary).not.toContain('<img')
    expect(changesIn(step)).toMatchObject([{ accountName: name }])
  })
})

describe('a share with an end', () => {
  it('is made until then, pointed out where that is near, and ended the day after, with the reason in plan and summary', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, [PROD, STRANGER])
    const [future, near, past] = [day(400), day(4), day(-2)]
    const step = await runPolicy(
      fixture,
      policyOf(
        `id: ${IMAGE}\nshare-with:\n  - account: workplace-test\n    until: ${future}\n  - account: workplace-prod\n    until: ${past}\n  - { account: "000000000001", until: ${near} }`,
      ),
    )
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', shared: 2, unshared: 1 })
    expect(fixture.recipients()).toEqual(['000000000001', TEST, STRANGER])
    const log = step.log.join('\n')
    expect(log).toContain(`share ${IMAGE} with ${TEST} (workplace-test), until ${future}`)
    expect(log).toContain(`unshare ${IMAGE} from ${PROD} (workplace-prod), ended ${past}`)
    expect(step.summary).toMatch(new RegExp(`${PROD}.* unshare, ended ${past}`))
    expect(changesIn(step)).toMatchObject([
      { account: '000000000001', until: near },
      { account: TEST, until: future },
      { account: PROD, change: 'unshare', until: past },
    ])
    expect(step.conclusion).toBe('success')
    const soon = new RegExp(
      `The share of ${IMAGE} \\(golden\\) with 000000000001 ends in [345] days, at the end of ${near} \\(UTC\\)\\.`,
    )
    const warnings = step.annotations.map(({ level, message }) => [level, message])
    expect(warnings).toEqual([
      [
        'warning',
        expect.stringMatching(
          /^policy\.yml:10:9: the share of wsi-0123456789abc with 000000000007 \(workplace-prod\) ended .*; the account is unshared\./,
        ),
      ],
      ['warning', expect.stringMatching(soon)],
    ])
    expect(step.summary).toContain('ends in')
    expect(resultOf(step)['warnings']).toEqual([
      expect.stringContaining('the account is unshared.'),
      expect.stringMatching(soon),
    ])
  })
})

describe('exclusive', () => {
  it('makes the listed accounts the only ones, over all pages of permissions', async () => {
    const had = accounts(61)
    fixture.aws.setRecipients('eu-west-1', IMAGE, had)
    const step = await fixture.run({ 'account-id': '000000000003 000000000099', exclusive: 'true' })
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', shared: 1, unshared: 60, unchanged: 1 })
    expect(fixture.recipients()).toEqual(['000000000003', '000000000099'])
    expect(step.summary).toContain('Copies that were made already stay')
  })

  it('with an empty list unshares from everyone only where the list is there, on purpose', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(30))
    const forgotten = await runPolicy(fixture, policyOf(`id: ${IMAGE}\nexclusive: true\nshare-with:`))
    expect(countsOf(forgotten).reason).toBe('invalid-policy')
    expect(fixture.aws.calls).toEqual([])
    const meant = await runPolicy(fixture, policyOf(`id: ${IMAGE}\nexclusive: true\nshare-with: []`))
    expect(countsOf(meant)).toMatchObject({ unshared: 30, reason: '' })
    expect(fixture.recipients()).toEqual([])
  })
})

describe('drift', () => {
  const policy = policyOf(`id: ${IMAGE}\nshare-with: [workplace-test, "000000000001"]\nexclusive: true`)

  it('fails a check, with who lacks access and who should not have it, by name', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, [PROD, '000000000001'])
    const step = await runPolicy(fixture, policy, { mode: 'check' })
    expect(countsOf(step)).toEqual({
      changed: 'true',
      shared: 1,
      unshared: 1,
      unchanged: 1,
      failed: 0,
      reason: 'drift',
    })
    expect(fixture.aws.writes()).toEqual([])
    expect(errorsOf(step)).toMatchObject([
      {
        title: titles.drift,
        message: expect.stringContaining(
          `${PROD} (workplace-prod) can copy ${IMAGE} and should not; ${TEST} (workplace-test) can't copy ${IMAGE} and should`,
        ),
      },
    ])
    expect(verdictIn(step)).toContain(`${titles.drift}: 1 share and 1 unshare to make.`)
    // What a scheduled workflow acts on.
    expect(resultOf(step)).toMatchObject({ mode: 'check', failureReason: 'drift' })
    expect(changesIn(step)).toEqual([
      {
        region: 'eu-west-1',
        id: IMAGE,
        account: TEST,
        accountName: 'workplace-test',
        change: 'share',
        outcome: 'planned',
      },
      {
        region: 'eu-west-1',
        id: IMAGE,
        account: PROD,
        accountName: 'workplace-prod',
        change: 'unshare',
        outcome: 'planned',
      },
    ])
  })

  it('is none where all is as wanted', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, [TEST, '000000000001'])
    const step = await runPolicy(fixture, policy, { mode: 'check' })
    expect(countsOf(step)).toEqual({ ...nothing, unchanged: 2 })
    expect(verdictIn(step)).toMatch(/^No drift: 2 permissions/)
    expect(fixture.aws.writes()).toEqual([])
  })
})
