import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { annotationsOf } from '../src/report/annotations.ts'
import { summaryOf } from '../src/report/summary.ts'
import { titles } from '../src/report/titles.ts'
import { troubleshootingLink } from '../src/report/troubleshooting.ts'
import { failureReasons } from '../src/sharing/problem.ts'
import { repository, version } from '../src/version.ts'
import { runResult } from './support/results.ts'
import { problem } from './support/examples.ts'

const page = readFileSync('docs/troubleshooting.md', 'utf8')
const [, ...parts] = page.split(/^## /m)
const sections = new Map(
  parts.map((part): [string, string] => {
    const end = part.indexOf('\n')
    return [part.slice(0, end), part.slice(end)]
  }),
)

/** Everything the source says in literals, in one line. */
const spoken = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join('src', path), 'utf8'))
  .join('\n')
  .replaceAll(String.raw`\'`, "'")

/** What stands between the parts that differ from run to run, as far as it is long enough to be looked for. */
function fragments(sentence: string): readonly string[] {
  return sentence
    .split(/…|"[^"]*"|images\[\d\]\S*|\b\d+\b/)
    .map((fragment) => fragment.trim().replace(/^(?:[):;,.]+\s*|Could not )+|[.:]+$/g, ''))
    .filter((fragment) => fragment.length >= 12)
}

/** The sentences a section quotes. */
function quoted(section: string): readonly string[] {
  const list = /^You see[^\n]*:\n\n(?<list>(?:- .*\n)+)/m.exec(section)?.groups?.['list'] ?? ''
  return list
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(2))
}

describe('docs/troubleshooting.md', () => {
  it('has a section for every failure reason, in the order of the code, and lists them', () => {
    expect([...sections.keys()].slice(0, failureReasons.length)).toEqual([...failureReasons])
    for (const reason of failureReasons) expect(page).toContain(`- [\`${reason}\`](#${reason})\n`)
  })

  it.each(failureReasons)('says of %s what it means, what people see and what to do', (reason) => {
    const section = sections.get(reason) ?? ''
    expect(section).toContain(`\n\n**${titles[reason]}.** `)
    expect(section).toMatch(/^What to do/m)
    expect(quoted(section).length).toBeGreaterThan(0)
  })

  it.each([...sections].flatMap(([name, section]) => quoted(section).map((one) => [name, one] as const)))(
    'quotes for %s what the action says: %s',
    (_reason, sentence) => {
      for (const fragment of fragments(sentence)) {
        // Sentences are put together from clauses: each clause stands in the source.
        const clauses = fragment.split(/: |, (?=an AWS)/).filter((clause) => clause.length >= 12)
        for (const clause of clauses) {
          const isSaid = spoken.includes(clause) || saidInParts(clause)
          expect({ clause, isSaid }).toEqual({ clause, isSaid: true })
        }
      }
    },
  )

  it.each(failureReasons)('is led to by the annotation and the summary for %s', (reason) => {
    const result = runResult({ problems: [problem({ reason, message: 'Why.', remedy: 'What to do.' })] })
    expect(annotationsOf(result).annotations).toEqual([
      {
        level: 'error',
        title: titles[reason],
        message: `Why.\nWhat to do.\nMore: ${troubleshootingLink(reason)}`,
      },
    ])
    const summary = summaryOf(result)
    expect(summary).toContain(`### ${titles[reason]}\n\n- Why.\n\n**What to do:** What to do.\n\n`)
    expect(summary).toContain(`](${troubleshootingLink(reason)})`)
    expect(summary.split('\n')[0]).toContain(titles[reason])
  })

  // A wait takes minutes and is followed on a clock in memory; a mistake of the action is the action's to fix.
  it.each(failureReasons.filter((reason) => reason !== 'internal' && reason !== 'wait-timed-out'))(
    'has a remedy for %s that is followed in a whole run',
    (reason) => {
      expect(readFileSync('__tests__/faults/remedies.faults.ts', 'utf8')).toContain(`'${reason}'`)
    },
  )

  it('has links within itself that lead somewhere', () => {
    const slugs = new Set(
      [...sections.keys()].map((title) =>
        title
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      ),
    )
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, slug]) => slug ?? '')
    expect(links.filter((slug) => !slugs.has(slug))).toEqual([])
  })

  it('is where reports lead to, at the version that wrote them', () => {
    expect(troubleshootingLink('drift')).toBe(
      `https://github.com/${repository}/blob/v${version}/docs/troubleshooting.md#drift`,
    )
  })
})

// `${service} had a fault`: these stand in the source apart from what is said about them.
const apart = [
  'Amazon WorkSpaces|AWS STS|(?:workspaces|sts):\\w+|PENDING|ERROR|HTTPS_PROXY|IDPCommunicationError',
  'no image|does not list|still lists|no answer in time,|the same page again and again|pages without end',
  'an answer that is no list|an empty answer|an answer about another image|an entry that is no account',
  'an answer about other bundles',
].join('|')

function saidInParts(clause: string): boolean {
  const found = clause.match(new RegExp(apart, 'g')) ?? []
  if (!found.every((part) => spoken.includes(part))) return false
  const pattern = clause
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(new RegExp(apart, 'g'), String.raw`(?:$&|\$\{[^}]*\})`)
  return new RegExp(pattern).test(spoken)
}
