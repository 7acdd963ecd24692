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
  Stage,
  toldBy,
  verdictIn,
} from '../support/fixture.ts'

const stage = new Stage()

/** The annotations at places of the file, as `line:column message`. */
function placed({ annotations }: StepResult): string[] {
  return annotations
    .filter(({ file }) => file === 'policy.yml')
    .map(({ line, column, message }) => `${line}:${column} ${withoutLink(message)}`)
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
  const step = await runPolicy(stage, text, inputs, { env: stage.github.oidcEnvironment() })
  expect(toldBy(step)).toEqual(nothingBut('invalid-policy'))
  expect(verdictIn(step)).toBe('The policy file has mistakes. Nothing was written.')
  expect([stage.aws.calls, stage.github.requests]).toEqual([[], []])
  return step
}

const image = `id: ${IMAGE}`
const shares = (...entries: string[]): string =>
  policyOf(`${image}\nshare-with:\n${entries.map((entry) => `  - ${entry}`).join('\n')}`)

const laughs = (): string => {
  const lines = Array.from({ length: 10 }, (_, level) => {
    const inner = level === 0 ? '"lol"' : `*l${level - 1}`
    return `l${level}: &l${level} [${Array.from({ length: 10 }, () => inner).join(', ')}]`
  })
  return `${lines.join('\n')}\n${policyOf(`${image}\nshare-with: *l9`)}`
}

// In every case the images begin in line 6 of the file, and the entries of share-with in line 8.
const cases: [what: string, text: string, ...told: string[]][] = [
  [
    'an unknown key, with the nearest known one',
    policyOf(`${image}\nshare_with: [workplace-test]`),
    '6:5 images[0].share-with: is missing. List who may copy the image; write share-with: [] if nobody may, on purpose.',
    '7:5 images[0].share_with: the key "share_with" is not known. Did you mean share-with?',
  ],
  [
    'unknown keys at the top and of a recipient',
    `${shares(`{ account: workplace-test, til: ${day(9)} }`)}image: []\n`,
    '8:36 images[0].share-with[0].til: the key "til" is not known. Did you mean until?',
    '9:1 image: the key "image" is not known. Did you mean images?',
  ],
  [
    'the name of an account that is unknown, with the nearest known one',
    shares('workplace-tset', 'nobody-at-all'),
    '8:9 images[0].share-with[0]: no account is named "workplace-tset". Did you mean workplace-test?',
    '9:9 images[0].share-with[1]: no account is named "nobody-at-all". Add it to accounts with its 12-digit id in quotes.',
  ],
  [
    'ids that YAML takes for numbers',
    shares('011122223333', '444455556666', '{ account: 11122223333 }'),
    '8:9 images[0].share-with[0]: 011122223333 is a number to YAML, which drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "011122223333".',
    '9:9 images[0].share-with[1]: 444455556666 is a number to YAML, which drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "444455556666".',
    '10:20 images[0].share-with[2].account: 11122223333 is a number to YAML, which drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "011122223333".',
  ],
  [
    'an id in quotes that lost its leading zero before',
    shares('"11122223333"'),
    '8:9 images[0].share-with[0]: "11122223333" has 11 digits, an AWS account id has exactly 12 digits. Copy the id from the account menu of the AWS console and write it in quotes.',
  ],
  [
    'the same image twice',
    policyOf(`${image}\nshare-with: []`, `id: ${OTHER_IMAGE}\nshare-with: []`, `${image}\nshare-with: []`),
    '10:5 images[2]: the image stands at images[0] already. Put all its accounts in one place.',
  ],
  [
    'one account under two names, and twice in a list',
    shares('workplace-test', `"${TEST}"`).replace('images:', `  staging: "${PROD}"\nimages:`),
    `5:12 accounts.staging: account ${PROD} has the name "workplace-prod" already. Keep one name for each account.`,
    `10:9 images[0].share-with[1]: account ${TEST} stands in this list already. Keep one entry for each account.`,
  ],
  [
    'both id and name, and neither',
    policyOf(`${image}\nname: golden\nshare-with: []`, 'share-with: []'),
    '6:5 images[0]: the image has both id and name. Give one of the two.',
    '9:5 images[1]: the image has neither id nor name. Give one of the two.',
  ],
  [
    'dates that are none',
    shares('{ account: workplace-test, until: 2027-02-29 }', '{ account: workplace-prod, until: March }'),
    '8:43 images[0].share-with[0].until: "2027-02-29" is no date of the calendar. Write the last day as YYYY-MM-DD.',
    '9:43 images[0].share-with[1].until: "March" is no date. Write the last day as YYYY-MM-DD, such as 2027-03-31.',
  ],
  [
    'aliases that explode',
    laughs(),
    "2:10 The policy file's aliases make more than 2000000 values of it. Repeat the accounts instead of nesting aliases.",
  ],
  [
    'an alias without an anchor',
    policyOf(`${image}\nshare-with: *everyone`),
    '7:17 The alias *everyone has no anchor &everyone before it. Put the anchor at the first of the lists, and the aliases below it.',
  ],
  [
    'tabs',
    `version: 1\nimages:\n\t- ${image}\n`,
    '3:1 Tabs are not allowed as indentation (TAB_AS_INDENT). Indent with spaces: YAML allows no tabs there.',
  ],
  [
    'nothing in it',
    '',
    '1:1 The policy file is empty. Write version: 1 and images: into it, as the README shows.',
  ],
  [
    'nothing but comments',
    '# version: 1\n# images: []\n',
    '1:1 The policy file is empty. Write version: 1 and images: into it, as the README shows.',
  ],
  [
    'two documents',
    `${shares('workplace-test')}---\n${shares('workplace-prod')}`,
    '9:1 Another document begins here. Keep one document in the file; remove the line --- and what follows it.',
  ],
  [
    'a key twice',
    `${shares('workplace-test')}images: []\n`,
    '9:1 The key "images" stands in this mapping already. Keep one of the two.',
  ],
  [
    'YAML that is none',
    `${shares('workplace-test')}  - [\n`,
    '9:6 Flow sequence in block collection must be sufficiently indented and end with a ] (BAD_INDENT). Mend the YAML at this place; an editor with YAML support shows it as you type.',
  ],
]

describe('a policy file with', () => {
  it.each(cases)('%s is refused at that place, before anything is asked', async (_what, text, ...told) => {
    const step = await refused(text)
    expect(placed(step)).toEqual(told)
    expect(resultOf(step)['problems']).toHaveLength(told.length)
    const log = step.log.join('\n')
    for (const { line, column, message } of step.annotations.filter(({ file }) => file !== undefined)) {
      const [sentence = ''] = message.split('\n')
      expect(log).toContain(`policy.yml:${line}:${column}: ${sentence}`)
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
    expect(step.log.join('\n')).toContain(
      '500 more problems of this file are left out. Mend those above first.',
    )
  })

  it('mistakes beside bad inputs is told together with these', async () => {
    const step = await runPolicy(stage, shares('nobody'), { mode: 'try', 'max-unshares': '' })
    expect(toldBy(step)).toEqual(nothingBut('invalid-input'))
    expect(resultOf(step)['problems']).toMatchObject([
      { reason: 'invalid-input', message: expect.stringMatching(/^mode: /) },
      { reason: 'invalid-input', message: expect.stringMatching(/^max-unshares: /) },
      { reason: 'invalid-policy', where: { file: 'policy.yml', line: 8, column: 9 } },
    ])
    expect(stage.aws.calls).toEqual([])
  })

  it('images without a Region anywhere is told so at each of them', async () => {
    const step = await runPolicy(stage, policyOf(`${image}\nshare-with: []`), { 'aws-region': '' })
    expect(placed(step)).toEqual([
      '6:5 images[0]: the image has no Region. Add region: here, or set the input aws-region.',
    ])
  })

  it('Regions of two partitions is refused: one sign-in reaches only one', async () => {
    const step = await refused(
      policyOf(`${image}\nshare-with: []`, `id: ${OTHER_IMAGE}\nregion: cn-northwest-1\nshare-with: []`),
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
    const outside = join(stage.job.workspace, '..', 'outside.yml')
    await writeFile(outside, sound)
    await symlink(outside, join(stage.job.workspace, 'link.yml'))
    const workspaceFiles = {
      'folder/policy.yml': sound,
      'big.yml': sound + ' '.repeat(1024 * 1024 + 1 - sound.length),
      'utf-16.yml': Buffer.from(`\uFEFF${sound}`, 'utf16le'),
    }
    const step = await runPolicy(
      stage,
      sound,
      { 'policy-file': path, 'role-to-assume': ROLE },
      { workspaceFiles, env: stage.github.oidcEnvironment() },
    )
    expect(toldBy(step)).toEqual(nothingBut('invalid-policy'))
    expect(resultOf(step)['problems']).toMatchObject([{ message: `policy-file: "${path}" ${rule}.` }])
    expect([stage.aws.calls, stage.github.requests]).toEqual([[], []])
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
      `Image ${IMAGE} in eu-west-1 stands in the policy twice, by its name and by its id.`,
    ],
  ])('with %s writes nothing, for any image', async (_what, text, at, message) => {
    stage.addImage({ id: OTHER_IMAGE, name: 'theirs', owner: '999999999999', sharedWith: ['111122223333'] })
    const step = await runPolicy(stage, text)
    expect(placed(step).filter((one) => one.startsWith(`${at} `))).toEqual([expect.stringContaining(message)])
    expect(toldBy(step)).toMatchObject({ changed: 'false', shared: 0 })
    expect(step.conclusion).toBe('failure')
    expect(stage.aws.writes()).toEqual([])
  })

  it('cannot speak to the runner through what is quoted of it', async () => {
    const step = await refused(
      shares('"##[add-mask]x"', '"::set-output name=changed::true"', '"a\\n::error::b"'),
    )
    expect(placed(step)).toHaveLength(3)
    expect(step.masks).toEqual([])
  })
})
