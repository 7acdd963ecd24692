import { expect, it } from '@jest/globals'
import { isAlias, isScalar, isSeq, parseDocument, visit } from 'yaml'
import { aliasTargets } from '../../../src/input/policy/alias-targets.ts'

/** What each alias of a text stands for, in their order. */
function targets(text: string) {
  const document = parseDocument(text)
  return [...aliasTargets(document).values()].map(({ node, isWithin }) => ({
    value: isScalar(node) ? node.value : isSeq(node) && node.items.length,
    isWithin,
  }))
}

it('an alias stands for the last anchor of its name before it', () => {
  expect(targets('[*a, &a 1, *a, &b 2, *a, &a 3, *a, *b]')).toEqual([
    { value: false, isWithin: false },
    ...[1, 1, 3, 2].map((value) => ({ value, isWithin: false })),
  ])
  expect(targets('{ &a k: *a, x: &a [1, *a, 3] }')).toEqual([
    { value: 'k', isWithin: false },
    { value: 3, isWithin: true },
  ])
})

it('is what the parser takes it for', () => {
  const text = '[&a [&b 1, *b], *a, { &c k: *a, v: &a [*b, &b 2] }, *a, *b, *c ]'
  const document = parseDocument(text)
  const found = aliasTargets(document)
  const all: boolean[] = []
  visit(document, {
    Alias: (_key, alias) => {
      all.push(found.get(alias)?.node === alias.resolve(document))
    },
  })
  expect(all).toEqual([true, true, true, true, true, true, true])
})

it('finds them in one pass, however many there are', () => {
  const reads = [500, 1000].map((count) => {
    const document = parseDocument(`[${'&x 1,'.repeat(count)} ${'*x,'.repeat(count)}]`)
    let tally = 0
    visit(document, {
      Seq: (_key, seq) => {
        seq.items = new Proxy(seq.items, {
          get: (target, key, receiver) => {
            tally += 1
            const value: unknown = Reflect.get(target, key, receiver)
            return value
          },
        })
      },
    })
    const aliases = [...aliasTargets(document).keys()].filter(isAlias)
    expect(aliases).toHaveLength(count)
    return tally
  })
  expect((reads[1] ?? 0) / (reads[0] ?? 1)).toBeLessThan(2.01)
})
