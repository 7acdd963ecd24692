import type { CopyRequest } from '../../copying/copy-request.ts'
import {
  copyFailureReason,
  copyProblems,
  countBundles,
  type BundleOutcome,
  type CopyFound,
  type CopyResult,
  type SettledBundle,
} from '../../copying/copy-result.ts'
import { consoleLink } from '../console-links.ts'
import { code, escaped, row } from '../markdown.ts'
import { classesOf } from '../problem-classes.ts'
import { problemSection, type Detail } from '../problem-section.ts'
import { titles } from '../titles.ts'
import { copyVerdict } from './copy-verdict.ts'

// The runner rejects a summary over 1,048,576 bytes as a whole.
const mostBytes = 1_000_000
// Two lists in the inputs can hold thousands of wrong entries. Everything else is short.
const details: readonly Detail[] = [{ kind: 'full' }, { kind: 'cut', most: 100 }]

/** Renders the run as Markdown for the job summary, never over 1 MiB. */
export function copySummary(result: CopyResult): string {
  for (const detail of details) {
    const text = render(result, detail)
    if (Buffer.byteLength(text) <= mostBytes) return text
  }
  return `## ❌ ${escaped(copyVerdict(result))}\n`
}

function render(result: CopyResult, detail: Detail): string {
  const mark = copyFailureReason(result) === undefined ? '✅' : '❌'
  return [
    `## ${mark} ${escaped(copyVerdict(result))}`,
    ...classesOf(copyProblems(result)).map((one) => problemSection(one, detail)),
    ...result.warnings.map((warning) => `> ⚠️ ${escaped(warning)}`),
    imagesTable(result),
    bundlesTable(result.bundles),
    rebuildNote(result),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

function imagesTable({ request, source, copy, copiedAs }: CopyResult): string {
  if (request === undefined) return ''
  const from = [
    'Source',
    code(request.source.id),
    escaped(source?.name ?? ''),
    code(request.source.region),
    escaped(source?.state ?? 'not shared now'),
    source?.owner === undefined ? '' : code(source.owner),
  ]
  const to = [
    'Copy',
    copy === undefined ? '–' : `[${code(copy.image.id)}](${consoleLink(copy.image)})`,
    escaped(copy?.name ?? copiedAs ?? ''),
    code(request.region),
    copy === undefined ? stateWithoutCopy(request, copiedAs) : stateOf(copy, copiedAs),
    '',
  ]
  return [
    '| | Image | Name | Region | State | Owner |',
    '|---|---|---|---|---|---|',
    row(from),
    row(to),
  ].join('\n')
}

function stateOf({ state }: CopyFound, copiedAs: string | undefined): string {
  return `${escaped(state)}, ${copiedAs === undefined ? 'made before this run' : 'made by this run'}`
}

function stateWithoutCopy({ mode }: CopyRequest, copiedAs: string | undefined): string {
  if (copiedAs === undefined) return '–'
  return mode === 'plan' ? 'would be made' : 'made by this run, but no read shows it'
}

function bundlesTable(bundles: readonly SettledBundle[]): string {
  if (bundles.length === 0) return ''
  const rows = bundles.map(({ bundle, outcome }) =>
    row([
      [code(bundle.id), escaped(bundle.name)].join(' ').trim(),
      bundle.image === undefined ? '–' : code(bundle.image),
      outcomeText(outcome),
    ]),
  )
  return ['| Bundle | Image before | Result |', '|---|---|---|', ...rows].join('\n')
}

function outcomeText(outcome: BundleOutcome): string {
  switch (outcome.kind) {
    case 'unchanged':
      return 'uses the copy already'
    case 'planned':
      return 'would be pointed at the copy'
    case 'updated':
      return '✅ points at the copy'
    case 'failed':
      return `❌ ${escaped(titles[outcome.problem.reason])}`
    case 'not-attempted':
      return '❌ not attempted'
  }
}

// AWS changes no WorkSpace when its bundle changes. The summary says so next to every change of a bundle.
function rebuildNote(result: CopyResult): string {
  if (countBundles(result, 'updated') + countBundles(result, 'planned') === 0) return ''
  return 'New WorkSpaces get the image of the bundle. Existing WorkSpaces stay as they are until they are rebuilt.'
}
