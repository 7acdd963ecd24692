import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import { loopbackCertificate } from '../../sandbox/http/certificate.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConnectProxy } from '../support/connect-proxy.ts'
import { repository as ownRepository } from '../../src/version.ts'
import { conclusionsOf, IMAGE, NEXT_IMAGE, outputsOf, Place } from './place.ts'
import { exampleNames, exampleText, readWorkflow } from './workflow.ts'

const place = new Place()
const ownOrPinned = new RegExp(
  String.raw`^${ownRepository}(?:/copy)?@v1$|^\./\.share-workspaces-image$|^[\w-]+/[\w-]+@[0-9a-f]{40}$`,
)

const dayFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const whenPullRequest = (action: string) => ({
  event: {
    action,
    pull_request: { number: 7, head: { sha: 'abc', repo: { full_name: 'octo-org/golden-images' } } },
  },
})

describe('every example', () => {
  it.each(exampleNames)('%s takes no more rights than it needs, and pins what others wrote', (name) => {
    const { permissions, jobs } = readWorkflow(exampleText(name))
    expect(permissions).toEqual({})
    const steps = Object.values(jobs).flatMap((job) => job.steps)
    for (const { uses = '', with: given } of steps) {
      if (uses === '') continue
      expect(uses).toMatch(ownOrPinned)
      const keepsNoToken = given['persist-credentials'] === 'false'
      expect(keepsNoToken).toBe(uses.startsWith('actions/checkout@'))
    }
    // Text from outside reaches a script through its environment alone.
    for (const { run = '' } of steps) expect(run).not.toContain('${{')
  })

  it.each(exampleNames)('%s shares one at a time, and holds nobody up while it waits', (name) => {
    const { jobs, concurrency } = readWorkflow(exampleText(name))
    const signIn = Object.values(jobs).filter((job) => job.permissions['id-token'] === 'write')
    expect(signIn.every((job) => (job.concurrency ?? concurrency) !== undefined)).toBe(true)
    const waits = signIn.some(
      ({ environment, steps }) =>
        environment !== undefined || steps.some((step) => 'wait-for-minutes' in step.with),
    )
    expect(waits && concurrency?.group === 'share-workspaces-image').toBe(false)
  })
})

describe('quick-start.yml', () => {
  it('shares one image with two accounts', async () => {
    const run = await place.run('quick-start.yml')
    expect(conclusionsOf(run)).toEqual({ share: 'success' })
    expect(place.recipients()).toEqual(['444455556666', '555566667777'])
  })
})

describe('after-image-build.yml', () => {
  const inputs = { 'workspace-id': 'ws-0123456789', 'image-name': 'golden-windows-2026-12' }

  it('builds an image, waits for it and shares it', async () => {
    place.aws.addImage({ region: 'eu-west-1', id: 'wsi-justbuilt0001', state: 'PENDING', pendingReads: 1 })
    const run = await place.run('after-image-build.yml', {
      inputs,
      programs: { aws: 'echo wsi-justbuilt0001' },
    })
    expect(conclusionsOf(run)).toEqual({ build: 'success', share: 'success' })
    expect(run.programCalls).toEqual([
      'aws workspaces create-workspace-image --workspace-id ws-0123456789 --name golden-windows-2026-12 --description Built by run 1234567890 --query ImageId --output text',
    ])
    expect(place.recipients('wsi-justbuilt0001')).toEqual(['444455556666', '555566667777'])
  })

  it('shares nothing when the build fails', async () => {
    const run = await place.run('after-image-build.yml', { inputs, programs: { aws: 'exit 254' } })
    expect(conclusionsOf(run)).toEqual({ build: 'failure', share: 'skipped' })
    expect(place.aws.calls).toEqual([])
  })
})

describe('release-promotion.yml', () => {
  const inputs = { 'image-id': IMAGE }

  it('shares with test, plans, and applies the approved plan', async () => {
    const run = await place.run('release-promotion.yml', { inputs })
    expect(conclusionsOf(run)).toEqual({ test: 'success', plan: 'success', production: 'success' })
    expect(outputsOf(run.jobs['production'])['plan-id']).toBe(run.jobs['plan']?.[0]?.outputs['plan-id'])
    expect(place.recipients()).toEqual(['444455556666', '555566667777', '777788889999'])
  })

  it('refuses when the world has changed since the approval', async () => {
    const run = await place.run('release-promotion.yml', {
      inputs,
      // Someone shares by hand while the reviewer reads.
      before: {
        production: () => {
          place.aws.setRecipients('eu-west-1', IMAGE, ['444455556666', '555566667777'])
        },
      },
    })
    expect(conclusionsOf(run)).toEqual({ test: 'success', plan: 'success', production: 'failure' })
    expect(outputsOf(run.jobs['production'])['failure-reason']).toBe('plan-changed')
  })
})

describe('release-to-accounts.yml', () => {
  const inputs = { 'image-id': IMAGE }
  const accounts = ['444455556666', '555566667777'] as const
  const bundles = ['wsb-test00000', 'wsb-production']

  beforeEach(() => {
    for (const [index, owner] of accounts.entries()) {
      const id = bundles[index] ?? ''
      place.aws.addBundle({ region: 'eu-west-1', id, owner, image: 'wsi-lastyearsone1' })
      const verify = (token: string): boolean => place.github.verify(token)
      place.aws.trustRole({ arn: `arn:aws:iam::${owner}:role/copy-images`, verify })
    }
  })

  /** The id of the copy in each account, and the image of each bundle. */
  const held = () =>
    accounts.map((account, index) => [
      place.aws.imagesOf(account, 'eu-west-1').map(({ id }) => id),
      place.aws.bundleImage('eu-west-1', bundles[index] ?? ''),
    ])

  it('brings the image to the desktops of each account, also where it has failed in one of them, and ends the shares', async () => {
    // The production account has no room for another image.
    const quota = { kind: 'error', name: 'ResourceLimitExceededException' } as const
    place.aws.inject({ on: { operation: 'CopyWorkspaceImage' }, after: 1, do: quota })
    const first = await place.run('release-to-accounts.yml', { inputs })
    expect(conclusionsOf(first)).toEqual({ release: 'success failure', done: 'failure' })
    const [test, production] = held()
    expect(test?.[0]).toEqual([test?.[1]])
    expect(production).toEqual([[], 'wsi-lastyearsone1'])
    // The share of the failed job has ended too.
    expect(place.recipients()).toEqual([])

    place.aws.clearFaults()
    const second = await place.run('release-to-accounts.yml', { inputs })
    expect(conclusionsOf(second)).toEqual({ release: 'success success', done: 'success' })
    expect(held()[0]).toEqual(test)
    for (const [copies, image] of held()) expect(copies).toEqual([image])
    expect(place.recipients()).toEqual([])
  })
})

describe('time-boxed-share.yml', () => {
  const policy = exampleText('policies/vendor-sharing.yml')
  const until = (day: string) => ({ 'vendor-sharing.yml': policy.replace(/until: .*/, `until: ${day}`) })

  it('shares until the last day', async () => {
    await place.run('time-boxed-share.yml', { files: until(dayFromNow(2)) })
    expect(place.recipients()).toEqual(['666677778888'])
  })

  it('unshares after it, and from the vendor alone', async () => {
    place.aws.setRecipients('eu-west-1', IMAGE, ['444455556666', '666677778888'])
    await place.run('time-boxed-share.yml', { files: until(dayFromNow(-2)) })
    expect(place.recipients()).toEqual(['444455556666'])
  })
})

describe('whole-organization.yml', () => {
  const files = { 'organization-sharing.yml': exampleText('policies/organization-sharing.yml') }
  const unit = 'ou-ab12-cdefgh34'
  const organization = {
    id: 'o-a1b2c3d4e5',
    root: 'r-ab12',
    managementAccount: '999900001111',
    units: [{ id: unit, name: 'Workplace' }],
    accounts: ['444455556666', '555566667777', '666677778888', '111122223333'].map((id) => ({
      id,
      name: `workplace ${id}`,
      parent: unit,
    })),
  }
  beforeEach(() => {
    const [job, reader] = ['111122223333:role/share-images', '999900001111:role/read-organization']
    place.aws.allowAssume({ arn: `arn:aws:iam::${reader}`, trusts: [`arn:aws:iam::${job}`] })
    place.aws.setOrganization(organization)
  })

  it('shares with the unit, with nobody who has left it, and with a group first', async () => {
    place.aws.setRecipients('eu-west-1', IMAGE, ['666677778888', '777788889999'])
    const run = await place.run('whole-organization.yml', { files })
    expect(conclusionsOf(run)).toEqual({ apply: 'success' })
    expect(place.recipients()).toEqual(['555566667777', '666677778888'])
    expect(place.recipients(NEXT_IMAGE)).toEqual(['444455556666', '555566667777'])
  })

  it('shares nothing with anybody where somebody has left the organization', async () => {
    const accounts = organization.accounts.filter(({ id }) => id !== '555566667777')
    place.aws.setOrganization({ ...organization, accounts })
    const run = await place.run('whole-organization.yml', { files })
    expect(outputsOf(run.jobs['apply'])['failure-reason']).toBe('refused-by-guard')
    expect(place.aws.writes()).toEqual([])
  })
})

describe('preview-share.yml', () => {
  const files = { 'preview-image.txt': `${IMAGE}\n` }

  it('shares when a pull request opens and unshares when it closes', async () => {
    await place.run('preview-share.yml', { files, github: whenPullRequest('opened') })
    expect(place.recipients()).toEqual(['444455556666'])
    await place.run('preview-share.yml', { files, github: whenPullRequest('closed') })
    expect(place.recipients()).toEqual([])
  })

  it('takes nothing but an image id from the pull request', async () => {
    const run = await place.run('preview-share.yml', {
      files: { 'preview-image.txt': '$(touch pwned)\n' },
      github: whenPullRequest('opened'),
    })
    expect(outputsOf(run.jobs['preview'])['failure-reason']).toBe('invalid-input')
    expect(place.aws.calls).toEqual([])
  })
})

describe('multi-region.yml', () => {
  const files = { 'multi-region.yml': exampleText('policies/multi-region.yml') }

  it('shares in three Regions in one step', async () => {
    place.aws.addImage({ region: 'ap-southeast-1', id: 'wsi-singapore0001', name: 'golden-windows-2026-11' })
    place.aws.addImage({ region: 'us-east-1', id: 'wsi-virginia00001', name: 'golden-windows-2026-11' })
    const run = await place.run('multi-region.yml', { files })
    expect(conclusionsOf(run)).toEqual({ rollout: 'success' })
    expect(place.recipients()).toEqual(['444455556666'])
    expect(place.aws.recipients('ap-southeast-1', 'wsi-singapore0001')).toEqual(['555566667777'])
    expect(place.aws.recipients('us-east-1', 'wsi-virginia00001')).toEqual(['444455556666', '555566667777'])
  })
})

describe('unshare-before-delete.yml', () => {
  const surroundings = { inputs: { 'image-id': IMAGE }, programs: { aws: 'true' } }

  it('unshares from everyone and deletes', async () => {
    place.aws.setRecipients('eu-west-1', IMAGE, ['444455556666', '999900001111'])
    const run = await place.run('unshare-before-delete.yml', surroundings)
    expect(place.recipients()).toEqual([])
    expect(run.programCalls).toEqual([`aws workspaces delete-workspace-image --image-id ${IMAGE}`])
  })

  it('deletes nothing while someone can still copy the image', async () => {
    place.aws.setRecipients('eu-west-1', IMAGE, ['444455556666', '999900001111'])
    place.aws.inject({
      on: { account: '999900001111' },
      do: { kind: 'error', name: 'AccessDeniedException' },
    })
    const run = await place.run('unshare-before-delete.yml', surroundings)
    expect(conclusionsOf(run)).toEqual({ retire: 'failure' })
    expect(run.programCalls).toEqual([])
  })
})

describe('partitions.yml', () => {
  it('shares in the commercial Regions, GovCloud and China, each as its own role', async () => {
    const verify = (token: string): boolean => place.github.verify(token)
    const partitions = [
      { region: 'us-gov-west-1', id: 'wsi-govcloud00001', owner: '222233334444', partition: 'aws-us-gov' },
      { region: 'cn-northwest-1', id: 'wsi-ningxia000001', owner: '333344445555', partition: 'aws-cn' },
    ]
    for (const { region, id, owner, partition } of partitions) {
      place.aws.addImage({ region, id, owner })
      place.aws.trustRole({
        arn: `arn:${partition}:iam::${owner}:role/share-images`,
        audience: partition === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com',
        verify,
      })
    }
    const run = await place.run('partitions.yml')
    expect(conclusionsOf(run)).toEqual({ share: 'success success success' })
    expect(place.recipients()).toEqual(['444455556666'])
    expect(place.aws.recipients('us-gov-west-1', 'wsi-govcloud00001')).toEqual(['555566667777'])
    expect(place.aws.recipients('cn-northwest-1', 'wsi-ningxia000001')).toEqual(['666677778888'])
  })
})

describe('self-hosted-proxy.yml', () => {
  const hosts = ['workspaces.eu-west-1.amazonaws.com', 'sts.eu-west-1.amazonaws.com']
  const certificate = loopbackCertificate(hosts)
  let aws: SandboxAws
  let proxy: ConnectProxy
  let folder: string
  beforeEach(async () => {
    const tls = await certificate
    aws = await SandboxAws.start({ tls })
    aws.addImage({ region: 'eu-west-1', id: IMAGE })
    place.trust(aws)
    proxy = await ConnectProxy.start(aws.url)
    folder = await mkdtemp(join(tmpdir(), 'authority-'))
    await writeFile(join(folder, 'ca.pem'), tls.ca)
  })
  afterEach(async () => {
    await Promise.all([aws.close(), proxy.close(), rm(folder, { recursive: true })])
  })

  it('reaches AWS through the proxy alone', async () => {
    const run = await place.run('self-hosted-proxy.yml', {
      environment: { AWS_EC2_METADATA_DISABLED: 'true' },
      secrets: { HTTPS_PROXY: proxy.url() },
      vars: { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') },
    })
    expect(conclusionsOf(run)).toEqual({ share: 'success' })
    expect(aws.recipients('eu-west-1', IMAGE)).toEqual(['444455556666'])
    expect([...new Set(proxy.tunnels)].toSorted()).toEqual(hosts.map((host) => `${host}:443`).toSorted())
  })
})

describe('results-between-jobs.yml', () => {
  it('hands counts to the next job and keeps account ids out of the log', async () => {
    const run = await place.run('results-between-jobs.yml')
    expect(conclusionsOf(run)).toEqual({ share: 'success', notify: 'success' })
    const [share] = run.jobs['share'] ?? []
    expect(share?.outputs).toMatchObject({ changed: 'true', 'shared-count': '1' })
    expect(share?.steps[0]?.action?.log.join('\n')).not.toContain('444455556666')
    expect(share?.steps[1]?.written).toBe(`${IMAGE} can be copied by 1 accounts\n`)
    expect(run.jobs['notify']?.[0]?.steps[0]?.written).toMatch(/^1 newly shared by plan-[0-9a-f]{64}\n$/)
  })

  it('notifies nobody when nothing changed', async () => {
    place.aws.setRecipients('eu-west-1', IMAGE, ['444455556666'])
    expect(conclusionsOf(await place.run('results-between-jobs.yml'))).toEqual({
      share: 'success',
      notify: 'skipped',
    })
  })
})
