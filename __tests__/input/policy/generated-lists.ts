import * as fc from 'fast-check'

// What may stand before a list of images: also what only looks like its beginning.
const beginnings = [
  '',
  'version: 1\n',
  'version: 1\naccounts: {}\n',
  '# images:\n',
  'x: |\n images:\n',
  'x: |1\n  - y\n',
  'x: "a\n',
  "x: 'images:\n",
  'x: [\n',
  'x:\n',
  'x: a\n',
  '? ',
  '%YAML 1.1\n---\n',
  '%TAG ! tag:x,2000:\n---\n',
  '---\n',
  '\uFEFF',
  '\uFEFF%YAML 1.1\n',
  '\u0085',
  '\t',
]

const keys = [
  'images:\n',
  'images: # many\n',
  'images:  \n',
  'images:\t\n',
  'images:\n# c\n\n  #c\n',
  'images: # \u2028images:\n',
  'images: !!seq\n',
  'images: &all\n',
  'images: [\n',
  'images: "\n',
  'images: |\n',
  'images :\n',
  ' images:\n',
  '"images":\n',
  '? images\n:\n',
  'images\n:\n',
]

// What only looks like the beginning of a list: in a text, in a comment, behind a character that ends a line or not.
const decoys = ['\r', '\u0085', '\u2028', '\u2029', '\v', '\n'].flatMap((end) => [
  `"images":\n  - share-with: []\n    name: |\n     golden${end}images:\n`,
  `"images":\n- share-with: []\n  name: >-\n    golden${end}images:\n`,
  `"images":\n  - id: z\n    share-with: # ${end}images:\n`,
  `"images":\n- id: z\n  share-with: # ${end}images:\n`,
  `x: "${end}images:\n`,
  `x: '\n  ${end}images: #'\n`,
])

// Lines between and within images, behind so many spaces as the list has: where an image begins is for YAML to say, not
// for the lines.
const lines = [
  '·- id: a\n',
  '·- id: b\n·  share-with: [x,\n·    y]\n',
  '·- {"id":c}\n',
  '·- { id: d,\n',
  '·  name: e }\n',
  '·- id: "f\n',
  "·- id: 'g\n",
  '·  h"\n',
  'h"\n',
  "·  h'\n",
  '·- name: |\n',
  '·  name: >-\n',
  '·  name:\n#c\n·    text\n',
  '·  share-with:\n·#c\n·    - text\n',
  '·  share-with:\n·  #c\n·    - text\n',
  '·  name: |1\n',
  '·  name: |+\n',
  '·  name:\n',
  '·    text\n',
  '·     more\n',
  'text\n',
  '·  share-with: [x,\n',
  '·    y]\n',
  '·  share-with:\n',
  '·  - x\n',
  '·    - x\n',
  '·  - account: x\n',
  '·-\n',
  '·-\n·   id: j\n',
  '·- - k\n',
  '·-l\n',
  '·- ? m\n',
  '·  : n\n',
  '· - o\n',
  '- p\n',
  '·\t- q\n',
  '·-\tid: r\n',
  '·\u00a0- s\n',
  '\u2028·- id: t\n',
  '·- id: u\r',
  '·- id: v\u0085',
  '·- id: w # x\r·- id: x\n',
  '·- !!map { id: y }\n',
  '·- &z id: z\n',
  '·- *z\n',
  '#c\n',
  '# c\n',
  '·#c\n',
  '·# c\n',
  '·  #c\n',
  '\n',
  '·\n',
  '       \n',
  '}\n',
  ']\n',
  '---\n',
  '...\n',
]

const endings = [
  '',
  '\n',
  '# the end',
  'version: 1\n',
  'x: 1\n',
  'x\n',
  'x :\n y\n',
  'x: "\n',
  ' x: 1\n',
  '  more\n',
  '"\n',
  "'\n",
  ']\n',
  '}\n',
  '- id: last\n',
  'images: []\n',
  '"images": []\n',
  '...\n',
  '---\n',
  '? x\n',
  '\t\n',
]

function mostly(ordinary: string, others: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant(ordinary) }, fc.constantFrom(...others))
}

/** Texts with a long list of images, or what looks like one, in which lines and YAML may disagree. */
export const doubtfulLists: fc.Arbitrary<string> = fc
  .record({
    head: fc.oneof(
      { weight: 4, arbitrary: fc.tuple(mostly('version: 1\n', beginnings), mostly('images:\n', keys)) },
      fc.tuple(fc.constantFrom('version: 1\n', ''), fc.constantFrom(...decoys)),
    ),
    indent: fc.constantFrom('', '', ' ', '  ', '  ', '     '),
    odd: fc.array(
      fc.record({
        at: fc.nat(22),
        these: fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 4 }),
      }),
      { maxLength: 3 },
    ),
    style: fc.constantFrom(
      '·- id: z\n',
      '·- id: z\n·  share-with: [a, "b"]\n',
      '·- {"id":z}\n',
      '·-\n·  id: z\n',
    ),
    ending: mostly('', endings),
    edit: fc.option(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(3) }), {
      freq: 1,
    }),
    hasCarriageReturns: fc.boolean(),
  })
  .map(({ head, indent, odd, style, ending, edit, hasCarriageReturns }) => {
    const blocks: string[] = Array.from({ length: 22 }, () => style)
    for (const { at, these } of odd) blocks.splice(at, 0, ...these)
    const list = blocks.join('').replaceAll('·', indent)
    const text = head.join('') + list + ending
    const at = Math.floor((edit?.at ?? 0) * text.length)
    const edited = text.slice(0, at) + text.slice(at + (edit?.removed ?? 0))
    return hasCarriageReturns ? edited.replaceAll('\n', '\r\n') : edited
  })
