import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { day, policyOf, runPolicy, TEST } from '../support/policies.ts'
import {
  IMAGE,
  nothingBut,
  OTHER_IMAGE,
  resultOf,
  ROLE,
  ActionFixture,
  countsOf,
  verdictIn,
} from '../support/fixture.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture()

/** The annotations at places of the file, as `line:column message`. */
function placed({ annotations }: StepResult): string[] {
  return annotations
    .filter(({ file }) => file === 'policy.yml')
    .map(({ line, column, message }) => {
      // The log shows the message alone, so that has the place too.
      expect(message).toContain(`policy.yml:${line}:${column}: `)
      return `${line}:${column} ${withoutLink(message).replace(`policy.yml:${line}:${column}: `, '')}`
    })
}

/** A message on one line, without the link at its end. */
function withoutLink(message: string): string {
  return message.replace(/\nMore: https:\S+$/, '').replaceAll('\n', ' ')
}

/** The summary without the marks that keep it from turning text into links. */
function plain({ summary }: StepResult): string {
  return summary.replaceAll('&#8203;', '')
}

/** Runs a bad policy in a job that could sign in, and checks that nobody was asked anything. */
async function refused(text: string | Uint8Array, inputs: Record<string, string> = {}): Promise<StepResult> {
  const step = await runPolicy(fixture, text, inputs, { env: fixture.github.oidcEnvironment() })
  expect(countsOf(step)).toEqual(nothingBut('invalid-policy'))
  expect(verdictIn(step)).toBe(`${titles['invalid-policy']}. Nothing was written.`)
  expect([fixture.aws.calls, fixture.github.requests]).toEqual([[], []])
  return step
}

const image = `id: ${IMAGE}`
const some = 'share-with: [workplace-test]'
const shares = (...entries: string[]): string =>
  policyOf(`${image}\nshare-with:\n${entries.map((entry) => `  - ${entry}`).join('\n')}`)

// Everything that is wrong with what a file says is told of at once. The words for each, and every other mistake, are in
// the tests of __tests__/input/policy.
const mistakes = `version: 1
accounts:
  workplace-test: "${TEST}"
  staging: "${TEST}"
images:
  - ${image}
    share_with: [workplace-test]
  - ${image}
    share-with:
      - { account: workplace-test, til: ${day(9)} }
      - workplace-tset
      - 011122223333
      - "11122223333"
      - { account: 11122223333 }
      - "999999999999"
      - "999999999999"
      - { account: workplace-test, until: 2027-02-29 }
      - { account: "000000000001", until: March }
  - id: ${OTHER_IMAGE}
    name: golden
    share-with: [workplace-test]
  - share-with: [workplace-test]
  - name: silver
    share-with: []
  - name: ${'n'.repeat(65)}
    share-with: [workplace-test]
more: []
`

const cases: [what: string, text: string, ...places: string[]][] = [
  [
    'unknown keys and names, ids that YAML reads as numbers or that lost a zero, an image and accounts twice, both id and name and neither, dates that are none, a list of nobody, and a name that is too long',
    mistakes,
    ...'4:12 6:5 7:5 8:5 10:36 11:9 12:9 13:9 14:20 16:9 17:43 18:43 19:5 22:5 24:17 25:11 27:1'.split(' '),
  ],
  [
    'a list of nobody, in which exclusive is hidden behind a carriage return',
    policyOf(`${image}\nshare-with: [] #\r    exclusive: true`),
    '7:21',
  ],
  ['an alias without an anchor', policyOf(`${image}\nshare-with: *everyone`), '7:17'],
  ['nesting without end', '['.repeat(100_000), '1:65'],
  ['nothing in it', '', '1:1'],
  ['two documents', `${shares('workplace-test')}---\n${shares('workplace-prod')}`, '9:1'],
  ['YAML that is none', `${shares('workplace-test')}  - [\n`, '9:6'],
]

describe('a policy file with', () => {
  it.each(cases)('%s is refused at that place, before anything is asked', async (_what, text, ...places) => {
    const step = await refused(text)
    // There are annotations for eight, and the log and the summary have all.
    expect(placed(step).map((one) => one.split(' ')[0])).toEqual(places.slice(0, 8))
    const { problems } = resultOf(step)
    const all = (Array.isArray(problems) ? problems : []).map(
      ({ where }: { where: { line: number; column: number } }) => `${where.line}:${where.column}`,
    )
    expect(all).toEqual(places)
    const log = step.log.join('\n')
    for (const { line, column, message } of step.annotations.filter(({ file }) => file !== undefined)) {
      const [sentence = ''] = message.split('\n')
      expect(log).toContain(sentence)
      expect(plain(step)).toContain(`policy.yml:${line}:${column}:`)
    }
  })

  it('more mistakes than annotations tells of all of them in log, summary and result', async () => {
    const step = await refused(shares(...Array.from({ length: 30 }, (_, index) => `unknown-${index}`)))
    expect(placed(step)).toHaveLength(8)
    expect(step.annotations.at(8)).toMatchObject({ title: '22 more problems' })
    expect(resultOf(step)['problems']).toHaveLength(30)
    const log = step.log.join('\n')
    for (let index = 0; index < 30; index += 1) {
      expect(log).toContain(`policy.yml:${8 + index}:9: images[0].share-with[${index}]`)
      expect(plain(step)).toContain(`policy.yml:${8 + index}:9:`)
    }
  })

  it('mistakes beside bad inputs is told together with these', async () => {
    const step = await runPolicy(fixture, shares('nobody'), { mode: 'try', 'max-unshares': '' })
    expect(countsOf(step)).toEqual(nothingBut('invalid-input'))
    expect(resultOf(step)['problems']).toMatchObject([
      { reason: 'invalid-input', message: expect.stringMatching(/^mode: /) },
      { reason: 'invalid-input', message: expect.stringMatching(/^max-unshares: /) },
      { reason: 'invalid-policy', where: { file: 'policy.yml', line: 8, column: 9 } },
    ])
    expect(fixture.aws.calls).toEqual([])
  })

  it('images without a Region anywhere is told so at each of them', async () => {
    const step = await runPolicy(fixture, policyOf(`${image}\n${some}`), { 'aws-region': '' })
    expect(placed(step)).toEqual([expect.stringMatching(/^6:5 images\[0\]: the image has no Region\. /)])
  })

  it('Regions of two partitions is refused: one sign-in reaches only one', async () => {
    const step = await refused(
      policyOf(`${image}\n${some}`, `id: ${OTHER_IMAGE}\nregion: cn-northwest-1\n${some}`),
    )
    expect(placed(step)).toEqual([
      '8:5 Region cn-northwest-1 is in another partition than eu-west-1; one sign-in reaches only one partition. Use one policy file and one step for each partition.',
    ])
  })
})

describe('a policy file', () => {
  const sound = shares('workplace-test')

  it.each<[what: string, path: string, rule: string]>([
    ['that is not there', 'polices.yml', 'does not exist in the workspace'],
    ['behind a link that leads outside', 'link.yml', 'leads outside of the workspace'],
    ['in UTF-16', 'utf-16.yml', 'is not UTF-8'],
  ])('%s is refused before anything is asked', async (_what, path, rule) => {
    const outside = join(fixture.job.workspace, '..', 'outside.yml')
    await writeFile(outside, sound)
    await symlink(outside, join(fixture.job.workspace, 'link.yml'))
    const workspaceFiles = {
      'utf-16.yml': Buffer.from(`\uFEFF${sound}`, 'utf16le'),
    }
    const step = await runPolicy(
      fixture,
      sound,
      { 'policy-file': path, 'role-to-assume': ROLE },
      { workspaceFiles, env: fixture.github.oidcEnvironment() },
    )
    expect(countsOf(step)).toEqual(nothingBut('invalid-policy'))
    expect(resultOf(step)['problems']).toMatchObject([{ message: `policy-file: "${path}" ${rule}.` }])
    expect([fixture.aws.calls, fixture.github.requests]).toEqual([[], []])
  })

  it('with names that no image has, or only an image of another account, writes nothing, for any image', async () => {
    fixture.addImage({ id: OTHER_IMAGE, name: 'theirs', owner: '999999999999', sharedWith: ['111122223333'] })
    const names = ['golden 2028', 'theirs']
    const text = policyOf(`${image}\n${some}`, ...names.map((name) => `name: ${name}\n${some}`))
    const step = await runPolicy(fixture, text)
    expect(resultOf(step)['problems']).toMatchObject(
      names.map((name, index) => ({
        message: `The account that is signed in owns no image named "${name}" in Region eu-west-1.`,
        where: { file: 'policy.yml', line: 8 + index * 2, column: 5 },
      })),
    )
    expect(placed(step).map((one) => one.split(' ')[0])).toEqual(['8:5'])
    expect(countsOf(step)).toMatchObject({ changed: 'false', shared: 0, reason: 'image-not-found' })
    expect(step.conclusion).toBe('failure')
    expect(fixture.aws.writes()).toEqual([])
  })

  it('with an image by its name and by its id writes nothing, for any image', async () => {
    const step = await runPolicy(fixture, policyOf(`${image}\n${some}`, `name: golden\n${some}`))
    expect(placed(step).filter((one) => one.startsWith('8:5 '))).toEqual([
      expect.stringContaining(
        `Image ${IMAGE} in eu-west-1 occurs twice in the policy, by its name and by its id.`,
      ),
    ])
    expect(countsOf(step)).toMatchObject({ changed: 'false', shared: 0 })
    expect(step.conclusion).toBe('failure')
    expect(fixture.aws.writes()).toEqual([])
  })

  it('cannot speak to the runner through what is quoted of it', async () => {
    const step = await refused(
      shares('"##[add-mask]x"', '"::set-output name=changed::true"', '"a\\n::error::b"'),
    )
    expect(placed(step)).toHaveLength(3)
    expect(step.masks).toEqual([])
  })
})
