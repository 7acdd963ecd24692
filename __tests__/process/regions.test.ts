import { describe, expect, it } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FaultAction } from '../../sandbox/aws/aws.ts'
import { moment } from '../support/moment.ts'
import { policyOf, PROD, runPolicy, TEST } from '../support/policies.ts'
import {
  errorsOf,
  IMAGE,
  imagesOf,
  nothingBut,
  OTHER_IMAGE,
  resultOf,
  ActionFixture,
  countsOf,
  verdictIn,
} from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture()
const THIRD_IMAGE = 'wsi-aaaaaaaaaaaaa'
// An answer of something that isn't AWS. The SDK doesn't try it again, so the tests don't wait.
const redirected: FaultAction = { kind: 'http', status: 302 }

const policy = policyOf(
  `id: ${IMAGE}\nshare-with: [workplace-test]`,
  `id: ${OTHER_IMAGE}\nregion: us-east-1\nshare-with: [workplace-test]`,
  `name: bronze\nregion: us-east-1\nshare-with: [workplace-prod]`,
  `id: wsi-bbbbbbbbbbbbb\nregion: sa-east-1\nshare-with: [workplace-prod]`,
)

function addImages(): void {
  fixture.addImage({ region: 'us-east-1', id: OTHER_IMAGE, name: 'silver' })
  fixture.addImage({ region: 'us-east-1', id: THIRD_IMAGE, name: 'bronze' })
  fixture.addImage({ region: 'sa-east-1', id: 'wsi-bbbbbbbbbbbbb', name: 'copper' })
}

describe('a Region that can not be reached', () => {
  it('fails its own images only, and is told of once, however many of its images are known by name', async () => {
    addImages()
    fixture.aws.inject({ on: { region: 'us-east-1' }, do: redirected })
    const gold = '  - { name: gold, region: us-east-1, share-with: [workplace-prod] }\n'
    const step = await runPolicy(fixture, policy + gold)
    expect(countsOf(step)).toEqual({
      changed: 'true',
      shared: 2,
      unshared: 0,
      unchanged: 0,
      failed: 0,
      reason: 'partly-failed',
    })
    expect(fixture.recipients()).toEqual([TEST])
    expect(fixture.aws.recipients('sa-east-1', 'wsi-bbbbbbbbbbbbb')).toEqual([PROD])
    expect(fixture.aws.recipients('us-east-1', OTHER_IMAGE)).toEqual([])
    expect(new Set(fixture.aws.writes().map(({ region }) => region))).toEqual(
      new Set(['eu-west-1', 'sa-east-1']),
    )
    expect(imagesOf(step).map(({ region }) => region)).toEqual(['eu-west-1', 'sa-east-1'])
    expect(step.outputs['plan-id']).toBe('')
    expect(resultOf(step)['problems']).toHaveLength(1)
    const [{ title, message } = { title: '', message: '' }, ...others] = errorsOf(step)
    expect(others).toEqual([])
    expect(title).toBe(titles.unreachable)
    expect(message).toContain('us-east-1')
    expect(step.conclusion).toBe('failure')
  })

  it('that fails only for one of its images fails the others there too: nothing is decided in the dark', async () => {
    addImages()
    fixture.aws.inject({ on: { region: 'us-east-1', image: OTHER_IMAGE }, do: redirected })
    const step = await runPolicy(fixture, policy)
    expect(countsOf(step)).toMatchObject({ shared: 2, reason: 'partly-failed' })
    expect(fixture.aws.recipients('us-east-1', THIRD_IMAGE)).toEqual([])
  })

  it('is the whole reason where there is no other', async () => {
    fixture.aws.inject({ on: { service: 'workspaces' }, do: redirected })
    const step = await runPolicy(fixture, policyOf(`id: ${IMAGE}\nshare-with: [workplace-test]`))
    expect(countsOf(step)).toMatchObject({ shared: 0, reason: 'unreachable' })
  })

  it('does not hide what is wrong in the others, and then nothing is written anywhere', async () => {
    fixture.aws.inject({ on: { region: 'us-east-1' }, do: redirected })
    // The image in sa-east-1 does not exist.
    const step = await runPolicy(fixture, policy)
    expect(countsOf(step)).toMatchObject({ shared: 0, reason: 'image-not-found' })
    expect(fixture.aws.writes()).toEqual([])
    expect(
      errorsOf(step)
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual([titles.unreachable, titles['image-not-found']])
  })

  it('fails a plan too', async () => {
    addImages()
    fixture.aws.inject({ on: { region: 'us-east-1' }, do: redirected })
    const step = await runPolicy(fixture, policy, { mode: 'plan' })
    expect(countsOf(step)).toMatchObject({ shared: 2, reason: 'unreachable' })
    expect(errorsOf(step).map(({ title }) => title)).toContain(titles.unreachable)
    expect(fixture.aws.writes()).toEqual([])
  })

  it('is named beside drift: by the verdict, the log, the annotations and the summary', async () => {
    addImages()
    fixture.aws.inject({ on: { region: 'us-east-1' }, do: redirected })
    const step = await runPolicy(fixture, policy, { mode: 'check' })
    expect(countsOf(step)).toMatchObject({ shared: 2, reason: 'drift' })
    const verdict = `${titles.drift} (1); ${titles.unreachable} (1): 2 shares to make.`
    expect(verdictIn(step)).toBe(verdict)
    expect(fixture.aws.writes()).toEqual([])
    expect(step.annotations.at(-1)).toMatchObject({ level: 'error', message: verdict })
    const both = [titles.unreachable, titles.drift]
    expect(errorsOf(step).map(({ title }) => title)).toEqual(both)
    for (const title of both) expect(step.summary).toContain(`### ${title}`)
  })

  it('only while it writes leaves the others in effect', async () => {
    addImages()
    fixture.aws.inject({
      on: { region: 'us-east-1', operation: 'UpdateWorkspaceImagePermission' },
      do: redirected,
    })
    const step = await runPolicy(fixture, policy)
    expect(countsOf(step)).toMatchObject({ shared: 2, failed: 2, reason: 'partly-failed' })
    expect(imagesOf(step)).toHaveLength(4)
  })
})

// Ten reads at a time, and images are described 25 a call: each tried twice.
const mostCalls = 2 * (2 + 10)

it('Regions that do not exist are tried once for each call, and not for each image', async () => {
  const blocks = ['us-east-9', 'eu-west-9'].flatMap((region) =>
    Array.from({ length: 30 }, (_, index) => {
      const id = `wsi-${String(index).padStart(9, '0')}`
      return `id: ${id}\nregion: ${region}\nshare-with: [workplace-test]`
    }),
  )
  const lookups = join(fixture.job.workspace, 'lookups')
  const step = await runPolicy(
    fixture,
    policyOf(...blocks),
    {},
    {
      env: { AWS_ENDPOINT_URL: 'http://workspaces.invalid', LOOKUPS_FILE: lookups },
      nodeArguments: ['--require', fileURLToPath(new URL('./notes-lookups.cjs', import.meta.url))],
    },
  )
  expect(countsOf(step)).toEqual(nothingBut('unreachable'))
  const count = (await readFile(lookups, 'utf8')).split('\n').length - 1
  expect(count).toBeGreaterThan(0)
  expect(count).toBeLessThanOrEqual(mostCalls)
  expect(resultOf(step)['problems']).toHaveLength(2)
  expect(errorsOf(step)[0]?.message).toContain('(DNS, ENOTFOUND)')
})

describe('Regions', () => {
  it('are changed side by side', async () => {
    addImages()
    let arrived = 0
    const { come: everyone, comes: allAreThere } = moment()
    // No write is answered before the last has arrived: one after the other, none ever would be.
    const happens = async (): Promise<void> => {
      arrived += 1
      if (arrived === 4) allAreThere()
      return everyone
    }
    fixture.aws.inject({
      on: { operation: 'UpdateWorkspaceImagePermission' },
      do: { kind: 'meanwhile', happens },
    })
    const step = await runPolicy(fixture, policy)
    expect(countsOf(step)).toMatchObject({ shared: 4, reason: '' })
    expect(fixture.aws.writes()).toHaveLength(4)
  })
})
