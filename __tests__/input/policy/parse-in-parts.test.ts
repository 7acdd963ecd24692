import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { isMap, isSeq, parseDocument } from 'yaml'
import { readInParts, yamlOptions } from '../../../src/input/policy/parse-in-parts.ts'
import type { PolicyContext } from '../../../src/input/policy/policy-images.ts'
import { readPolicy } from '../../../src/input/policy/read-policy.ts'
import { brokenYaml } from '../../../src/input/policy/yaml-problems.ts'
import { region } from '../../sharing/examples.ts'
import { doubtfulLists } from './generated-lists.ts'

const context: PolicyContext = { defaultRegion: region, today: new Date('2027-03-15'), temporary: false }

/** So many images, each a block of two lines behind so many spaces. */
function images(indent = '  ', count = 22): string {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index).padStart(9, '0')
    return `${indent}- id: wsi-${number}\n${indent}  share-with: ["999${number}"]\n`
  }).join('')
}
const last = 'wsi-000000021\n'

/** What the text says as a whole, with everything that is wrong with it. */
function asWhole(text: string): object {
  const whole = parseDocument(text, yamlOptions)
  const list = whole.get('images', true)
  const imageOffsets = (isSeq(list) ? list.items : []).map((image) => isMap(image) && image.range?.[0])
  const value: unknown = whole.toJS()
  return { problems: brokenYaml(whole), value, imageOffsets }
}

describe('a long list of images', () => {
  it.each<[what: string, text: string]>([
    ['as it is written mostly', `version: 1\nimages:\n${images()}`],
    ['with nothing before its dashes', `version: 1\nimages:\n${images('')}accounts: {}\n`],
    ['at the beginning', `images: # many\n\n${images('     ')}\n# the end\nversion: 1\n`],
    ['without a line end at its end', `version: 1\nimages:\n${images().trimEnd()}`],
    ['with the line ends of Windows', `version: 1\nimages:\n${images()}`.replaceAll('\n', '\r\n')],
    [
      'with comments between its images',
      `images:\n${images().replaceAll('  - id', '# one\n#two\n\n  #three\n  - id')}`,
    ],
    [
      'with comments in its images',
      `images:\n${images().replaceAll('    share', '   #one\n    # two\n\n    share')}`,
    ],
    ['with dashes on lines of their own', `images:\n${images().replaceAll('- id', '-\n    id')}`],
    ['with images in braces', `images:\n${'  - { id: a,\n      share-with: [] }\n'.repeat(22)}`],
    ['with texts in several lines', `images:\n${images().replaceAll('"999', '"\n     999')}`],
  ])('is read in parts %s', (_what, text) => {
    expect({ problems: [], ...readInParts(text) }).toEqual(asWhole(text))
  })

  const decoy = '"images":\n  - share-with: []\n    name: |\n     golden'

  it.each<[what: string, text: string]>([
    ['that is part of a text, behind a line separator', `${decoy}\u2028images:\n${images('     ')}`],
    ['that is part of a text, behind a paragraph separator', `${decoy}\u2029images:\n${images('     ')}`],
    ['that is part of a text, behind a carriage return', `${decoy}\rimages:\n${images('     ')}`],
    [
      'that begins in a comment',
      `"images":\n  - id: z\n    share-with: # \u2028images:\n${images('      ')}`,
    ],
    [
      'that begins in a comment, by a carriage return',
      `"images":\n- id: z\n  share-with: #\rimages:\n${images()}`,
    ],
    ['of which the key stands in quotes', `"images":\n${images()}`],
    ['of which the key stands before a space', `images :\n${images()}`],
    ['that stands below another key', `x:\n  images:\n${images('    ')}`],
    ['behind a tab', `images:\t\n${images()}`],
    ['behind a byte order mark', `\uFEFFimages:\n${images()}`],
    ['behind a directive', `%YAML 1.1\n---\nimages:\n${images()}`],
    ['that ends by a marker', `images:\n${images()}...\n`],
    ['with a tag', `images:\n${images().replace(last, '!!str a\n')}`],
    ['with an alias', `images:\n${images().replace('id: wsi-000000000', '&a id: a').replace(last, '*a\n')}`],
    ['with a text in lines of their own', `images:\n${images().replace(last, '|2\n       a\n')}`],
    ['with a folded text', `images:\n${images().replace(last, '>-\n      a\n')}`],
    ['with a question mark for a key', `images:\n${images().replace('id: wsi-000000000', '? id\n    : a')}`],
    ['with an image that is none', `images:\n${images()}  - a\n`],
    ['with a list in the list', `images:\n${images()}  - - id: a\n`],
    ['with a dash too far to the left', `images:\n${images()} - id: a\n`],
    ['with a dash at the edge', `images:\n${images()}- id: a\n`],
    ['with a dash before no space', `images:\n${images()}  -id: a\n`],
    ['with more behind it', `images:\n${images()}more\n`],
    ['of which the last image is not at its end', `images:\n${images()}    name: "\n  "\n  - id: "\n`],
    [
      // The parser takes the next image for more of the text, for the comment has nothing before it.
      'with a comment at the edge before a text',
      `images:\n  - id: a\n    name:\n#c\n      text\n${'  - {"id":b}\n'.repeat(22)}`,
    ],
    [
      'with a comment below the dash before a text',
      `images:\n  - id: a\n    name:\n  #c\n      text\n${'  - {"id":b}\n'.repeat(22)}`,
    ],
    ['twice', `images:\n${images()}images:\n${images()}`],
    ['of few images', `images:\n${images('  ', 19)}`],
    ['without images', 'images:\n# none\n'],
  ])('is read as a whole: one %s', (_what, text) => {
    expect(readInParts(text)).toBeUndefined()
  })

  // Work rather than waiting: a busy machine takes a minute for it.
  it('is never read in parts but as it is read as a whole', () => {
    let inParts = 0
    fc.assert(
      fc.property(doubtfulLists, (text) => {
        const parts = readInParts(text)
        if (parts === undefined) return
        inParts += 1
        expect({ problems: [], ...parts }).toEqual(asWhole(text))
      }),
      { numRuns: 2000 },
    )
    expect(inParts).toBeGreaterThan(50)
  }, 300_000)

  it('shares with nobody whom YAML doesn’t name', () => {
    const reading = readPolicy(`version: 1\n${decoy}\u2028images:\n${images('     ')}`, 'policy.yml', context)
    const wanted = reading.kind === 'sound' ? reading.wants.images : []
    expect(wanted).toMatchObject([{ name: expect.stringContaining('golden\u2028images:'), share: [] }])
  })
})
