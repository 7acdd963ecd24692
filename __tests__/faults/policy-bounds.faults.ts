import { describe, expect, it } from '@jest/globals'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { accounts, resultOf, ActionFixture, countsOf } from '../support/fixture.ts'
import { day, runPolicy } from '../support/policies.ts'

const fixture = new ActionFixture()
// Work rather than waiting: these runs plan a quarter of a million shares, which a busy machine takes a minute for.
const patience = 300_000
const mostBytes = 10_000_000

const listed = accounts(500)
const ids = Array.from({ length: 500 }, (_, index) => `wsi-${String(index).padStart(9, '0')}`)

/** A policy of 500 images that all have one list of 500 accounts: as many shares as there may be, by aliases. */
function quarterMillion(entry: (account: string) => string, names = ''): string {
  const images = ids.slice(1).map((id) => `  - { id: ${id}, share-with: *all }\n`)
  return `version: 1\n${names}images:\n  - { id: ${ids[0]}, share-with: &all [${listed.map(entry).join()}] }\n${images.join('')}`
}

/** Runs a policy and checks that it ends as any run does, and leaves no more than people and GitHub can take. */
async function bounded(text: string, inputs: Record<string, string> = {}): Promise<StepResult> {
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
  const step = await runPolicy(fixture, text, { mode: 'plan', ...inputs })
  expect(Buffer.byteLength(step.raw)).toBeLessThan(mostBytes)
  expect(Buffer.byteLength(step.outputs['result'] ?? '')).toBeLessThan(mostBytes)
  expect(step.outputs['report']).not.toBe('')
  expect(step.summary).not.toBe('')
  expect(fixture.aws.writes()).toEqual([])
  return step
}

/** A name that is long once it is escaped. */
const nameOf = (account: string) => `"x${'\\u200E'.repeat(50)}${account}"`

describe('a policy file of up to 1 MiB ends cleanly and in bounds:', () => {
  const noOne = { 'trusted-account-ids': '999999999999' }

  it(
    'text that a directive repeats in every tag',
    async () => {
      const text = `%TAG ! tag:${'x'.repeat(500_000)}:\n---\nversion: 1\nimages: [${'!a b, '.repeat(80_000)}]\n`
      expect(countsOf(await bounded(text)).reason).toBe('invalid-policy')
    },
    patience,
  )

  it(
    'a name that every problem would quote',
    async () => {
      const text = `version: 1\nimages:\n  - name: ${'n'.repeat(280_000)}\n    share-with: [${accounts(1500).join('", "').replace(/^|$/g, '"')}]\n`
      expect(countsOf(await bounded(text, noOne)).reason).toBe('invalid-policy')
    },
    patience,
  )

  it(
    'a quarter of a million shares that end soon, none of them allowed, with names that are shown by their numbers',
    async () => {
      for (const id of ids) fixture.addImage({ id, name: id })
      const soon = day(4)
      const names = `accounts:\n${listed.map((account) => `  ${nameOf(account)}: "${account}"\n`).join('')}`
      const entryOf = (account: string) => `{ account: ${nameOf(account)}, until: ${soon} }`
      const step = await bounded(quarterMillion(entryOf, names), noOne)
      expect(countsOf(step)).toMatchObject({ failed: 250_000, reason: 'refused-by-guard' })
      expect(step.log.join('\n')).toMatch(/… and [0-9]+ more lines left out of the log\./)
      const leftOut = JSON.stringify(resultOf(step)['leftOut'])
      expect(leftOut).toMatch(/^\{"problems":[1-9][0-9]+,"warnings":[1-9][0-9]+,"images":[1-9][0-9]+\}$/)
    },
    patience,
  )
})
