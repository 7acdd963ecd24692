import { describe, expect, it } from '@jest/globals'
import { accounts, image, region } from '../../support/examples.ts'
import { imagesOf, imageWith, problemsOf, shared } from '../../support/policy-reading.ts'

describe('an image', () => {
  it('may be one of several of a Region, and have a name that is used in several Regions', () => {
    const text = [
      'version: 1',
      'images:',
      `  - { name: a, ${shared} }`,
      `  - { name: b, ${shared} }`,
      `  - { name: a, region: us-east-1, ${shared} }`,
    ].join('\n')
    expect(imagesOf(text)).toMatchObject([
      { name: 'a', region },
      { name: 'b', region },
      { name: 'a', region: 'us-east-1' },
    ])
  })

  it('may be shared with nobody, if everyone else is to be unshared', () => {
    expect(imagesOf(imageWith('share-with: []', 'exclusive: true'))).toMatchObject([
      { share: [], unshare: 'everyone-else' },
    ])
  })

  it('leaves everyone else as they are, unless it is exclusive', () => {
    for (const exclusive of [[], ['exclusive: false']]) {
      expect(imagesOf(imageWith(shared, ...exclusive))).toMatchObject([{ share: accounts(1), unshare: [] }])
    }
    expect(imagesOf(imageWith(shared, 'exclusive: true'))).toMatchObject([{ unshare: 'everyone-else' }])
  })

  it('may be in a temporary run where it takes nothing from anybody', () => {
    expect(imagesOf(imageWith(shared, 'exclusive: false'), { temporary: true })).toHaveLength(1)
  })

  it.each(['n', 'n'.repeat(64), '🖼'.repeat(64), "'two\\nlines'"])('may have the name %s', (name) => {
    expect(imagesOf(imageWith(shared).replace(`id: ${image.id}`, `name: ${name}`))).toHaveLength(1)
  })
})

/** A policy of two images of one line each, which is the same. */
function twice(line: string): string {
  return `version: 1\nimages:\n${`  - { ${line}, ${shared} }\n`.repeat(2)}`
}

describe('an image is refused', () => {
  it.each<[what: string, text: string, expected: readonly unknown[]]>([
    [
      'that is not a mapping',
      'version: 1\nimages: [7]\n',
      [
        '2:10 images[0]: 7 is not a mapping, which has keys and values. Compare it with the policy file in the README.',
      ],
    ],
    [
      'with wrong values',
      imageWith('region: Ireland', 'exclusive: maybe', 'share-with: nobody'),
      [
        '4:13 images[0].region: "Ireland" is not the code of a Region. Write a code such as eu-west-1.',
        '5:16 images[0].exclusive: "maybe" is neither true nor false. Write true or false.',
        '6:17 images[0].share-with: "nobody" is not a list. List names or quoted account ids; to unshare the image from everyone, write [] and exclusive: true.',
      ],
    ],
    [
      'with an id that is none',
      imageWith(shared).replace(image.id, 'ami-1'),
      [
        '3:9 images[0].id: "ami-1" is not a WorkSpaces image id (wsi- and 9 to 63 lower-case letters or digits). Copy the id from the WorkSpaces console, under Images.',
      ],
    ],
    [
      'with a name that is too long',
      imageWith(shared).replace(`id: ${image.id}`, `name: ${'n'.repeat(65)}`),
      [
        `3:11 images[0].name: "${'n'.repeat(65)}" is not the name of an image (1 to 64 characters). Copy the name from the WorkSpaces console, under Images.`,
      ],
    ],
    [
      'with a name that is empty',
      imageWith(shared).replace(`id: ${image.id}`, 'name:'),
      [expect.stringContaining('images[0].name: an empty value is not the name of an image')],
    ],
    [
      'without recipients',
      imageWith(),
      ['3:5 images[0].share-with: is missing. List the accounts that may copy the image.'],
    ],
    [
      'with id and name',
      imageWith('name: golden', shared),
      ['3:5 images[0]: the image has both id and name. Give one of the two.'],
    ],
    [
      'with neither id nor name',
      `version: 1\nimages:\n  - ${shared}\n`,
      ['3:5 images[0]: the image has neither id nor name. Give one of the two.'],
    ],
    [
      'twice by its id',
      twice(`id: ${image.id}`),
      ['4:5 images[1]: the image is at images[0] already. Put all its accounts in one place.'],
    ],
    [
      'twice by its name',
      twice('name: a'),
      ['4:5 images[1]: the image is at images[0] already. Put all its accounts in one place.'],
    ],
  ])('%s', (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected)
  })

  it.each([[[]], [['exclusive: false']]])(
    'that is shared with nobody, and unshared from nobody: %j',
    (lines) => {
      expect(problemsOf(imageWith('share-with: []', ...lines))).toEqual([
        '4:17 images[0].share-with: the list is empty, and without exclusive: true it unshares nobody: every account keeps access. List the accounts that may copy the image; to unshare it from everyone, add exclusive: true.',
      ])
    },
  )

  it('for its exclusive alone, where that is wrong and the list is empty', () => {
    expect(problemsOf(imageWith('share-with: []', 'exclusive: maybe'))).toHaveLength(1)
  })

  it('for its recipients alone, where all of them are wrong', () => {
    expect(problemsOf(imageWith('share-with: [nobody]'))).toHaveLength(1)
  })

  it.each([
    ['""', '""'],
    ['7', '7'],
    ['[x]', 'a list'],
    ['', 'an empty value'],
    ['Ireland', '"Ireland"'],
  ])('with the Region %s', (text, shown) => {
    expect(problemsOf(imageWith(`region: ${text}`, shared))).toEqual([
      `4:13 images[0].region: ${shown} is not the code of a Region. Write a code such as eu-west-1.`,
    ])
  })

  it('without a Region', () => {
    expect(problemsOf(imageWith(shared), { defaultRegion: undefined })).toEqual([
      '3:5 images[0]: the image has no Region. Add region: here, or set the input aws-region.',
    ])
    expect(problemsOf(imageWith('region: eu-west-1', shared), { defaultRegion: undefined })).toEqual([])
  })

  it('of which the Region, the id or the name is wrong, without being called the same as another', () => {
    const noRegion = { defaultRegion: undefined }
    expect(problemsOf(twice('name: golden, region: Ireland'), noRegion)).toEqual([
      '3:29 images[0].region: "Ireland" is not the code of a Region. Write a code such as eu-west-1.',
      '4:29 images[1].region: "Ireland" is not the code of a Region. Write a code such as eu-west-1.',
    ])
    for (const what of [`id: ${image.id}`, 'name: golden']) {
      const missing = 'the image has no Region. Add region: here, or set the input aws-region.'
      expect(problemsOf(twice(what), noRegion)).toEqual([
        `3:5 images[0]: ${missing}`,
        `4:5 images[1]: ${missing}`,
      ])
    }
    for (const key of ['id', 'name']) {
      expect(problemsOf(twice(`${key}: [x]`)).map((one) => one.split(' ')[1])).toEqual([
        `images[0].${key}:`,
        `images[1].${key}:`,
      ])
    }
  })

  it('for everything that is wrong with it at once', () => {
    const text =
      'version: 1\nimages:\n  - { id: x, name: [], region: 7, share-with: 8, exclusive: 9 }\n  - {}\n'
    expect(problemsOf(text, { defaultRegion: undefined }).map((one) => one.split(' ')[1])).toEqual([
      'images[0]:',
      'images[0].id:',
      'images[0].name:',
      'images[0].region:',
      'images[0].share-with:',
      'images[0].exclusive:',
      'images[1]:',
      'images[1]:',
      'images[1].share-with:',
    ])
  })

  it('where it is exclusive and the run is temporary', () => {
    expect(problemsOf(imageWith(shared, 'exclusive: true'), { temporary: true })).toEqual([
      '5:16 images[0].exclusive: this unshares, and temporary only undoes shares. Set temporary: false, or remove this.',
    ])
  })
})
