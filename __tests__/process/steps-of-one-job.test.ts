import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { policyOf, runPolicy, TEST } from '../support/policies.ts'
import { accounts, IMAGE, ActionFixture } from '../support/fixture.ts'

const fixture = new ActionFixture()
const [first = '', second = ''] = accounts(2)
const warnings = ({ annotations }: StepResult): string[] =>
  annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
const shared = (account: string): string =>
  `${IMAGE} is shared with ${account} by an earlier step of this job that has temporary: true: the job's end unshares it. To keep the share, run this step before that one, or in another job.`

describe('a step that wants a share for good', () => {
  it('says so where an earlier step of the job made it for the time of the job', async () => {
    await fixture.run({ 'account-id': first, temporary: 'true' })
    const step = await fixture.run({ 'account-id': `${first} ${second}` })
    expect(step.conclusion).toBe('success')
    expect(warnings(step)).toEqual([shared(first)])
    expect(step.summary).toContain('by an earlier step of this job')
    await fixture.job.finish()
    expect(fixture.recipients()).toEqual([second])
  })

  it('says so with names, where a policy has them, and for each step before it', async () => {
    await fixture.run({ 'account-id': first, temporary: 'true' })
    await fixture.run({ 'account-id': TEST, temporary: 'true' })
    const policy = policyOf(`id: ${IMAGE}\nshare-with: [workplace-test, "${first}"]`)
    const step = await runPolicy(fixture, policy, { mode: 'plan' })
    expect(warnings(step)).toEqual([shared(`${TEST} (workplace-test)`), shared(first)])
  })

  it('says nothing where it is temporary itself, is about another account, or unshares', async () => {
    const earlier = { 'account-id': first, temporary: 'true' }
    await fixture.run(earlier)
    for (const inputs of [earlier, { 'account-id': second }, { 'account-id': first, allow: 'false' }])
      expect(warnings(await fixture.run(inputs))).toEqual([])
  })

  it('says nothing where the earlier step took its share back already', async () => {
    fixture.aws.inject({
      on: { account: second },
      times: 1,
      do: { kind: 'error', name: 'AccessDeniedException' },
    })
    await fixture.run({ 'account-id': accounts(2).join(), temporary: 'true', 'undo-on-failure': 'true' })
    expect(warnings(await fixture.run({ 'account-id': accounts(2).join() }))).toEqual([])
  })
})

describe('foreign notes in the job’s folder for temporary files', () => {
  it('make a warning at most, where they look like a record', async () => {
    const folder = join(fixture.job.temp, 'share-workspaces-image')
    await mkdir(join(folder, 'a-folder'), { recursive: true })
    await symlink('/dev/zero', join(folder, 'a-link'))
    const notes = {
      nonsense: '::error::hello\n%0A::set-output name=x::y',
      'no-text': Uint8Array.from([0xff, 0xfe, 0, 0x0a]),
      'one-line-of-16-MiB': 'x'.repeat(16 * 1024 * 1024),
      'many-records': `eu-west-1\n${'eu-west-1/wsi-000000000/000000000001/\n'.repeat(100_000)}`,
      'like-a-record': `eu-west-1\neu-west-1/${IMAGE}/${first}/`,
    }
    for (const [name, content] of Object.entries(notes)) await writeFile(join(folder, name), content)
    const step = await fixture.run({ 'account-id': accounts(2).join() })
    expect(step.conclusion).toBe('success')
    expect(fixture.recipients()).toEqual(accounts(2))
    expect([warnings(step), step.outputs['x']]).toEqual([[shared(first)], undefined])
  })

  it('keep no step from sharing for the time of the job, where nothing can be noted', async () => {
    await writeFile(join(fixture.job.temp, 'share-workspaces-image'), 'a file where a folder would be')
    const step = await fixture.run({ 'account-id': first, temporary: 'true' })
    expect([step.conclusion, fixture.recipients()]).toEqual(['success', [first]])
    await fixture.job.finish()
    expect(fixture.recipients()).toEqual([])
  })
})
