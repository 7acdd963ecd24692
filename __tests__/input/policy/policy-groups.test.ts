import { describe, expect, it } from '@jest/globals'
import { mostRecipients } from '../../../src/sharing/limits.ts'
import { account, accounts, image } from '../../support/examples.ts'
import { imagesOf, problemsOf, reading } from '../../support/policy-reading.ts'

/** So many groups, each of which holds the next one. */
const chain = (length: number): string[] =>
  Array.from({ length }, (_, index) => `g${index}: [${index === length - 1 ? 'test' : `g${index + 1}`}]`)

/** A policy with these groups from line 4, and one image with this list. */
function grouped(groups: readonly string[], shareWith = '[all]', more = ''): string {
  return [
    'version: 1',
    'accounts: { test: "000000000001", prod: "000000000002" }',
    'groups:',
    ...groups.map((line) => `  ${line}`),
    'images:',
    `  - id: ${image.id}`,
    `    share-with: ${shareWith}`,
    more,
  ].join('\n')
}
const warningsOf = (text: string) => {
  const read = reading(text)
  return read.kind === 'sound' ? read.wants.warnings : read.problems
}

describe('a group', () => {
  it('stands for accounts by name and id and for other groups, each account once', () => {
    const text = grouped(['all: [test, inner, "000000000004"]', 'inner: [prod, "000000000003", test]'])
    const via = new Map(accounts(1, 2, 3, 4).map((id) => [id, 'all']))
    expect(imagesOf(text)).toMatchObject([
      { share: accounts(1, 2, 3, 4), unshare: [], origins: { via, closed: [] } },
    ])
  })

  it.each(['[{ group: all, until: 2027-03-14 }]', '[{ account: all, until: 2027-03-14 }]'])(
    'has one end for all its accounts: %s',
    (shareWith) => {
      const [one] = imagesOf(grouped(['all: [test, prod]'], shareWith))
      expect(one).toMatchObject({ share: [], unshare: accounts(1, 2) })
      expect(one?.timeBoxes?.get(account(2))).toMatchObject({ until: '2027-03-14', where: { line: 7 } })
    },
  )

  it('may name an account that has an entry of its own, which decides', () => {
    const [one] = imagesOf(grouped(['all: [test, prod]'], '[all, { account: test, until: 2027-03-14 }]'))
    expect(one).toMatchObject({ share: accounts(2), unshare: accounts(1) })
    expect(one?.origins?.overruled?.get(account(1))?.via).toBe('all')
  })

  it('is one of those outside of which nobody keeps access, where the image is exclusive', () => {
    const text = grouped(['all: [test]', 'more: [prod]'], '[more, all]', '    exclusive: true')
    expect(imagesOf(text)).toMatchObject([{ unshare: 'everyone-else', origins: { closed: ['more', 'all'] } }])
  })

  it('may be an exception, and is used then', () => {
    const text = grouped(['all: [test]'], '[{ organizational-unit: r-ab12, except: [all, "000000000003"] }]')
    expect(imagesOf(text)).toMatchObject([
      {
        share: [],
        units: [
          {
            id: 'r-ab12',
            kind: 'share',
            except: [
              { text: 'the group "all"', accounts: accounts(1), where: { line: 7, column: 58 } },
              { text: 'account 000000000003', accounts: accounts(3) },
            ],
            where: { line: 7, column: 41 },
          },
        ],
      },
    ])
    expect(warningsOf(text)).toEqual([])
  })

  it('that no list names is told of', () => {
    expect(warningsOf(grouped(['all: [inner]', 'inner: [test]', 'old: [prod]']))).toEqual([
      'policy.yml:6:3: the group "old" is used nowhere: it shares nothing with anybody.',
    ])
  })
})

describe('groups are refused', () => {
  it.each<[what: string, text: string, expected: readonly unknown[]]>([
    [
      'that name themselves',
      grouped(['all: [all]']),
      ['4:9 groups.all[0]: the group "all" is part of itself ("all", "all"). Remove the entry.'],
    ],
    [
      'that name themselves by another',
      grouped(['first: [all]', 'all: [test, other]', 'other: [all]']),
      ['6:11 groups.other[0]: the group "all" is part of itself ("all", "other", "all"). Remove the entry.'],
    ],
    [
      'that name themselves by another one at once',
      grouped(['all: [other]', 'other: [all]']),
      ['5:11 groups.other[0]: the group "all" is part of itself ("all", "other", "all"). Remove the entry.'],
    ],
    [
      'with nobody in them, or no list',
      grouped(['all: []', 'none:', 'text: test']),
      [
        '4:8 groups.all: the group has nobody in it. List its accounts, or remove the group.',
        '5:8 groups.none: an empty value is not a list. List names or quoted account ids.',
        '6:9 groups.text: "test" is not a list. List names or quoted account ids.',
      ],
    ],
    [
      'with names that are no names, or an account’s, or a unit’s',
      grouped(['all: [prod]', 'test: [prod]', '"12": [prod]', 'o-a1b2c3d4e5: [prod]']),
      [
        '5:3 groups.test: "test" is the name of an account already. Give the group another name.',
        '6:3 groups.12: "12" can\'t be the name of an account or a group. Use 1 to 63 characters, not digits alone, without comma.',
        '7:3 groups.o-a1b2c3d4e5: "o-a1b2c3d4e5" looks like the id of an organization, a root or an organizational unit. Give the group another name.',
      ],
    ],
    [
      'with entries that are nobody',
      grouped(['all: [tset, al, ou-ab12-cdefgh34, r-X, 12, "12", [x]]']),
      [
        '4:9 groups.all[0]: no account or group is named "tset". Did you mean test?',
        '4:15 groups.all[1]: no account or group is named "al". Did you mean all?',
        '4:19 groups.all[2]: "ou-ab12-cdefgh34" is the id of a unit, not of an account. To share with the unit, write "- organizational-unit: ou-ab12-cdefgh34" in share-with; a group has accounts and groups only.',
        '4:37 groups.all[3]: "r-X" is not the id of a root (r- and 4 to 32 lower-case letters or digits). Copy the id from the console of AWS Organizations.',
        expect.stringMatching(/^4:42 groups.all\[4\]: YAML reads 12 as a number/),
        expect.stringMatching(/^4:46 groups.all\[5\]: "12" has 2 digits/),
        expect.stringMatching(/^4:52 groups.all\[6\]: a list is not an account/),
      ],
    ],
    [
      'with one entry twice',
      grouped(['all: [test, inner, "000000000001", inner]', 'inner: [prod]']),
      [
        '4:22 groups.all[2]: account 000000000001 is in this list already. Keep one of the two.',
        '4:38 groups.all[3]: the group "inner" is in this list already. Keep one of the two.',
      ],
    ],
    [
      'that a list of recipients names, and nobody else does',
      grouped(['all: [test]'], '[{ group: nobody }]'),
      [
        '7:27 images[0].share-with[0].group: no account or group is named "nobody". Add it to accounts with its 12-digit id in quotes.',
      ],
    ],
    [
      'in a list of recipients twice, or as an account',
      grouped(['all: [test]'], '[all, { group: all }, { group: prod }]'),
      [
        '7:23 images[0].share-with[1]: the group "all" is in this list already. Keep one of the two.',
        '7:48 images[0].share-with[2].group: this is an account, not a group. Write account: in place of group:.',
      ],
    ],
  ])('%s', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected)
  })

  it('that are nested too deeply, in whatever order they stand', () => {
    const remedy = 'Name the accounts or an inner group instead.'
    expect(problemsOf(grouped(chain(20), '[test]'))).toEqual([
      `19:9 groups.g15[0]: groups are nested more than 16 levels deep. ${remedy}`,
    ])
    expect(problemsOf(grouped(chain(20).toReversed(), '[test]'))).toEqual([
      `20:8 groups.g3[0]: groups are nested more than 16 levels deep. ${remedy}`,
    ])
    for (const sound of [chain(16), chain(16).toReversed()]) {
      expect(problemsOf(grouped(sound, '[g0]'))).toEqual([])
    }
  })

  it('that add up to more than one run takes, in little time', () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `"${account(index + 1)}"`)
    const many = Array.from({ length: 400 }, (_, index) => `g${index}: [all, "${account(9000 + index)}"]`)
    const problems = problemsOf(grouped([`all: [${ids.join(', ')}]`, ...many], '[test]'))
    expect(problems).toEqual([
      `4:3 groups: the groups have more than ${mostRecipients} accounts in all, and one run takes no more. Split the file into several, one step each.`,
    ])
  })

  it('whose entries many aliases repeat, in little time, also where all of them are wrong', () => {
    const wrong = Array.from({ length: 600 }, (_, index) => `x${index}`)
    const aliases = Array.from({ length: 600 }, (_, index) => `g${index}: *all`)
    const problems = problemsOf(grouped([`all: &all [${wrong.join(', ')}]`, ...aliases], '[test]'))
    expect(problems).toHaveLength(wrong.length + 1)
    expect(problems[0]).toMatch(/^4:3 groups: the groups have more than 250000 accounts in all/)
  })

  it('of nobody but wrong entries that many images share with, in little time', () => {
    const groups = Array.from({ length: 600 }, (_, index) => `g${index}: [x${index}]`)
    const names = groups.map((group) => group.split(':')[0])
    const images = Array.from({ length: 600 }, (_, index) => `  - { name: n${index}, share-with: *all }`)
    const problems = problemsOf(grouped(groups, `&all [${names.join(', ')}]`, images.join('\n')))
    expect(problems).toHaveLength(groups.length + 1)
    expect(problems.at(-1)).toMatch(/^605:3 images: share-with has more than 250000 entries in all/)
  })

  it('not where they add up to as many as one run takes', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `"${account(index + 1)}"`)
    const many = Array.from({ length: mostRecipients / 1000 - 1 }, (_, index) => `g${index}: [all]`)
    expect(problemsOf(grouped([`all: [${ids.join(', ')}]`, ...many], '[test]'))).toEqual([])
  })

  it('that many images share with, in little time', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `"${account(index + 1)}"`)
    const images = Array.from({ length: 300 }, (_, index) => `  - { name: n${index}, share-with: [all] }`)
    expect(problemsOf(grouped([`all: [${ids.join(', ')}]`], '[test]', images.join('\n')))).toEqual([
      expect.stringMatching(/^6:3 images: share-with has more than 250000 entries in all/),
    ])
  })
})

const one = (entry: string) => grouped(['all: [test]'], `[all, ${entry}]`)

describe('an organizational unit', () => {
  it.each<[what: string, entry: string, expected: readonly unknown[]]>([
    [
      'is not named by another id',
      '{ organizational-unit: "000000000001" }',
      [
        '7:46 images[0].share-with[1].organizational-unit: "000000000001" is not the id of an organizational unit (ou-...), a root (r-...) or an organization (o-...). Copy the id from the console of AWS Organizations.',
      ],
    ],
    [
      'has an id of its own form',
      '{ organizational-unit: ou-ab12-SHORT }',
      [
        '7:46 images[0].share-with[1].organizational-unit: "ou-ab12-SHORT" is not the id of an organizational unit (ou-, 4 to 32 lower-case letters or digits, a dash, 8 to 32 more). Copy the id from the console of AWS Organizations.',
      ],
    ],
    [
      'stands alone in its entry',
      '{ organizational-unit: r-ab12, group: all }',
      [
        '7:23 images[0].share-with[1]: the entry has both group and organizational-unit. Make two entries of it.',
      ],
    ],
    [
      'has exceptions that are somebody',
      '{ organizational-unit: r-ab12, except: [nobody, tset] }',
      [
        '7:63 images[0].share-with[1].except[0]: no account or group is named "nobody". Add it to accounts with its 12-digit id in quotes.',
        '7:71 images[0].share-with[1].except[1]: no account or group is named "tset". Did you mean test?',
      ],
    ],
    [
      'has exceptions that are no units',
      '{ organizational-unit: r-ab12, except: [test, ou-ab12-cdefgh34] }, { account: r-ab12 }',
      [
        '7:69 images[0].share-with[1].except[1]: "ou-ab12-cdefgh34" is the id of a unit, not of an account. List the accounts of the unit: except takes accounts and groups, no units.',
        expect.stringMatching(
          /^7:101 .*\. To share with the unit, write "- organizational-unit: r-ab12" in share-with; /,
        ),
      ],
    ],
    [
      'has an id',
      '{ organizational-unit: [x] }, { organizational-unit: "", except: [test] }',
      [
        '7:46 images[0].share-with[1].organizational-unit: a list is not the id of an organizational unit (ou-...), a root (r-...) or an organization (o-...). Copy the id from the console of AWS Organizations.',
        '7:76 images[0].share-with[2].organizational-unit: "" is not the id of an organizational unit (ou-...), a root (r-...) or an organization (o-...). Copy the id from the console of AWS Organizations.',
      ],
    ],
    [
      'has exceptions in a list',
      '{ organizational-unit: r-ab12, except: test, until: soon }',
      [
        '7:62 images[0].share-with[1].except: "test" is not a list. List the names or quoted ids of the accounts to leave out.',
        expect.stringMatching(/^7:75 images\[0\]\.share-with\[1\]\.until: "soon" is not a date/),
      ],
    ],
    [
      'has at least one exception, or none',
      '{ organizational-unit: r-ab12, except: [] }',
      [
        '7:62 images[0].share-with[1].except: the list is empty. List the accounts to leave out, or remove except.',
      ],
    ],
    [
      'alone has exceptions',
      '{ account: prod, except: [test] }',
      [
        '7:48 images[0].share-with[1].except: except goes only with organizational-unit. Remove it; to leave an account out of a group, make another group.',
      ],
    ],
    [
      'is in a list once',
      '{ organizational-unit: r-ab12 }, { organizational-unit: r-ab12, except: [test] }',
      ['7:56 images[0].share-with[2]: r-ab12 is in this list already. Keep one of the two.'],
    ],
  ])('%s', (_what, entry, expected) => {
    expect(problemsOf(one(entry))).toEqual(expected)
  })

  it('is read without exceptions, and everyone outside of it is unshared where the image is exclusive', () => {
    const text = grouped(['all: [test]'], '[all, { organizational-unit: r-ab12 }]', '    exclusive: true')
    expect(imagesOf(text)).toMatchObject([
      { units: [{ id: 'r-ab12', except: [] }], origins: { closed: ['all', 'r-ab12'] } },
    ])
  })

  it('has no more exceptions than one run takes recipients', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `"${account(index + 1)}"`)
    const units = Array.from(
      { length: mostRecipients / 1000 },
      (_, index) =>
        `{ organizational-unit: r-${1000 + index}, except: ${index === 0 ? '&out [' : '*out'}${index === 0 ? `${ids.join(', ')}]` : ''} }`,
    )
    expect(problemsOf(grouped(['all: [test]'], `[all, ${units.join(', ')}]`))).toEqual([
      expect.stringMatching(/^6:3 images: share-with has more than 250000 entries in all/),
    ])
  })

  it('has no more exceptions than that by groups either', () => {
    const ids = Array.from({ length: 999 }, (_, index) => `"${account(index + 1)}"`)
    const excepting = (images: number) => {
      const entry = '{ organizational-unit: r-ab12, except: [all] }'
      const lines = Array.from(
        { length: images - 1 },
        (_, index) => `  - { name: n${index}, share-with: *one }`,
      )
      return problemsOf(grouped([`all: [${ids.join(', ')}]`], `&one [${entry}]`, lines.join('\n')))
    }
    expect(excepting(mostRecipients / 1000)).toEqual([])
    expect(excepting(mostRecipients / 1000 + 1)).toEqual([
      expect.stringMatching(/^6:3 images: share-with has more than 250000 entries in all/),
    ])
  })

  it('is refused where it has ended and the run is temporary', () => {
    const text = one('{ organizational-unit: r-ab12, until: 2027-03-14 }')
    expect(problemsOf(text, { temporary: true })).toEqual([
      expect.stringMatching(/^7:61 .*\.until: this unshares/),
    ])
  })
})
