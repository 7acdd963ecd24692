import { describe, expect, it } from '@jest/globals'
import { mostRecipients } from '../../../src/sharing/limits.ts'
import { accounts, image, region } from '../../support/examples.ts'
import { accountsWith, imagesOf, imageWith, problemsOf } from '../../support/policy-reading.ts'

const at = (line: number, column: number) => ({ file: 'policy.yml', line, column })
const wrongLength = 'Copy the id from the account menu of the AWS console and write it in quotes.'

describe('the recipients of an image', () => {
  it('whose time is over are unshared, and nobody else', () => {
    const text = imageWith(
      'share-with:',
      '  - { account: "000000000001", until: 2027-03-14 }',
      '  - { account: "000000000002", until: 2027-03-15 }',
      '  - "000000000003"',
    )
    const [one = '', two = ''] = accounts(1, 2)
    expect(imagesOf(text)).toEqual([
      {
        image: { region, id: image.id },
        share: accounts(2, 3),
        unshare: accounts(1),
        timeBoxes: new Map([
          [one, { until: '2027-03-14', daysLeft: -1, hasEnded: true, where: at(5, 9) }],
          [two, { until: '2027-03-15', daysLeft: 0, hasEnded: false }],
        ]),
        where: at(3, 5),
      },
    ])
  })

  it('may be called by the names of others in their ids, and by the words of YAML in quotes', () => {
    const text = accountsWith('"null": "000000000002"', 'a b: "000000000003"').replace(
      '["000000000001"]',
      '["null", a b, "000000000001"]',
    )
    expect(imagesOf(text)).toMatchObject([{ share: accounts(2, 3, 1) }])
  })

  it.each<[what: string, text: string, expected: readonly unknown[]]>([
    [
      'that YAML reads as numbers',
      imageWith('share-with:', '  - 012345678901', '  - 111122223333', '  - account: 0x1F'),
      [
        '5:9 images[0].share-with[0]: YAML reads 012345678901 as a number and drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "012345678901".',
        '6:9 images[0].share-with[1]: YAML reads 111122223333 as a number and drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "111122223333".',
        '7:18 images[0].share-with[2].account: YAML reads 0x1F as a number and drops leading zeros; an account id is a text of 12 digits. Write it in quotes: "0x1F".',
      ],
    ],
    [
      'that are no accounts',
      imageWith(
        'share-with:',
        '  - "1111"',
        '  - nobody',
        '  - account: nobody',
        '  - [x]',
        '  -',
        '  - true',
        '  - { account: "000000000001", untill: x }',
        '  - {}',
      ),
      [
        `5:9 images[0].share-with[0]: "1111" has 4 digits, an AWS account id has exactly 12 digits. ${wrongLength}`,
        '6:9 images[0].share-with[1]: no account is named "nobody". Add it to accounts with its 12-digit id in quotes.',
        '7:18 images[0].share-with[2].account: no account is named "nobody". Add it to accounts with its 12-digit id in quotes.',
        '8:9 images[0].share-with[3]: a list is not an account. Write the 12-digit id in quotes, or a name from accounts or groups.',
        expect.stringMatching(/^9:\d+ images\[0\]\.share-with\[4\]: an empty value is not an account\. /),
        '10:9 images[0].share-with[5]: true is not an account. Write the 12-digit id in quotes, or a name from accounts or groups.',
        '11:36 images[0].share-with[6].untill: the key "untill" is not known. Did you mean until?',
        '12:9 images[0].share-with[7].account: is missing. Add account.',
      ],
    ],
    [
      'with dates that are none',
      imageWith(
        'share-with:',
        '  - { account: "000000000001", until: 2027-02-30 }',
        '  - { account: "000000000002", until: soon }',
        '  - { account: nobody, until: 7 }',
      ),
      [
        '5:43 images[0].share-with[0].until: "2027-02-30" is not a date of the calendar, written YYYY-MM-DD. Write the last day of the share, such as 2027-03-31.',
        '6:43 images[0].share-with[1].until: "soon" is not a date of the calendar, written YYYY-MM-DD. Write the last day of the share, such as 2027-03-31.',
        expect.stringContaining('images[0].share-with[2].account: no account is named "nobody".'),
        '7:35 images[0].share-with[2].until: 7 is not a date of the calendar, written YYYY-MM-DD. Write the last day of the share, such as 2027-03-31.',
      ],
    ],
    [
      'that are in the list twice',
      imageWith('share-with: ["000000000001", { account: "000000000001" }]'),
      ['4:34 images[0].share-with[1]: account 000000000001 is in this list already. Keep one of the two.'],
    ],
    [
      'with a name that is nearly known',
      accountsWith('test: "000000000001"').replace('"000000000001"]', 'tset]'),
      ['6:18 images[0].share-with[0]: no account is named "tset". Did you mean test?'],
    ],
    [
      'with a name whose id has a problem: that is told of once, at the id',
      accountsWith('wrong: "12"').replace('"000000000001"]', 'wrong]'),
      [expect.stringMatching(/^3:10 accounts\.wrong: /)],
    ],
  ])('are refused %s', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected)
  })

  it.each(['12ab', 'ab12'])('are refused with a name that only begins or ends with digits: %s', (name) => {
    expect(problemsOf(imageWith(`share-with: [${name}]`))).toEqual([
      `4:18 images[0].share-with[0]: no account is named "${name}". Add it to accounts with its 12-digit id in quotes.`,
    ])
  })

  it('are refused where one has ended and the run is temporary', () => {
    const text = imageWith('share-with: [{ account: "000000000001", until: 2027-03-14 }]')
    expect(problemsOf(text, { temporary: true })).toEqual([
      '4:52 images[0].share-with[0].until: this unshares, and temporary only undoes shares. Set temporary: false, or remove this.',
    ])
  })

  it('have suggestions for the first unknown names, under however many images', () => {
    const names = Array.from({ length: 30 }, (_, index) => `name-${index}`)
    const text = JSON.stringify({
      version: 1,
      accounts: Object.fromEntries(names.map((name, index) => [name, String(index).padStart(12, '0')])),
      images: ['a', 'b'].map((name) => ({ name, 'share-with': names.map((one) => `${one}x`) })),
    })
    const remedies = problemsOf(text)
    expect(remedies).toHaveLength(60)
    expect(remedies.filter((one) => one.includes('Did you mean'))).toHaveLength(40)
  })

  it.each([
    [0, []],
    [
      1,
      [
        `2:9 images: share-with has more than ${mostRecipients} entries in all, and one run takes no more. Split the file into several, one step each.`,
      ],
    ],
  ])('are as many as one run takes, and %d more', (more, expected) => {
    const list = accounts(...Array.from({ length: 1000 }, (_, index) => index)).map((id) => `"${id}"`)
    const full = Array.from(
      { length: mostRecipients / 1000 - 1 },
      (_, index) => `{ name: n${index}, share-with: *all }`,
    )
    const others = Array.from({ length: more }, () => '{ name: x, share-with: ["000000000001"] }')
    const text = `version: 1\nimages: [{ name: n, share-with: &all [${list.join()}] }, ${[...full, ...others].join()}]\n`
    expect(problemsOf(text)).toEqual(expected)
  })
})
