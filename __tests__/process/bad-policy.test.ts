import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { day, policyOf, PROD, runPolicy, TEST } from '../support/policies.ts'
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

// In every case the images begin in line 6 of the file, and the entries of share-with in line 8. The words for each are
// in the tests of __tests__/input/policy.
const cases: [what: string, text: string, ...places: string[]][] = [
  ['an unknown key', policyOf(`${image}\nshare_with: [workplace-test]`), '6:5', '7:5'],
  [
    'unknown keys at the top and of a recipient',
    `${shares(`{ account: workplace-test, til: ${day(9)} }`)}image: []\n`,
    '8:36',
    '9:1',
  ],
  ['names of accounts that are unknown', shares('workplace-tset', 'nobody-at-all'), '8:9', '9:9'],
  [
    'ids that YAML reads as numbers',
    shares('011122223333', '444455556666', '{ account: 11122223333 }'),
    '8:9',
    '9:9',
    '10:20',
  ],
  ['an id in quotes that lost its leading zero before', shares('"11122223333"'), '8:9'],
  [
    'the same image twice',
    policyOf(`${image}\n${some}`, `id: ${OTHER_IMAGE}\n${some}`, `${image}\n${some}`),
    '10:5',
  ],
  [
    'one account under two names, and twice in a list',
    shares('workplace-test', `"${TEST}"`).replace('images:', `  staging: "${PROD}"\nimages:`),
    '5:12',
    '10:9',
  ],
  ['both id and name, and neither', policyOf(`${image}\nname: golden\n${some}`, some), '6:5', '9:5'],
  [
    'dates that are none',
    shares('{ account: workplace-test, until: 2027-02-29 }', '{ account: workplace-prod, until: March }'),
    '8:43',
    '9:43',
  ],
  ['a list of nobody that unshares nobody either', policyOf(`${image}\nshare-with: []`), '7:17'],
  [
    'a list of nobody, in which exclusive is hidden behind a carriage return',
    policyOf(`${image}\nshare-with: [] #\r    exclusive: true`),
    '7:21',
  ],
  ['an alias without an anchor', policyOf(`${image}\nshare-with: *everyone`), '7:17'],
  ['a name of an image that is too long', policyOf(`name: ${'n'.repeat(65)}\n${some}`), '6:11'],
  ['tabs', `version: 1\nimages:\n\t- ${image}\n`, '3:1'],
  ['nesting without end', '['.repeat(100_000), '1:65'],
  ['nothing in it', '', '1:1'],
  ['nothing but comments', '# version: 1\n# images: []\n', '1:1'],
  ['two documents', `${shares('workplace-test')}---\n${shares('workplace-prod')}`, '9:1'],
  ['a key twice', `${shares('workplace-test')}images: []\n`, '9:1'],
  ['YAML that is none', `${shares('workplace-test')}  - [\n`, '9:6'],
]

describe('a policy file with', () => {
  it.each(cases)('%s is refused at that place, before anything is asked', async (_what, text, ...places) => {
    const step = await refused(text)
    expect(placed(step).map((one) => one.split(' ')[0])).toEqual(places)
    expect(resultOf(step)['problems']).toHaveLength(places.length)
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

  it('far more mistakes than anyone reads counts those it leaves out', async () => {
    const step = await refused(shares(...Array.from({ length: 1500 }, () => '12')))
    const { problems } = resultOf(step)
    expect(problems).toHaveLength(1001)
    expect(step.log.join('\n')).toContain('500 more problems of this file are left out. ')
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
    ['above the workspace', '../outside.yml', 'leads outside of the workspace'],
    ['elsewhere on the machine', '/etc/hostname', 'leads outside of the workspace'],
    ['behind a link that leads outside', 'link.yml', 'leads outside of the workspace'],
    ['that is a folder', 'folder', 'is a directory'],
    ['that is the workspace itself', '.', 'is a directory'],
    ['of more than 1 MiB', 'big.yml', 'has 1048577 bytes, a policy file has at most 1048576'],
    ['in UTF-16', 'utf-16.yml', 'is not UTF-8'],
  ])('%s is refused before anything is asked', async (_what, path, rule) => {
    const outside = join(fixture.job.workspace, '..', 'outside.yml')
    await writeFile(outside, sound)
    await symlink(outside, join(fixture.job.workspace, 'link.yml'))
    const workspaceFiles = {
      'folder/policy.yml': sound,
      'big.yml': sound + ' '.repeat(1024 * 1024 + 1 - sound.length),
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

  it.each<[what: string, text: string, at: string, message: string]>([
    [
      'a name that no image has',
      policyOf(`${image}\nshare-with: [workplace-test]`, 'name: golden 2028\nshare-with: [workplace-test]'),
      '8:5',
      'The account that is signed in owns no image named "golden 2028" in Region eu-west-1.',
    ],
    [
      'a name that only an image of another account has',
      policyOf(`${image}\nshare-with: [workplace-test]`, 'name: theirs\nshare-with: [workplace-test]'),
      '8:5',
      'The account that is signed in owns no image named "theirs" in Region eu-west-1.',
    ],
    [
      'an image by its name and by its id',
      policyOf(`${image}\nshare-with: [workplace-test]`, 'name: golden\nshare-with: [workplace-prod]'),
      '8:5',
      `Image ${IMAGE} in eu-west-1 occurs twice in the policy, by its name and by its id.`,
    ],
  ])('with %s writes nothing, for any image', async (_what, text, at, message) => {
    fixture.addImage({ id: OTHER_IMAGE, name: 'theirs', owner: '999999999999', sharedWith: ['111122223333'] })
    const step = await runPolicy(fixture, text)
    expect(placed(step).filter((one) => one.startsWith(`${at} `))).toEqual([expect.stringContaining(message)])
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
