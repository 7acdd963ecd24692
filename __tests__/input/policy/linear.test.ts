import { describe, expect, it } from '@jest/globals'
import { isMap, parseDocument, visit } from 'yaml'
import { aliasProblems } from '../../../src/input/policy/alias-problems.ts'
import { DocumentNodes, type Path } from '../../../src/input/policy/document-nodes.ts'
import { PolicyDocument } from '../../../src/input/policy/policy-document.ts'
import type { PolicyContext } from '../../../src/input/policy/policy-images.ts'
import { readPolicy } from '../../../src/input/policy/read-policy.ts'
import { noteShapeProblems } from '../../../src/input/policy/shape-problems.ts'
import { suggestion, Suggestions } from '../../../src/input/policy/suggestions.ts'
import { image, region } from '../../sharing/examples.ts'

const context: PolicyContext = { defaultRegion: region, today: new Date('2027-03-15'), temporary: false }

/** Counts how often anything is read of a list: that doesn't depend on the machine, as time does. */
class Tally {
  reads = 0

  of<Item>(list: Item[]): Item[] {
    return new Proxy(list, {
      get: (target, key, receiver) => {
        this.reads += 1
        const value: unknown = Reflect.get(target, key, receiver)
        return value
      },
    })
  }
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `name-${index}`)
}

/** Where the accounts stand whose id is no text, for so many accounts, and what it takes to find them. */
function readsToFind(count: number, found: (nodes: DocumentNodes, path: Path) => unknown): number {
  const { contents } = parseDocument(names(count).join(': 1\n'))
  if (!isMap(contents)) throw new Error('The document is no mapping')
  const tally = new Tally()
  contents.items = tally.of(contents.items)
  const nodes = new DocumentNodes(contents)
  for (const name of names(count - 1))
    expect(found(nodes, [name])).toMatchObject({ range: expect.any(Array) })
  return tally.reads
}

/** Counts how often it is asked how something was written. */
class CountingDocument extends PolicyDocument {
  asked = 0

  override sourceOf(path: Path): string | undefined {
    this.asked += 1
    return super.sourceOf(path)
  }
}

describe('to tell what is wrong', () => {
  it.each<[what: string, found: (nodes: DocumentNodes, path: Path) => unknown]>([
    ['values', (nodes, path) => nodes.valueAt(path)],
    ['keys', (nodes, path) => nodes.keyAt(path)],
  ])('goes through a mapping once, however many of its %s are looked for', (_what, found) => {
    const [once, twice] = [readsToFind(500, found), readsToFind(1000, found)]
    expect(once).toBeGreaterThanOrEqual(500)
    expect(twice / once).toBeLessThan(2.01)
  })

  it.each<[what: string, entries: (count: number) => object, each: number]>([
    ['accounts', (count) => ({ accounts: Object.fromEntries(names(count).map((name) => [name, 1])) }), 1],
    ['recipients', (count) => ({ images: [{ id: image.id, 'share-with': names(count).map(() => 1) }] }), 1],
    [
      'recipients that are mappings',
      (count) => ({
        images: [{ id: image.id, 'share-with': names(count).map(() => ({ account: 1, till: 1 })) }],
      }),
      2,
    ],
    ['images', (count) => ({ images: names(count).map((id) => ({ id, 'share-with': 1, a: 1, b: 1 })) }), 4],
  ])('asks nothing of what nobody will read: too many bad %s', (_what, entries, each) => {
    const text = JSON.stringify({
      version: 1,
      images: [{ id: image.id, 'share-with': [] }],
      ...entries(1500),
    })
    const document = new CountingDocument(text, 'policy.yml')
    noteShapeProblems(document.toValue(), document)
    expect(document.asked).toBeLessThanOrEqual(1000)
    expect(document.problems.at(-1)?.message).toBe(
      `${1500 * each - 1000} more problems of this file are left out.`,
    )
  })
})

it('aliases within aliases are gone through once', () => {
  const reads = [500, 1000].map((count) => {
    const tally = new Tally()
    const text = `[&x 1, [${'2,'.repeat(count)}], &all [${'*x,'.repeat(count)}], *all]`
    const document = parseDocument(text)
    visit(document, {
      Seq: (_, seq) => {
        seq.items = tally.of(seq.items)
      },
    })
    expect(aliasProblems(document)).toEqual([])
    return tally.reads
  })
  expect((reads[1] ?? 0) / (reads[0] ?? 0)).toBeLessThan(2.01)
})

it('a long key that many aliases repeat is told of in few words', () => {
  const key = 'k'.repeat(50_000)
  const text = `version: 1\nimages: [&i { ${key}: 1 }, ${'*i,'.repeat(1500)}]\n`
  const reading = readPolicy(text, 'policy.yml', context)
  const problems = reading.kind === 'refused' ? reading.problems : []
  expect(problems).toHaveLength(1001)
  expect(Math.max(...problems.map(({ message }) => message.length))).toBeLessThan(250)
})

it('a long number is told of in few words', () => {
  const text = `version: 1\nimages: [{ id: ${image.id}, share-with: [${'1'.repeat(50_000)}] }]\n`
  expect(readPolicy(text, 'policy.yml', context)).toMatchObject({
    problems: [{ message: expect.stringContaining(`: ${'1'.repeat(80)}… is a number`) }],
  })
})

describe('a suggestion', () => {
  const known = names(200)

  it('is made for what is nearly right', () => {
    expect(suggestion('nam-7', known)).toBe('Did you mean name-7?')
    expect(suggestion('something else', known)).toBeUndefined()
    expect(suggestion('x', [])).toBeUndefined()
  })

  it('is made for texts as long as a name, and for no others', () => {
    const longest = 'n'.repeat(64)
    expect(suggestion(longest, [longest.slice(1)])).toBe(`Did you mean ${longest.slice(1)}?`)
    const tally = new Tally()
    expect(suggestion(`${longest}n`, tally.of([longest]))).toBeUndefined()
    expect(tally.reads).toBeLessThanOrEqual(1)
  })

  it('is made for the first few texts, and always the same', () => {
    const some = new Suggestions(known)
    const made = names(30).map((name) => some.for(`${name}x`))
    expect(made.filter((one) => one !== undefined)).toEqual(names(20).map((name) => `Did you mean ${name}?`))
    expect(names(30).map((name) => some.for(`${name}x`))).toEqual(made)
  })

  it('is made for twenty unknown names of a policy, under however many images', () => {
    const unknown = names(30).map((name) => `${name}x`)
    const text = JSON.stringify({
      version: 1,
      accounts: Object.fromEntries(names(30).map((name, index) => [name, String(index).padStart(12, '0')])),
      images: ['a', 'b'].map((name) => ({ name, 'share-with': unknown })),
    })
    const reading = readPolicy(text, 'policy.yml', context)
    const remedies = reading.kind === 'refused' ? reading.problems.map(({ remedy }) => remedy) : []
    expect(remedies).toHaveLength(60)
    expect(remedies.filter((remedy) => remedy.startsWith('Did you mean'))).toHaveLength(40)
  })
})
