import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { commentOf, summaryOf } from '../../src/report/summary.ts'
import { troubleshootingLink } from '../../src/report/troubleshooting.ts'
import { resultWithoutPlan, type RunResult } from '../../src/sharing/result.ts'
import { account, accounts, change, describing, image, imageNumber, problem } from '../support/examples.ts'
import {
  anyResult,
  done,
  failed,
  imageResult,
  runResult,
  samplePlanId,
  sharesEnding,
} from '../support/results.ts'

const most = 1_048_576
const numbers = (length: number) => Array.from({ length }, (_, index) => index)

const swap = (shares: number, unshares: number) =>
  imageResult({
    changes: [
      ...numbers(shares).map((number) => ({ change: change('share', number), outcome: done })),
      ...numbers(unshares).map((number) => ({ change: change('unshare', 500 + number), outcome: done })),
    ],
  })

describe('the summary', () => {
  it('of a run that went well', () => {
    const one = imageResult({
      changes: [
        { change: change('share', 1), outcome: done },
        { change: change('unshare', 2), outcome: done },
      ],
      unchanged: accounts(3),
      recipients: accounts(1, 3),
    })
    expect(summaryOf(runResult({ images: [one] }))).toBe(
      [
        '## ✅ Done and verified: 1 share and 1 unshare made, 1 permission already as wanted.',
        [
          '```mermaid',
          'graph LR',
          '  image0["golden<br>wsi-0123456789abc<br>eu-west-1"]',
          '  account0(["000000000001"])',
          '  account1(["000000000002"])',
          '  image0 -->|share| account0',
          '  image0 -. unshare .-x account1',
          '```',
        ].join('\n'),
        '### golden',
        '[`wsi-0123456789abc`](https://console.aws.amazon.com/workspaces/v2/images/wsi-0123456789abc?region=eu-west-1) in `eu-west-1`, AVAILABLE',
        [
          '| Account | Change | Result |',
          '|---|---|---|',
          '| `000000000002` | unshare | ✅ unshared |',
          '| `000000000001` | share | ✅ shared |',
          '| `000000000003` | – | already as wanted |',
        ].join('\n'),
        'Apart from its owner, 2 accounts can copy this image now: `000000000001`, `000000000003`',
        'Unsharing stops new copies. Copies that were made already stay with those who made them.',
        `Plan \`${samplePlanId}\`\n`,
      ].join('\n\n'),
    )
  })

  it('of a run that failed before there was a plan', () => {
    const problems = [
      problem({ reason: 'invalid-input', message: 'a: is empty.', remedy: 'Give a.' }),
      problem({ reason: 'invalid-input', message: 'b: is | empty.', remedy: 'Give b.' }),
      problem({ reason: 'invalid-input', message: 'c: is empty.', remedy: 'Give a.' }),
    ]
    expect(summaryOf(resultWithoutPlan(undefined, problems, ['Mind <this>.']))).toBe(
      [
        '## ❌ The inputs have mistakes. Nothing was written.',
        '### The inputs have mistakes',
        '- a: is empty. **Give a.**\n- b: is &#124; empty. **Give b.**\n- c: is empty. **Give a.**',
        `[More about \`invalid-input\`](${troubleshootingLink('invalid-input')})`,
        '> ⚠️ Mind &#60;this&#62;.\n',
      ].join('\n\n'),
    )
  })

  it.each([
    [{ name: 'X' }, '<br>AWS: `X`'],
    [{ name: 'X', requestId: 'r-1' }, '<br>AWS: `X`, request id `r-1`'],
    [{ name: 'X', message: 'no *way*' }, '<br>AWS: `X` “no \\*way\\*”'],
    [{ name: 'X', message: 'no', requestId: 'r-1' }, '<br>AWS: `X` “no”, request id `r-1`'],
  ])('says what AWS said: %j', (aws, note) => {
    expect(summaryOf(runResult({ problems: [problem({ aws })] }))).toContain(`- It was denied.${note}\n`)
  })

  it.each([
    ['share', { kind: 'planned' }, 'would be shared'],
    ['unshare', { kind: 'planned' }, 'would be unshared'],
    ['share', done, '✅ shared'],
    ['unshare', done, '✅ unshared'],
    [
      'share',
      { kind: 'done', despite: problem() },
      '✅ shared (the call ended in an error, but reading back shows that it took effect)',
    ],
    ['share', { kind: 'undone' }, '↩️ shared, then undone because something else failed'],
    ['unshare', { kind: 'undone' }, '↩️ unshared, then undone because something else failed'],
    [
      'share',
      { kind: 'undo-failed', problem: problem() },
      '❌ shared, and could not be undone: An AWS permission is missing',
    ],
    ['share', { kind: 'unchanged' }, 'as wanted, shared by someone else meanwhile'],
    ['unshare', { kind: 'unchanged' }, 'as wanted, there was nothing left to unshare'],
    ['share', failed(), '❌ An AWS permission is missing'],
    [
      'share',
      { kind: 'not-attempted', because: problem({ reason: 'cancelled' }) },
      '❌ not attempted: Cancelled before everything was done',
    ],
    [
      'share',
      { kind: 'not-attempted', because: problem({ reason: 'cancelled' }), isHeld: true },
      '❌ not attempted: Cancelled before everything was done',
    ],
    [
      'share',
      { kind: 'not-attempted', because: problem({ reason: 'unreachable' }), isHeld: true },
      '❌ not attempted: the plan was refused',
    ],
    [
      'share',
      { kind: 'not-attempted', because: problem({ reason: 'unreachable' }) },
      '❌ not attempted: AWS could not be reached',
    ],
  ] as const)('says of a %s that is %j: %s', (kind, outcome, text) => {
    const one = imageResult({ changes: [{ change: change(kind, 1), outcome }] })
    expect(summaryOf(runResult({ images: [one] }))).toContain(`| \`000000000001\` | ${kind} | ${text} |`)
  })

  it.each<[what: string, recipients: ReturnType<typeof accounts> | undefined, text: string]>([
    ['nobody', [], 'Apart from its owner, no account can copy this image now.'],
    ['one', accounts(1), 'Apart from its owner, 1 account can copy this image now: `000000000001`'],
    ['nobody knows', undefined, 'Who can copy this image now could not be read.'],
  ])('says who can copy the image: %s', (_what, recipients, text) => {
    expect(summaryOf(runResult({ images: [imageResult({ recipients })] }))).toContain(`\n\n${text}\n\n`)
  })

  it('names an image without a name by its id, and no table without rows', () => {
    const summary = summaryOf(
      runResult({ images: [imageResult({ description: describing(image, { name: '' }) })] }),
    )
    expect(summary).toContain('### wsi-0123456789abc\n')
    expect(summary).not.toContain('| Account |')
  })

  it('stands one remedy for all below', () => {
    const where = { file: 'a_policy.yml', line: 3, column: 5 }
    const problems = [problem({ message: 'One.', where }), problem({ message: 'Two.' })]
    expect(summaryOf(runResult({ problems, images: [] }))).toContain(
      '- a_policy.yml:&#8203;3:&#8203;5: One.\n- Two.\n\n**What to do:** Allow it.\n',
    )
  })

  it('says once what is alike, at its place, and shows what to write', () => {
    const example = '{ "a": "```" }'
    expect(summaryOf(runResult({ problems: [problem({ example })], images: [] }))).toContain(
      '**What to do:** Allow it.\n\n````json\n{ "a": "```" }\n````\n\n[More about `access-denied`](',
    )
  })

  it('folds long lists', () => {
    const few = {
      ...sharesEnding(done),
      unchanged: numbers(11).map(account),
      recipients: numbers(11).map(account),
    }
    expect(summaryOf(runResult({ images: [{ ...few, unchanged: numbers(10).map(account) }] }))).not.toContain(
      '<details>',
    )
    const many = { ...few, unchanged: numbers(12).map(account), recipients: numbers(12).map(account) }
    const summary = summaryOf(runResult({ images: [many] }))
    expect(summary).toContain(
      '\n\n<details><summary>12 permissions already as wanted</summary>\n\n| Account |',
    )
    expect(summary).toContain(
      '<details><summary>Apart from its owner, 12 accounts can copy this image now</summary>',
    )
    expect(summary).toContain('| `000000000001` | share | ✅ shared |\n\n<details>')
    const mixed = { ...few, unchanged: numbers(11).map(account) }
    expect(summaryOf(runResult({ images: [mixed] }))).toContain(
      '<details><summary>1 share, 11 permissions already as wanted</summary>',
    )
  })

  const head = '| Account | Change | Result |\n|---|---|---|'

  it('keeps a stranger among three hundred out of the fold, and first', () => {
    const summary = summaryOf(runResult({ images: [swap(300, 1)] }))
    expect(summary).toContain(
      `AVAILABLE\n\n${head}\n| \`000000000500\` | unshare | ✅ unshared |\n\n<details><summary>300 shares, 1 unshare (above), 0 permissions already as wanted</summary>\n\n${head}\n| \`000000000000\` | share |`,
    )
  })

  it('folds unshares too where they are very many, and those alone where nothing else is left', () => {
    const summary = summaryOf(runResult({ images: [swap(0, 60)] }))
    expect(summary).toContain(
      `| \`000000000549\` | unshare | ✅ unshared |\n\n<details><summary>60 unshares (50 of them above), 0 permissions already as wanted</summary>\n\n${head}\n| \`000000000550\` | unshare |`,
    )
    expect(summaryOf(runResult({ images: [swap(0, 20)] }))).not.toContain('<details>')
  })

  it.each([
    ['apply', done, "The job's end unshares this share"],
    ['plan', { kind: 'planned' }, "The job's end would unshare this share"],
  ] as const)('says with mode %s that a temporary share ends with the job', (mode, outcome, text) => {
    const result = runResult({ mode, images: [sharesEnding(outcome)], temporary: true })
    expect(summaryOf(result)).toContain(`\n\n⏳ ${text} (\`temporary: true\`).\n\n`)
    expect(summaryOf({ ...result, temporary: false })).not.toContain('⏳')
  })

  it('counts temporary shares, and says nothing of them where none was made', () => {
    const two = runResult({ images: [sharesEnding(done, done)], temporary: true })
    expect(summaryOf(two)).toContain("The job's end unshares these 2 shares")
    expect(summaryOf(runResult({ images: [sharesEnding(failed())], temporary: true }))).not.toContain('⏳')
  })

  it('names accounts as people do, and says when shares end', () => {
    const accountNames = new Map([[account(1), 'work | place']])
    const timeBoxes = new Map([[account(1), { until: '2027-03-31', daysLeft: 9, hasEnded: false }]])
    const one = { ...sharesEnding(done), recipients: accounts(1, 2), timeBoxes }
    const summary = summaryOf(runResult({ images: [one], accountNames }))
    expect(summary).toContain('| `000000000001` work &#124; place | share, until 2027-03-31 | ✅ shared |')
    expect(summary).toContain('can copy this image now: `000000000001` work &#124; place, `000000000002`\n')
  })

  it('says what stays with whom after a share was taken back', () => {
    expect(summaryOf(runResult({ images: [sharesEnding({ kind: 'undone' })] }))).toContain(
      '\n\nCopies that were made before a share was undone stay with those who made them.\n\n',
    )
  })

  it('has no note on unsharing where nothing is unshared, and no plan where there is none', () => {
    const summary = summaryOf(runResult({ images: [sharesEnding(done)], planId: undefined }))
    expect(summary).not.toContain('Unsharing')
    expect(summary).not.toContain('Plan')
  })

  it('lets no foreign text out of its place', () => {
    const name = '# x\n| @octocat <img>'
    const summary = summaryOf(
      runResult({ images: [imageResult({ description: describing(image, { name }) })] }),
    )
    expect(summary).toContain('### &#8203;# x &#124; @&#8203;octocat &#60;img&#62;\n')
  })
})

const shared = (length: number, of = image) =>
  imageResult({
    image: of,
    changes: numbers(length).map((number) => ({ change: change('share', number, of), outcome: done })),
    recipients: numbers(length).map(account),
  })

describe('a summary that would be too long', () => {
  it('shows ten thousand accounts in full', () => {
    const summary = summaryOf(runResult({ images: [shared(10_000)] }))
    expect(summary).toContain('`000000009999` | share')
    expect(summary).not.toContain('left out')
  })

  it('is cut with a count of what is left out', () => {
    const summary = summaryOf(runResult({ images: [shared(20_000)] }))
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(most)
    expect(summary).toContain('… and 18000 more rows left out.')
    expect(summary).toContain(
      '<details><summary>Apart from its owner, 20000 accounts can copy this image now</summary>\n\n`000000000000`,',
    )
    expect(summary).toContain('`000000001999` … and 18000 more accounts left out.\n\n</details>\n')
  })

  it('counts one that is left out in the singular', () => {
    const summary = summaryOf(runResult({ images: [shared(20_000), shared(2001, imageNumber(1))] }))
    expect(summary).toContain('… and 1 more row left out.\n')
    expect(summary).toContain('… and 1 more account left out.\n')
  })

  // Work rather than waiting: a busy machine takes a minute for it.
  it('loses its images at last, with a count, and never its verdict', () => {
    const images = numbers(6000).map((number) => shared(1, imageNumber(number)))
    const summary = summaryOf(runResult({ images, problems: [problem()] }))
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(most)
    expect(summary).toContain('- It was denied.')
    expect(summary).toContain('\n\n6000 images left out; the output result has more.\n\n')
  }, 300_000)

  const aws = { name: 'AccessDeniedException', requestId: 'r'.repeat(36), message: 'x'.repeat(150) }
  const failures = (length: number, message: (number: number) => string) =>
    runResult({
      images: [
        sharesEnding(
          ...numbers(length).map((number) =>
            failed({ message: message(number), aws, image, account: account(number) }),
          ),
        ),
      ],
    })

  it('tells failures more shortly before any of them is left out', () => {
    const summary = summaryOf(failures(10_000, (number) => `Number ${number}: ${'m'.repeat(150)}`))
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(most)
    expect(summary).toContain('- Number 0: ')
    expect(summary).toContain(
      `\n- and likewise \`wsi-0123456789abc\`: \`000000000001\` (\`${aws.requestId}\`), \`000000000002\` (`,
    )
    expect(summary).toContain('`000000009999`')
    expect(summary).not.toContain('Number 1:')
    expect(summary).toContain('**What to do:** Allow it.')
  })

  // Work rather than waiting: a busy machine takes a minute for it.
  it('cuts failures where nothing else is left to cut', () => {
    const summary = summaryOf(failures(80_000, (number) => `Number ${number}.`))
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(most)
    expect(summary).toContain('`000000001999`')
    expect(summary).not.toContain('`000000002000`')
    expect(summary).toContain('\n\n… and 78000 more failures like these; the log has more.\n\n')
  }, 300_000)

  it('counts warnings that are left out', () => {
    const warnings = numbers(3000).map((number) => `Number ${number}: ${'w'.repeat(400)}`)
    const summary = summaryOf(runResult({ warnings }))
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(most)
    expect(summary).toContain('\n\n> ⚠️ … and 1000 more warnings.\n\n')
  })

  it.each<[what: string, result: RunResult]>([
    ['message', runResult({ problems: [problem({ message: '😀'.repeat(300_000) })] })],
    ['remedy', runResult({ problems: [problem({ remedy: '|'.repeat(200_000) })] })],
  ])('is the verdict alone where a single %s has no end', (_what, result) => {
    expect(summaryOf(result)).toBe('## ❌ An AWS permission is missing. Nothing was written.\n')
  })

  it('is shorter still as a comment', () => {
    expect(commentOf(runResult())).toBe(summaryOf(runResult()))
    const comment = commentOf(runResult({ images: [shared(3000)] }))
    expect(comment).toContain('… and 2500 more rows left out.')
    expect(comment.length).toBeLessThanOrEqual(65_536)
  })

  it('is never refused by the runner, for any result', () => {
    fc.assert(
      fc.property(anyResult, (result) => {
        expect(Buffer.byteLength(summaryOf(result))).toBeLessThanOrEqual(most)
      }),
    )
  })
})
