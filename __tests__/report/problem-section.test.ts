import { describe, expect, it } from '@jest/globals'
import { problemSection, type Detail } from '../../src/report/problem-section.ts'
import type { Problem } from '../../src/sharing/problem.ts'
import { account, image, imageNumber, problem } from '../support/examples.ts'

const requested = (number: number) => ({ aws: { name: 'X', requestId: `r-${number}` } })
const first = problem({ message: 'First.', image, account: account(1), ...requested(1) })
const others: readonly Problem[] = [
  problem({ image, account: account(2), ...requested(2) }),
  problem({ image: imageNumber(3), account: account(2), aws: { name: 'X' } }),
  problem({ image, account: account(3) }),
  problem({ image, ...requested(5) }),
  problem({ message: 'Somewhere else.', where: { file: 'policy.yml', line: 3, column: 5 } }),
]

/** The lines that list problems. */
function listed(detail: Detail, problems: readonly Problem[] = [first, ...others]): readonly string[] {
  return problemSection({ first, problems }, detail)
    .split('\n')
    .filter((line) => /^[-…]/.test(line))
}

describe('problems of one kind', () => {
  it('are told one by one', () => {
    expect(listed({ kind: 'full' })).toHaveLength(6)
  })

  it('are told by image and account where there are many, with AWS’s request ids', () => {
    expect(listed({ kind: 'compact' })).toEqual([
      '- First.<br>AWS: `X`, request id `r-1`',
      '- and likewise `wsi-0123456789abc`: `000000000002` (`r-2`), `000000000003`',
      '- and likewise `wsi-000000003`: `000000000002`',
      '- and likewise: `wsi-0123456789abc` (`r-5`), policy.yml:&#8203;3:&#8203;5: Somewhere else.',
    ])
  })

  it('are told without request ids where there are more', () => {
    expect(listed({ kind: 'brief' })[1]).toBe(
      '- and likewise `wsi-0123456789abc`: `000000000002`, `000000000003`',
    )
  })

  it('are cut with a count at last', () => {
    expect(listed({ kind: 'cut', most: 2 })).toEqual([
      '- First.<br>AWS: `X`, request id `r-1`',
      '- and likewise `wsi-0123456789abc`: `000000000002`',
      '… and 4 more failures like these; the log has more.',
    ])
    expect(listed({ kind: 'cut', most: 1 })).toEqual([
      '- First.<br>AWS: `X`, request id `r-1`',
      '… and 5 more failures like these; the log has more.',
    ])
  })

  it('are told one by one where each has a remedy of its own, or there is but one', () => {
    const different = [first, problem({ message: 'Second.', remedy: 'Other.' })]
    expect(listed({ kind: 'compact' }, different)[1]).toBe('- Second. **Other.**')
    expect(listed({ kind: 'brief' }, [first])).toHaveLength(1)
  })

  it('lead to more about them', () => {
    expect(problemSection({ first, problems: [first] }, { kind: 'full' })).toMatch(
      /\n\n\[More about `access-denied`\]\(https:\/\/github\.com\/.*\/docs\/troubleshooting\.md#access-denied\)$/,
    )
  })
})
