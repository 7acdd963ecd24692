import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { graphOf } from '../../src/report/graph.ts'
import type { Outcome } from '../../src/sharing/outcome.ts'
import { account, change, describing, image, imageNumber, problem } from '../support/examples.ts'
import { anyResult, done, failed, imageResult, runResult, sharesEnding } from '../support/results.ts'

const shares = (length: number, of = image) =>
  imageResult({
    image: of,
    description: describing(of),
    changes: Array.from({ length }, (_, index) => ({ change: change('share', index, of), outcome: done })),
  })

const named = (name: string) =>
  graphOf(runResult({ images: [{ ...shares(1), description: describing(image, { name }) }] }))

describe('the graph', () => {
  it('draws images, accounts with their names, and what becomes of each change', () => {
    const outcomes: readonly Outcome[] = [
      done,
      failed(),
      { kind: 'not-attempted', because: problem() },
      { kind: 'undone' },
      { kind: 'undo-failed', problem: problem() },
    ]
    const one = sharesEnding(...outcomes)
    const two = imageResult({
      image: imageNumber(2),
      description: describing(imageNumber(2), { name: '' }),
      changes: [{ change: change('unshare', 1, imageNumber(2)), outcome: failed() }],
    })
    const accountNames = new Map([[account(1), 'work "place"']])
    expect(graphOf(runResult({ images: [one, imageResult(), two], accountNames })).split('\n')).toEqual([
      '```mermaid',
      'graph LR',
      '  image0["golden<br>wsi-0123456789abc<br>eu-west-1"]',
      '  image1["wsi-000000002<br>eu-west-1"]',
      '  account0(["work #34;place#34;<br>000000000001"])',
      ...[2, 3, 4, 5].map((number) => `  account${number - 1}(["${account(number)}"])`),
      '  image0 -->|share| account0',
      '  image0 -->|share failed| account1',
      '  image0 -->|share not attempted| account2',
      '  image0 -->|share undone| account3',
      '  image0 -->|share not undone| account4',
      '  image1 -. unshare failed .-x account0',
      '```',
    ])
  })

  it.each<[what: string, images: ReturnType<typeof shares>[], isDrawn: boolean]>([
    ['nothing to change', [imageResult()], false],
    ['as many nodes as it holds', [shares(15)], true],
    ['one node too many', [shares(16)], false],
    ['as many edges as it holds', [1, 2, 3, 4].map((number) => shares(4, imageNumber(number))), true],
    ['one edge too many', [shares(5), ...[1, 2, 3].map((number) => shares(4, imageNumber(number)))], false],
  ])('of %s', (_what, images, isDrawn) => {
    expect(graphOf(runResult({ images })) !== '').toBe(isDrawn)
  })

  it('cuts long names', () => {
    expect(named('n'.repeat(60))).toContain(`["${'n'.repeat(60)}<br>`)
    expect(named('n'.repeat(61))).toContain(`["${'n'.repeat(60)}#8230;<br>`)
  })

  it('leaves ids as they are written, whole or not at all, so that they can be masked', () => {
    expect(named('windows 11 (9999,8888,7777)')).toContain('["windows 11 #40;9999,8888,7777#41;<br>')
    expect(named("9999\u00A08888'7777")).toContain(`["9999 8888'7777<br>`)
    expect(named(`${'n'.repeat(50)} 999988887777`)).toContain(`["${'n'.repeat(50)} #8230;<br>`)
  })

  it('lets no text out of its label', () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        for (const line of graphOf(result).split('\n'))
          expect(line).toMatch(
            /^(?:|```mermaid|```|graph LR| {2}image\d+\["(?:[\p{L}\p{N} ._-]|(?<=\p{Nd})[\p{Pd}\p{Pc},'’·/−．，](?=\p{Nd})|#\d+;|<br>)*"\]| {2}account\d+\(\["\d{12}"\]\)| {2}image\d+ (?:-->\|[a-z ]+\||-\. [a-z ]+ \.-x) account\d+)$/u,
          )
      }),
    )
  })
})
