import { describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import {
  accounts,
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

/** What a run hides that is told to hide nothing: the credentials it runs with. */
function ownSecrets(): (string | undefined)[] {
  const { AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: token } = fixture.aws.environment()
  return [key, token]
}

describe('sharing', () => {
  it('shares an image with one account in the Region of the input, proves it, and leaves job outputs whole', async () => {
    const env = { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' }
    const step = await fixture.run({ 'account-id': '000000000001' }, { env })
    expect(step.conclusion).toBe('success')
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', shared: 1 })
    expect(fixture.recipients()).toEqual(['000000000001'])
    expect(fixture.aws.writes().map(({ input, region }) => ({ ...input, region }))).toEqual([
      { ImageId: IMAGE, SharedAccountId: '000000000001', AllowCopyImage: true, region: 'eu-west-1' },
    ])
    expect(fixture.aws.calls.at(-1)?.operation).toBe('DescribeWorkspaceImagePermissions')
    expect(verdictIn(step)).toMatch(/^Done and verified: 1 share made\b/)
    expect(step.summary).toContain('| `000000000001` | share | ✅ shared |')
    expect(step.log).toContain(`share ${IMAGE} with 000000000001: accepted`)
    expect(step.annotations).toEqual([])
    expect(step.masks).toEqual(ownSecrets())
    expect(step.jobOutputs()['result']).toBe(step.outputs['result'])
  })

  it('shares two images at once, takes what is named twice once, and tells of each', async () => {
    fixture.addImage({ id: OTHER_IMAGE, name: 'silver', sharedWith: ['000000000001'] })
    const step = await fixture.run({
      'image-id': `${OTHER_IMAGE}\n${IMAGE}, ${IMAGE}`,
      'account-id': [...accounts(2), ...accounts(2)].join(),
    })
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', shared: 3, unchanged: 1 })
    expect(fixture.aws.writes()).toHaveLength(3)
    expect([fixture.recipients(IMAGE), fixture.recipients(OTHER_IMAGE)]).toEqual([accounts(2), accounts(2)])
    expect(imagesOf(step)).toMatchObject([
      { id: IMAGE, name: 'golden', state: 'AVAILABLE', owner: '111122223333', unchanged: [] },
      { id: OTHER_IMAGE, name: 'silver', unchanged: ['000000000001'] },
    ])
    expect(step.summary).toMatch(/### golden[^]*### silver/)
  })

  it('takes 1,000 accounts, and leaves alone those that many pages show as shared with already, and accounts nobody named', async () => {
    const named = accounts(1000)
    fixture.aws.setRecipients('eu-west-1', IMAGE, [...accounts(990), '999999999999'])
    const step = await fixture.run({ 'account-id': named.join(' ') })
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', shared: 10, unchanged: 990 })
    expect(
      fixture.aws
        .writes()
        .map(({ input }) => String(input['SharedAccountId']))
        .toSorted(),
    ).toEqual(accounts(10, 991))
    expect(fixture.recipients()).toEqual([...named, '999999999999'])
    // AWS gives 25 accounts a page: all are read before the writes and after them.
    expect(pagesRead()).toBe(40 + 41)
  })

  it('tells of 30,000 changes in a summary that the runner takes', async () => {
    const images = [IMAGE, OTHER_IMAGE, 'wsi-aaaaaaaaaaaaa']
    for (const id of images) fixture.addImage({ id })
    const step = await fixture.run({
      'image-id': images.join(' '),
      'account-id': accounts(10_000).join(' '),
      mode: 'check',
    })
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', shared: 30_000, reason: 'drift' })
    expect(errorsOf(step)).toHaveLength(1)
    expect(step.summary.match(/… and 8000 more rows left out/g)).toHaveLength(3)
  })
})

describe('unsharing', () => {
  it('unshares those that are named, makes no call for what was never shared, and says that copies stay', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(4))
    const step = await fixture.run({ 'account-id': '000000000002,000000000009', allow: 'False' })
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', unshared: 1, unchanged: 1 })
    expect(fixture.recipients()).toEqual(['000000000001', '000000000003', '000000000004'])
    expect(fixture.aws.writes()).toMatchObject([
      { input: { SharedAccountId: '000000000002', AllowCopyImage: false } },
    ])
    expect(step.summary).toContain('Copies that were made already stay with those who made them.')
  })

  it('unshares from everyone, also from those that only further pages show', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(60))
    const step = await fixture.run({ 'account-id': 'all', allow: 'false' })
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', unshared: 60 })
    expect(fixture.recipients()).toEqual([])
    expect(step.summary).toContain('Apart from its owner, no account can copy this image now.')
    expect(fixture.aws.writes()).toHaveLength(60)
  })

  it('unshares whatever state the image is in, as far as AWS lets it', async () => {
    fixture.addImage({ state: 'ERROR', sharedWith: ['000000000001'] })
    const step = await fixture.run({ 'account-id': '000000000001', allow: 'false' })
    expect(countsOf(step)).toEqual({ ...nothing, failed: 1, reason: 'image-not-available' })
    expect(errorsOf(step)).toMatchObject([
      {
        title: titles['image-not-available'],
        message: expect.stringContaining('AWS: ResourceUnavailableException'),
      },
    ])
    expect(fixture.aws.writes()).toHaveLength(1)
  })
})

describe('planning', () => {
  it('tells with mode: plan what would change, and writes nothing; carries it out under the same plan-id, and the second run, which writes nothing, has another', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000001'])
    const inputs = { 'account-id': accounts(3).join() }
    const planned = await fixture.run({ ...inputs, mode: 'plan' })
    expect(countsOf(planned)).toEqual({ ...nothing, changed: 'true', shared: 2, unchanged: 1 })
    expect(fixture.aws.writes()).toEqual([])
    expect(verdictIn(planned)).toMatch(/^Plan: 2 shares to make, 1 permission\b.* Nothing was written\.$/)
    expect(planned.summary).toContain('| `000000000002` | share | would be shared |')
    expect(imagesOf(planned)).toMatchObject([{ recipients: ['000000000001'] }])
    const applied = await fixture.run(inputs)
    const again = await fixture.run(inputs)
    expect(applied.outputs['plan-id']).toMatch(/^plan-[0-9a-f]{64}$/)
    expect(planned.outputs['plan-id']).toBe(applied.outputs['plan-id'])
    expect(again.outputs['plan-id']).not.toBe(applied.outputs['plan-id'])
    expect(countsOf(again)).toEqual({ ...nothing, unchanged: 3 })
    expect(fixture.aws.writes()).toHaveLength(2)
    expect(verdictIn(again)).toMatch(/^Nothing to do: 3 permissions/)
    expect(again.conclusion).toBe('success')
  })
})

describe('every run', () => {
  it('names itself and its version to AWS, also in a Region that is not known to have WorkSpaces, of which it warns', async () => {
    fixture.aws.trustRole({ arn: `arn:aws:iam::111122223333:role/share-images` })
    fixture.addImage({ region: 'eu-north-1' })
    const step = await fixture.runWithRole({ 'account-id': '000000000001', 'aws-region': 'eu-north-1' })
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', shared: 1 })
    expect(step.annotations).toEqual([
      {
        level: 'warning',
        title: 'Share WorkSpaces Image',
        message: expect.stringContaining('eu-north-1 was not known to offer WorkSpaces'),
      },
    ])
    expect(resultOf(step)['warnings']).toHaveLength(1)
    const { version } =
      parseObject(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) ?? {}
    expect(new Set(fixture.aws.calls.map(({ service }) => service))).toEqual(new Set(['sts', 'workspaces']))
    for (const { userAgent } of fixture.aws.calls) {
      expect(userAgent.split(' ')).toContain(`share-workspaces-image/${String(version)}`)
    }
  })

  it('takes the Region from the environment where the input is empty', async () => {
    const env = { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' }
    fixture.addImage({ region: 'eu-west-2' })
    await fixture.run({ 'account-id': '000000000001', 'aws-region': '' }, { env })
    expect(fixture.aws.writes().map(({ region }) => region)).toEqual(['eu-west-2'])
  })

  it('puts the report into the log where the server has no summaries', async () => {
    const step = await fixture.job.runStep({
      with: { 'image-id': IMAGE, 'account-id': '000000000001', 'aws-region': 'eu-west-1' },
      env: fixture.aws.environment(),
      noSummaryFile: true,
    })
    expect(step).toMatchObject({ conclusion: 'success', summary: '' })
    expect(step.log).toContain('| `000000000001` | share | ✅ shared |')
  })
})

describe('text that AWS gives', () => {
  it('is shown as text in log, summary and outputs, whatever is in it', async () => {
    const name =
      '::error::x\n##[add-mask]golden\r\n::stop-commands::t\n| <b>@octo-org</b> [x](https://e.example) \u202Eab'
    fixture.addImage({ name })
    const step = await fixture.run({ 'account-id': '000000000001' })
    expect(step.conclusion).toBe('success')
    expect(step).toMatchObject({ annotations: [], masks: ownSecrets() })
    expect(imagesOf(step)).toMatchObject([{ name }])
    for (const markup of ['<b>', '@octo', '[x](', '\u202E', '\n| &'])
      expect(step.summary).not.toContain(markup)
    expect(step.log.at(-1)).toMatch(/^Done and verified: 1 share made\b/)
  })
})

describe('mask-account-ids', () => {
  it('hides every account id in the log, which empties the job outputs that hold one', async () => {
    fixture.aws.trustRole({ arn: 'arn:aws:iam::111122223333:role/share-images' })
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(2, 500_000_000_001))
    const step = await fixture.runWithRole({
      'account-id': accounts(3, 500_000_000_001).join(' '),
      'mask-account-ids': 'true',
    })
    expect(countsOf(step)).toEqual({ ...nothing, changed: 'true', shared: 1, unchanged: 2 })
    expect(step.log.join('\n')).not.toMatch(/[0-9]{12}/)
    expect(step.summary).not.toMatch(/[0-9]{12}/)
    expect(step.log).toContain(`share ${IMAGE} with ***: accepted`)
    expect(step.outputs['result']).toContain('500000000003')
    const kept = step.jobOutputs()
    expect(kept).toMatchObject({ 'shared-count': '1', changed: 'true' })
    expect(Object.keys(kept)).not.toContain('result')
    expect(Object.keys(kept)).not.toContain('report')
  })

  it('hides also the accounts that only a problem names', async () => {
    fixture.addImage({ owner: '999988887777', sharedWith: ['111122223333'] })
    const foreign = await fixture.run({ 'account-id': '500000000001', 'mask-account-ids': 'true' })
    fixture.aws.addCredentials({
      accessKeyId: 'AKIAWITHOUTWITHOUT00',
      secretAccessKey: 'secret',
      deny: ['DescribeWorkspaceImages'],
    })
    const denied = await fixture.runAs(
      {
        ...fixture.aws.endpointEnvironment(),
        AWS_ACCESS_KEY_ID: 'AKIAWITHOUTWITHOUT00',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
      { 'account-id': '500000000001', 'mask-account-ids': 'true' },
    )
    expect([countsOf(foreign).reason, countsOf(denied).reason]).toEqual(['image-not-owned', 'access-denied'])
    // The id of a request may end in twelve digits.
    const requestId = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g
    for (const { log, summary, annotations } of [foreign, denied]) {
      const text = JSON.stringify([log, summary, annotations]).replaceAll(requestId, '')
      expect(text).not.toMatch(/[0-9]{12}/)
    }
    expect(denied.log.join('\n')).toContain('User: arn:aws:iam::***:user/sandbox')
  })

  it('hides ids in names of images, accounts and groups, in paths and in texts that are cut', async () => {
    fixture.addImage({ name: 'windows 11 (9999,8888,7777)' })
    fixture.addImage({ id: OTHER_IMAGE, name: `${'n'.repeat(50)} 999988887777` })
    const path = 'images/999988887777.yml'
    const head = `version: 1
accounts: { "a 9999 8888 7777": "000000000001" }
groups: { other-999988887777: ["a 9999 8888 7777"] }
images:
  - { id: ${IMAGE}, share-with: [{ account: other-999988887777, until: 2020-01-01 }, "000000000002"] }
`
    const policies = [
      `${head}  - { name: "none 9999.8888.7777", share-with: [other-999988887777] }\n`,
      `${head}  - { id: ${OTHER_IMAGE}, share-with: [other-999988887777] }\n`,
      `${head}  - { id: ${OTHER_IMAGE}, share-with: [nobody-9999-8888-7777] }\n`,
    ]
    for (const [index, policy] of policies.entries()) {
      const step = await fixture.run(
        {
          'image-id': '',
          'policy-file': path,
          'mask-account-ids': 'true',
          'pull-request-comment': 'always',
        },
        {
          github: fixture.github.pullRequestVariables(60 + index),
          event: { pull_request: { number: 60 + index } },
          workspaceFiles: { [path]: policy },
        },
      )
      const comments = fixture.github.comments.on(60 + index).map(({ body }) => body)
      expect(comments).toHaveLength(1)
      const { log, summary, annotations } = step
      const told = [...log, ...summary.split('\n'), ...comments.join('\n').split('\n')]
      expect([...told, ...annotations].map((one) => JSON.stringify(one))).toEqual(
        expect.not.arrayContaining([expect.stringMatching(/9999|8888|7777/)]),
      )
      expect(told.join('\n')).toContain('***')
    }
  })
})

/** How many pages of permissions the runs so far have read. */
function pagesRead(): number {
  return fixture.aws.calls.filter(({ operation }) => operation === 'DescribeWorkspaceImagePermissions').length
}
