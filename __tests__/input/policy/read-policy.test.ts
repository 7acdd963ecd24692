import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { PolicyContext } from '../../../src/input/policy/policy-images.ts'
import { readPolicy, type PolicyReading } from '../../../src/input/policy/read-policy.ts'
import type { Problem } from '../../../src/sharing/problem.ts'
import { account, accounts, image, imageNumber, region, regionOf } from '../../sharing/examples.ts'

const context: PolicyContext = {
  defaultRegion: region,
  today: new Date('2027-03-15T12:00:00Z'),
  temporary: false,
}
const read = (text: string, but: Partial<PolicyContext> = {}): PolicyReading =>
  readPolicy(text, 'policy.yml', { ...context, ...but })

const place = (line: number, column = 5) => ({ file: 'policy.yml', line, column })

/** A policy of one image, with these lines in it. */
const imageWith = (...lines: readonly string[]): string =>
  ['version: 1', 'images:', `  - id: ${image.id}`, ...lines.map((line) => `    ${line}`), ''].join('\n')

/** A policy of two images of one line each, which is the same. */
const twice = (line: string): string =>
  `version: 1\nimages:\n${`  - { ${line}, share-with: [] }\n`.repeat(2)}`

/** The images of a sound policy. */
function images(text: string, but: Partial<PolicyContext> = {}) {
  const reading = read(text, but)
  if (reading.kind === 'refused') throw new Error(reading.problems.map(told).join('\n'))
  return reading.wants.images
}

function told({ where, message, remedy }: Problem): string {
  return `${where?.file}:${where?.line}:${where?.column} ${message} ${remedy}`
}

/** What is wrong with a policy, as `line:column message remedy`. */
function problems(text: string, but: Partial<PolicyContext> = {}): readonly string[] {
  const reading = read(text, but)
  return reading.kind === 'sound' ? [] : reading.problems.map((one) => told(one).replace('policy.yml:', ''))
}

describe('a policy', () => {
  it('says who may copy which images, by ids and names, in several Regions', () => {
    const text = [
      'version: 1',
      'accounts:',
      '  test: "000000000001"',
      '  prod: "000000000002"',
      'images:',
      '  - id: wsi-0123456789abc',
      '    share-with: [test, "000000000003"]',
      '  - name: golden 2027',
      '    region: us-east-1',
      '    exclusive: true',
      '    share-with:',
      '      - account: prod',
      '        until: 2027-03-31',
      '      - account: test',
      '        until: 2027-03-14',
      '      - "000000000004"',
    ].join('\n')
    expect(read(text)).toEqual({
      kind: 'sound',
      wants: {
        images: [
          { image, share: accounts(1, 3), unshare: [], timeBoxes: new Map(), where: place(6) },
          {
            region: regionOf('us-east-1'),
            name: 'golden 2027',
            share: accounts(2, 4),
            unshare: 'everyone-else',
            timeBoxes: new Map([
              [account(2), { until: '2027-03-31', daysLeft: 16, hasEnded: false }],
              [account(1), { until: '2027-03-14', daysLeft: -1, hasEnded: true, where: place(14, 9) }],
            ]),
            where: place(8),
          },
        ],
        accountNames: new Map([
          [account(1), 'test'],
          [account(2), 'prod'],
        ]),
      },
    })
  })

  it('unshares whose time is over, and nobody else', () => {
    const text = imageWith(
      'share-with:',
      '  - { account: "000000000001", until: 2027-03-14 }',
      '  - "000000000002"',
    )
    expect(images(text)).toMatchObject([{ share: accounts(2), unshare: accounts(1) }])
  })

  it('may name several images of one Region, and one name in several', () => {
    const text = [
      'version: 1',
      'images:',
      '  - { name: a, share-with: [] }',
      '  - { name: b, share-with: [] }',
      '  - { name: a, region: us-east-1, share-with: [] }',
    ].join('\n')
    expect(images(text)).toMatchObject([
      { name: 'a', region },
      { name: 'b', region },
      { name: 'a', region: 'us-east-1' },
    ])
  })

  it('may share with nobody, on purpose', () => {
    expect(images(imageWith('share-with: []', 'exclusive: true'))).toMatchObject([
      { share: [], unshare: 'everyone-else' },
    ])
    expect(images(imageWith('share-with: []', 'exclusive: false'))).toMatchObject([
      { share: [], unshare: [] },
    ])
  })

  it('may repeat a list by an alias', () => {
    const text = [
      'version: 1',
      'images:',
      '  - { id: wsi-000000001, share-with: &all ["000000000001"] }',
      '  - { id: wsi-000000002, share-with: *all }',
    ].join('\n')
    expect(images(text)).toMatchObject([
      { image: imageNumber(1), share: accounts(1) },
      { image: imageNumber(2), share: accounts(1) },
    ])
  })

  it('may repeat lists of what is repeated itself, and take an anchor for something else further down', () => {
    const text = [
      'version: 1',
      'images:',
      '  - { id: wsi-000000000, share-with: &all [&one "000000000001", &other { account: "000000000002" }] }',
      '  - { id: wsi-000000001, share-with: &both [*other, *one, &one "000000000003"] }',
      ...Array.from({ length: 1100 }, (_, index) => `  - { name: n${index}, share-with: *both }`),
      '  - { id: wsi-000000002, share-with: [*one] }',
    ].join('\n')
    const shared = images(text).map(({ share }) => share)
    expect(shared.slice(0, 2)).toEqual([accounts(1, 2), accounts(2, 1, 3)])
    expect(shared.slice(2, -1)).toEqual(Array.from({ length: 1100 }, () => accounts(2, 1, 3)))
    expect(shared.at(-1)).toEqual(accounts(3))
  })

  it('may be temporary where it takes nothing from anybody', () => {
    expect(
      images(imageWith('share-with: ["000000000001"]', 'exclusive: false'), { temporary: true }),
    ).toHaveLength(1)
  })
})

const yaml = 'Mend the YAML at this place; an editor with YAML support shows it as you type.'
const copyId = 'Copy the id from the account menu of the AWS console and write it in quotes.'
const temporary =
  'this unshares, and temporary only takes back what it shared. Set temporary: false, or remove this.'

describe('a policy is refused', () => {
  it.each<[what: string, text: string, expected: readonly unknown[]]>([
    [
      'without a text',
      '',
      ['1:1 The policy file is empty. Write version: 1 and images: into it, as the README shows.'],
    ],
    [
      'with tabs',
      'version: 1\nimages:\n\t- id: x',
      [expect.stringMatching(/^3:1 .*\(TAB_AS_INDENT\)\. Indent with spaces: YAML allows no tabs there\.$/)],
    ],
    [
      'of two documents',
      `${imageWith('share-with: []')}---\nversion: 1\n`,
      [
        '5:1 Another document begins here. Keep one document in the file; remove the line --- and what follows it.',
      ],
    ],
    [
      'with a key twice',
      `${imageWith('share-with: []')}version: 1\n`,
      ['5:1 The key "version" stands in this mapping already. Keep one of the two.'],
    ],
    ['that is no YAML', 'version: [1', [expect.stringContaining(yaml)]],
    [
      'that is no mapping',
      '7',
      ['1:1 7 is not what belongs here. Compare it with the policy file in the README.'],
    ],
    [
      'without anything in it',
      '{}',
      ['1:1 version: is missing. Write version: 1.', '1:1 images: is missing. Add images.'],
    ],
    [
      'of another version',
      imageWith('share-with: []').replace('version: 1', 'version: 2'),
      ['1:10 version: 2 is no version of this format. Write version: 1.'],
    ],
    [
      'without images',
      'version: 1\nimages: []\n',
      [
        '2:9 images: there must be at least one image in a list. List the images, each beginning with "- id:" or "- name:".',
      ],
    ],
    [
      'with unknown keys',
      `${imageWith('share-with: []', 'exklusive: true', 'color: red')}account: {}\n`,
      [
        '5:5 images[0].exklusive: the key "exklusive" is not known. Did you mean exclusive?',
        '6:5 images[0].color: the key "color" is not known. Known here are id, name, region, share-with, exclusive.',
        '7:1 account: the key "account" is not known. Did you mean accounts?',
      ],
    ],
    [
      'with wrong values',
      imageWith('region: Ireland', 'exclusive: maybe', 'share-with: nobody'),
      [
        '4:13 images[0].region: "Ireland" is not the code of a Region. Write a code such as eu-west-1.',
        '5:16 images[0].exclusive: "maybe" is neither true nor false. Write true or false.',
        '6:17 images[0].share-with: "nobody" is no list. List names or quoted account ids, or write [] for nobody.',
      ],
    ],
    [
      'with an id that is none',
      imageWith('share-with: []').replace(image.id, 'ami-1'),
      [
        '3:9 images[0].id: "ami-1" is no WorkSpaces image id (wsi- and 9 to 63 lower-case letters or digits). Copy the id from the WorkSpaces console, under Images.',
      ],
    ],
    [
      'with an image without recipients',
      imageWith(),
      [
        '3:5 images[0].share-with: is missing. List who may copy the image; write share-with: [] if nobody may, on purpose.',
      ],
    ],
    [
      'with id and name',
      imageWith('name: golden', 'share-with: []'),
      ['3:5 images[0]: the image has both id and name. Give one of the two.'],
    ],
    [
      'with neither id nor name',
      'version: 1\nimages:\n  - share-with: []\n',
      ['3:5 images[0]: the image has neither id nor name. Give one of the two.'],
    ],
    [
      'with an image twice',
      `${imageWith('share-with: []')}  - id: ${image.id}\n    share-with: []\n`,
      ['5:5 images[1]: the image stands at images[0] already. Put all its accounts in one place.'],
    ],
    [
      'with a name twice in a Region',
      'version: 1\nimages:\n  - { name: a, share-with: [] }\n  - { name: a, share-with: [] }\n',
      ['4:5 images[1]: the image stands at images[0] already. Put all its accounts in one place.'],
    ],
    [
      'with ids that YAML takes for numbers',
      imageWith('share-with:', '  - 012345678901', '  - 111122223333', '  - account: 0x1F'),
      [
        '5:9 images[0].share-with[0]: 012345678901 is a number to YAML, which drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "012345678901".',
        '6:9 images[0].share-with[1]: 111122223333 is a number to YAML, which drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "111122223333".',
        '7:18 images[0].share-with[2].account: 0x1F is a number to YAML, which drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "0x1F".',
      ],
    ],
    [
      'with recipients that are none',
      imageWith(
        'share-with:',
        '  - "1111"',
        '  - nobody',
        '  - account: nobody',
        '  - [x]',
        '  -',
        '  - { account: "000000000001", untill: x }',
        '  - {}',
      ),
      [
        `5:9 images[0].share-with[0]: "1111" has 4 digits, an AWS account id has exactly 12 digits. ${copyId}`,
        '6:9 images[0].share-with[1]: no account is named "nobody". Add it to accounts with its 12-digit id in quotes.',
        '7:18 images[0].share-with[2].account: no account is named "nobody". Add it to accounts with its 12-digit id in quotes.',
        expect.stringContaining(
          'images[0].share-with[3]: a list is no account. Write the 12-digit id in quotes, or a name from accounts.',
        ),
        expect.stringContaining('images[0].share-with[4]: null is no account.'),
        '10:36 images[0].share-with[5].untill: the key "untill" is not known. Did you mean until?',
        expect.stringContaining('images[0].share-with[6].account: is missing. Add account.'),
      ],
    ],
    [
      'with dates that are none',
      imageWith(
        'share-with:',
        '  - { account: "000000000001", until: 2027-02-30 }',
        '  - { account: "000000000002", until: soon }',
      ),
      [
        '5:43 images[0].share-with[0].until: "2027-02-30" is no date of the calendar. Write the last day as YYYY-MM-DD.',
        '6:43 images[0].share-with[1].until: "soon" is no date. Write the last day as YYYY-MM-DD, such as 2027-03-31.',
      ],
    ],
    [
      'with an account twice',
      imageWith('share-with: ["000000000001", { account: "000000000001" }]'),
      [
        '4:34 images[0].share-with[1]: account 000000000001 stands in this list already. Keep one entry for each account.',
      ],
    ],
    [
      'with accounts that are none',
      `${imageWith('share-with: [tset, wrong]')}accounts:\n  test: "000000000001"\n  same: "000000000001"\n  "123": "000000000002"\n  wrong: 12\n  short: "1"\n`,
      [
        '4:18 images[0].share-with[0]: no account is named "tset". Did you mean test?',
        expect.stringContaining(
          'accounts.same: account 000000000001 has the name "test" already. Keep one name for each account.',
        ),
        '8:3 accounts.123: "123" is no name for an account. Use 1 to 64 characters, not digits alone, without comma.',
        '9:10 accounts.wrong: 12 is a number to YAML, which drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "000000000012".',
        `10:10 accounts.short: "1" has 1 digits, an AWS account id has exactly 12 digits. ${copyId}`,
      ],
    ],
  ])('%s', (_what, text, expected) => {
    expect(problems(text)).toEqual(expected)
  })

  it('with an image that has no Region', () => {
    expect(problems(imageWith('share-with: []'), { defaultRegion: undefined })).toEqual([
      '3:5 images[0]: the image has no Region. Add region: here, or set the input aws-region.',
    ])
    expect(problems(imageWith('region: eu-west-1', 'share-with: []'), { defaultRegion: undefined })).toEqual(
      [],
    )
  })

  it('with images of which the Region or the name is none, without calling them the same', () => {
    const noRegion = { defaultRegion: undefined }
    expect(problems(twice('name: golden, region: Ireland'), noRegion)).toEqual([
      '3:29 images[0].region: "Ireland" is not the code of a Region. Write a code such as eu-west-1.',
      '4:29 images[1].region: "Ireland" is not the code of a Region. Write a code such as eu-west-1.',
    ])
    const missing = 'the image has no Region. Add region: here, or set the input aws-region.'
    expect(problems(twice(`id: ${image.id}`), noRegion)).toEqual([
      `3:5 images[0]: ${missing}`,
      `4:5 images[1]: ${missing}`,
    ])
    expect(problems(twice('name: [x]')).map((one) => one.split(' ')[1])).toEqual([
      'images[0].name:',
      'images[1].name:',
    ])
  })

  it.each(['12ab', 'ab12'])('with a name that only begins or ends with digits: %s', (name) => {
    expect(problems(imageWith(`share-with: [${name}]`))).toEqual([
      `4:18 images[0].share-with[0]: no account is named "${name}". Add it to accounts with its 12-digit id in quotes.`,
    ])
  })

  it('where it is temporary and unshares', () => {
    const ended = '{ account: "000000000001", until: 2027-03-14 }'
    expect(problems(imageWith(`share-with: [${ended}]`, 'exclusive: true'), { temporary: true })).toEqual([
      `4:52 images[0].share-with[0].until: ${temporary}`,
      `5:16 images[0].exclusive: ${temporary}`,
    ])
  })

  it.each<[what: string, text: string, expected: unknown]>([
    [
      'explode',
      Array.from({ length: 12 }, (_, index) => {
        const inner = index === 0 ? '"x"' : `*a${index - 1}`
        return `a${index}: &a${index} [${Array.from({ length: 9 }, () => inner).join()}]`
      }).join('\n'),
      "2:10 The policy file's aliases make more than 2000000 values of it. Repeat the accounts instead of nesting aliases.",
    ],
    [
      'lead nowhere',
      imageWith('share-with: *all'),
      '4:17 The alias *all has no anchor &all before it. Put the anchor at the first of the lists, and the aliases below it.',
    ],
    [
      'stand within what they stand for',
      imageWith('share-with: &all ["000000000001", *all]'),
      '4:39 The alias *all stands within what it stands for. Repeat the accounts instead.',
    ],
    [
      'have a name longer than anyone reads',
      imageWith(`share-with: *${'a'.repeat(100)}`),
      `4:17 The alias *${'a'.repeat(80)}… has no anchor &${'a'.repeat(80)}… before it. Put the anchor at the first of the lists, and the aliases below it.`,
    ],
    [
      'have too many anchors',
      `a: [${Array.from({ length: 2001 }, () => '&a x').join()}]\n`,
      '1:10008 The policy file has 2001 anchors, it may have at most 2000. Remove those that no alias leads to.',
    ],
    [
      'are too many',
      `a: &a x\nb: [${Array.from({ length: 2001 }, () => '*a').join()}]\n`,
      '2:6005 The policy file has 2001 aliases, it may have at most 2000. Repeat the accounts instead of using aliases.',
    ],
    [
      'make a list of millions',
      [
        'version: 1',
        'images:',
        `  - { id: wsi-000000000, share-with: &all [${Array.from({ length: 1000 }, () => 'x').join()}] }`,
        ...Array.from({ length: 250 }, () => '  - { id: wsi-000000001, share-with: *all }'),
      ].join('\n'),
      '3:3 images: share-with has 251000 entries in all, one run takes at most 250000. Split the file into several, one step each.',
    ],
  ])('with aliases that %s', (_what, text, expected) => {
    expect(problems(text)).toEqual([expected])
  })

  it('that is nested too deeply', () => {
    expect(problems(`a: ${'['.repeat(20_000)}`)).toEqual([
      expect.stringMatching(
        /^1:\d+ The policy file is nested too deeply\. A policy has accounts and images, /,
      ),
    ])
  })

  it('whatever is wrong elsewhere: everything is told in one go, from top to bottom', () => {
    const text = 'version: 3\nimages:\n  - id: x\n    share-with: [nobody]\n  - share-with: 7\n'
    expect(problems(text).map((one) => one.split(' ')[0])).toEqual(['1:10', '3:9', '4:18', '5:5', '5:17'])
  })
})

const scalar = fc.oneof(
  fc.constantFrom(
    '"000000000001"',
    '12',
    'test',
    '[]',
    '{}',
    'null',
    '2027-03-14',
    'true',
    '*x',
    '&x y',
    '- ',
    '!!binary x',
    '? a',
    '"',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const almost = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        'version',
        'accounts',
        'images',
        '  - id',
        '    share-with',
        '      - account',
        '        until',
        '  x',
        '',
      ),
      scalar,
    ),
    {
      maxLength: 10,
    },
  )
  .map((lines) => lines.map(([key, value]) => `${key}: ${value}`).join('\n'))
const anyText: fc.Arbitrary<string> = fc.oneof(fc.string({ unit: 'binary' }), almost)

describe('any text', () => {
  it('is read or refused with problems at their places, never anything else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = read(text)
        const found = reading.kind === 'sound' ? [] : reading.problems
        expect(found.length > 0).toBe(reading.kind === 'refused')
        for (const { reason, where } of found) {
          expect(reason).toBe('invalid-policy')
          expect(where).toMatchObject({ file: 'policy.yml' })
          expect(Math.min(where?.line ?? 0, where?.column ?? 0)).toBeGreaterThanOrEqual(1)
        }
      }),
      { numRuns: 500 },
    )
  })
})

// With an anchor in it, even in a comment, a file is read as a whole.
const whole = (text: string) => `${text}# &whole\n`
const entry = (number: number, share: string) => [
  `  - id: wsi-${String(number).padStart(9, '0')}`,
  `    share-with: [${share}]`,
]

const long = (share: (number: number) => string, indent = '') =>
  [
    'version: 1',
    'accounts: { test: "000000000001" } # names',
    'images: # many',
    ...Array.from({ length: 30 }, (_, index) => entry(index, share(index)))
      .flat()
      .map((line) => `${indent}${line}`),
    '',
    '# the end',
    '',
  ].join('\n')

describe('a long policy', () => {
  it('is read as one of another length is', () => {
    for (const indent of ['', '  ']) {
      const text = long((number) => (number % 2 === 0 ? 'test' : '"000000000002"'), indent)
      expect(images(text)).toHaveLength(30)
      expect(read(text)).toEqual(read(whole(text)))
    }
  })

  it('has its problems at their lines', () => {
    const text = long((number) => (number === 25 ? 'tset' : 'test'))
    expect(problems(text)).toEqual([
      '55:18 images[25].share-with[0]: no account is named "tset". Did you mean test?',
    ])
    expect(read(text)).toEqual(read(whole(text)))
  })

  it.each<[what: string, text: string]>([
    [
      'a key twice in one image',
      long(() => 'test').replace('  - id: wsi-000000020\n', '  - id: wsi-000000020\n    id: x\n'),
    ],
    ['broken YAML in one image', long((number) => (number === 20 ? '[' : 'test'))],
    ['an image that is none', long(() => 'test').replace('  - id: wsi-000000020', '  - 7 #')],
    ['more behind the images', long(() => 'test').replace('# the end', 'more: 1')],
    ['images that are not at the end', long(() => 'test').replace('# the end', 'accounts: {}')],
    ['another list', long(() => 'test').replaceAll('  - id', '  -\n    id')],
    ['no line end at its end', long(() => 'test').trimEnd()],
    [
      'an entry that stands too far left',
      long(() => 'test', '  ').replace('    - id: wsi-000000020', '  - id: wsi-000000020'),
    ],
    ['a marker of documents', long(() => 'test').replace('# the end', '...')],
    [
      'an empty line with a tab in it',
      long(() => 'test').replace('  - id: wsi-000000025', '\t\n  - id: wsi-000000025'),
    ],
    ['lines of Windows', long(() => 'test').replaceAll('\n', '\r\n')],
  ])('is told the same with %s', (_what, text) => {
    expect(read(text)).toEqual(read(whole(text)))
  })

  it('is told the same, whatever the text', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        '# note',
        '  # note',
        '  - id: wsi-000000099',
        '    share-with: [test]',
        '  - name: a',
        '    region: us-east-1',
        'x: 1',
        '- a',
        '   - b',
        '    exclusive: true',
        '  -',
        '\t',
      ),
      fc.nat(40).map((number) => entry(number, 'test').join('\n')),
    )
    const text = fc.tuple(fc.array(line, { maxLength: 4 }), fc.nat(30)).map(([extra, at]) => {
      const lines = long(() => 'test').split('\n')
      return [...lines.slice(0, 3 + at * 2), ...extra, ...lines.slice(3 + at * 2)].join('\n')
    })
    fc.assert(
      fc.property(text, (one) => {
        expect(read(one)).toEqual(read(whole(one)))
      }),
      { numRuns: 60 },
    )
  })
})
