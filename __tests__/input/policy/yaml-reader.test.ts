import { describe, expect, it } from '@jest/globals'
import { accounts, image, imageNumber } from '../../support/examples.ts'
import {
  accountsWith,
  imagesOf,
  imageWith,
  problemsOf,
  reading,
  shared,
} from '../../support/policy-reading.ts'

describe('a mapping', () => {
  it('has keys that are known, each once', () => {
    const text = `${imageWith(shared, 'exklusive: true', 'color: red')}account: {}\nversion: 1\n`
    expect(problemsOf(text)).toEqual([
      '5:5 images[0].exklusive: the key "exklusive" is not known. Did you mean exclusive?',
      '6:5 images[0].color: the key "color" is not known. Known here are id, name, region, share-with, exclusive.',
      '7:1 account: the key "account" is not known. Did you mean accounts?',
      '8:1 The key "version" is in this mapping already. Keep one of the two.',
    ])
  })

  it('has a name like any other that is __proto__', () => {
    expect(problemsOf(`${imageWith(shared, '__proto__: {}')}"__proto__": 1\n`)).toEqual([
      expect.stringMatching(/^5:5 images\[0\]\.__proto__: the key "__proto__" is not known\. /),
      expect.stringMatching(/^6:1 __proto__: the key "__proto__" is not known\. /),
    ])
  })

  it.each<[what: string, text: string, shown: string]>([
    ['a number', '7', '7'],
    ['a text', 'a', '"a"'],
    ['a list', '- a', 'a list'],
    ['a set', '!!set { a }', 'a mapping with a tag'],
    ['pairs', '!!pairs [a: b]', 'a list with a tag'],
    ['an ordered mapping', '!!omap [a: b]', 'a list with a tag'],
    ['bytes', '!!binary YQ==', 'YQ=='],
  ])('is not %s', (_what, text, shown) => {
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/^1:\d+ .* is not a mapping, which has keys and values\. /),
    ])
    expect(problemsOf(text).join('')).toContain(` ${shown} is`)
  })

  it.each([
    '!!map { account: "000000000001" }',
    '! { account: "000000000001" }',
    '{ account: !!str 000000000001 }',
  ])('may be tagged as what it is: %s', (entry) => {
    expect(imagesOf(imageWith(`share-with: !!seq [${entry}]`))).toMatchObject([{ share: accounts(1) }])
  })

  it('is not read for the tag of a set, of pairs, or of what else a parser makes of it', () => {
    expect(problemsOf(imageWith('share-with: !!set { "000000000001" }'))).toEqual([
      expect.stringContaining('share-with: a mapping with a tag is not a list'),
    ])
    expect(problemsOf(imageWith('share-with: !!pairs [account: "000000000001"]'))).toEqual([
      expect.stringContaining('share-with: a list with a tag is not a list'),
    ])
    expect(problemsOf(accountsWith().replace('accounts:', 'accounts: !!set {}'))).toHaveLength(1)
  })
})

describe('an alias', () => {
  it('without an anchor is the only problem of a mapping that it stands for', () => {
    expect(problemsOf('version: 1\nimages:\n  - *none\n')).toEqual([
      '3:5 The alias *none has no anchor &none before it. Put the anchor at the first of the lists, and the aliases below it.',
    ])
  })

  it('may repeat a list, an entry, an id or a name', () => {
    const text = [
      'version: 1',
      'accounts: { &n test: &i "000000000001", prod: "000000000002" }',
      'images:',
      '  - { id: wsi-000000001, share-with: &all [&e { account: *n }, prod] }',
      '  - { id: wsi-000000002, share-with: *all }',
      '  - { id: wsi-000000003, share-with: [*e, *i ] }',
    ].join('\n')
    expect(imagesOf(text.replace(', *i ', ''))).toMatchObject([
      { image: imageNumber(1), share: accounts(1, 2) },
      { image: imageNumber(2), share: accounts(1, 2) },
      { image: imageNumber(3), share: accounts(1) },
    ])
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/^6:43 .*\[1\]: account 000000000001 is in this list/),
    ])
  })

  it('may repeat what is repeated itself, and its anchor may be of something else further down', () => {
    const text = [
      'version: 1',
      'images:',
      '  - { id: wsi-000000000, share-with: &all [&one "000000000001", &other { account: "000000000002" }] }',
      '  - { id: wsi-000000001, share-with: &both [*other, *one, &one "000000000003"] }',
      ...Array.from({ length: 300 }, (_, index) => `  - { name: n${index}, share-with: *both }`),
      '  - { id: wsi-000000002, share-with: [*one] }',
      '  - { id: wsi-000000003, share-with: *all }',
    ].join('\n')
    const lists = imagesOf(text).map(({ share }) => share)
    expect(lists.slice(0, 2)).toEqual([accounts(1, 2), accounts(2, 1, 3)])
    expect(lists.slice(2, -2)).toEqual(Array.from({ length: 300 }, () => accounts(2, 1, 3)))
    expect(lists.slice(-2)).toEqual([accounts(3), accounts(1, 2)])
  })

  it('may have its anchor below, where the file puts names last', () => {
    const text = `version: 1\nimages: [{ id: ${image.id}, share-with: [&n test] }]\naccounts: { test: "000000000001", prod: "000000000002" }\n`
    expect(imagesOf(text)).toMatchObject([{ share: accounts(1) }])
    expect(imagesOf(text.replace('prod', '? &m prod\n  '))).toMatchObject([{ share: accounts(1) }])
  })

  it('of a list with a mistake has that told once, where it is', () => {
    const text = `version: 1\nimages:\n  - { name: a, share-with: &all [tset, "1"] }\n${'  - { name: b, share-with: *all }\n'.repeat(2)}`
    expect(problemsOf(text).map((one) => one.split(':').slice(0, 3).join(':'))).toEqual(
      [
        '3:34 images[0].share-with[0]: no account is named "tset". Add it to accounts with its 12-digit id in quotes.',
        '3:40 images[0].share-with[1]: "1" has 1 digits, an AWS account id has exactly 12 digits. Copy the id from the account menu of the AWS console and write it in quotes.',
        '5:5 images[2]: the image is at images[1] already. Put all its accounts in one place.',
      ].map((one) => one.split(':').slice(0, 3).join(':')),
    )
  })

  it.each<[what: string, text: string, expected: string]>([
    [
      'leads nowhere',
      imageWith('share-with: *all'),
      '4:17 The alias *all has no anchor &all before it. Put the anchor at the first of the lists, and the aliases below it.',
    ],
    [
      'leads to an anchor after it',
      imageWith('share-with: [*all, &all "000000000001"]'),
      '4:18 The alias *all has no anchor &all before it. Put the anchor at the first of the lists, and the aliases below it.',
    ],
    [
      'is part of what it stands for',
      imageWith('share-with: &all ["000000000001", *all]'),
      '4:39 The alias *all is part of what it stands for. Repeat the accounts instead.',
    ],
    [
      'has a name longer than anyone reads',
      imageWith(`share-with: *${'a'.repeat(100)}`),
      `4:17 The alias *${'a'.repeat(80)}… has no anchor &${'a'.repeat(80)}… before it. Put the anchor at the first of the lists, and the aliases below it.`,
    ],
  ])('is refused where it %s', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected])
  })

  it.each<[what: string, text: string]>([
    ['of itself', 'version: 1\naccounts: &a { b: *a }\nimages: &i [*i]\n'],
    ['of its image', `version: 1\nimages: [&i { id: ${image.id}, share-with: [*i] }]\n`],
    ['of its recipient', imageWith('share-with: [&r { account: *r }]')],
  ])('is refused where it is %s', (_what, text) => {
    expect(problemsOf(text).join('\n')).toContain('is part of what it stands for')
  })

  it('of a mapping has what is wrong with its keys told once, in however many roles', () => {
    const keys = Array.from({ length: 900 }, (_, index) => `k${index}: 1`).join()
    const recipients = Array.from({ length: 5000 }, () => '*i').join()
    const read = reading(`version: 1\nimages: [&i { ${keys} }, { name: a, share-with: [${recipients}] }]\n`)
    const messages = read.kind === 'refused' ? read.problems.map(({ message }) => message) : []
    expect(messages.filter((one) => one.includes('is not known'))).toHaveLength(900)
    // Each alias lacks an account, and the mapping itself an id and share-with.
    expect(messages.at(-1)).toBe(`${900 + 5000 + 2 - 1000} more problems of this file are left out.`)
  })
})

describe('a value that is missing', () => {
  it('is told of at the mapping', () => {
    expect(problemsOf('{}')).toEqual([
      '1:1 version: is missing. Write version: 1.',
      '1:1 images: is missing. Add images.',
    ])
  })
})
