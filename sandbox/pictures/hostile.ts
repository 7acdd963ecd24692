import type { Page } from 'playwright-core'
import type { Case } from './cases.ts'

// Text that tries to act as HTML, Markdown or Mermaid, which has a little of both.
const accountNames = [
  '<img src=x onerror=alert(1)>',
  '</p><script>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{display:none}</style>',
  '&lt;i&gt;x&lt;/i&gt; &#60;b&#62;x',
  '#60;b#62; #lt;u#gt;x #quot;',
  '"]) --> account9["x',
  'end; click account0 "javascript:alert(1)"',
  '%%{init: {"securityLevel": "loose"}}%%',
  '`**x** _y_`',
  'fa:fa-car x',
  '$$x^2$$',
  '[x](https://e.example) ![y](z.png)',
  '<br> | @octocat #1 https://e.example ```',
]
const imageNames = ['<svg onload=alert(1)>', '`"*x*"`:::default']
const region = 'eu-west-1'

/** Returns a run that shares images of these names with accounts of these names, as many as a graph can hold. */
function runWith(name: string, images: readonly string[], accounts: readonly string[]): Case {
  const shared = images.map((_, image) => accounts.filter((_name, index) => index % images.length === image))
  const ids = accounts.map((account, index): [string, string] => [account, String(444_455_550_000 + index)])
  const policy = {
    version: 1,
    accounts: Object.fromEntries(ids),
    images: shared.map((names, index) => ({ id: `wsi-00000000${index}`, region, 'share-with': names })),
  }
  return {
    name,
    inputs: { 'policy-file': 'images.yml' },
    files: { 'images.yml': JSON.stringify(policy) },
    prepare: (aws) => {
      for (const [index, image] of images.entries()) {
        aws.addImage({ region, id: `wsi-00000000${index}`, name: image })
      }
    },
  }
}

/** A run with hostile names, and the same run with plain names. */
export const hostileCase = runWith('hostile-names', imageNames, accountNames)
export const plainCase = runWith(
  'plain-names',
  imageNames.map((_, index) => `image ${index}`),
  accountNames.map((_, index) => `account ${index}`),
)

// Runs in the page.
const elements = `[...document.querySelectorAll('*')]
  .map((element) => [element.tagName, ...element.getAttributeNames().toSorted()].join(' ')).join('\\n')`
const labels = `[...document.querySelectorAll('figure .light .nodeLabel')]
  .map(({ textContent }) => textContent.replaceAll('\\u200B', '')).join('\\n')`

async function lines(page: Page, expression: string): Promise<readonly string[]> {
  return String(await page.evaluate(expression)).split('\n')
}

/** Returns the page's elements with the names of their attributes. */
export async function elementsOf(page: Page): Promise<readonly string[]> {
  return lines(page, elements)
}

/**
 * Reports everything that the names became on a page besides text; `plain` holds the elements of the page with plain
 * names.
 */
export async function whatNamesBecame(page: Page, plain: readonly string[]): Promise<readonly string[]> {
  const made = await elementsOf(page)
  const drawn = await lines(page, labels)
  const at = made.findIndex((element, index) => element !== plain[index])
  const missing = [...imageNames, ...accountNames].filter(
    (name) => !drawn.some((one) => one.startsWith(name)),
  )
  return [
    ...(made.length === plain.length && at < 0
      ? []
      : [`the names brought elements along, the first is element ${at}: ${made[at] ?? 'none'}`]),
    ...missing.map((name) => `the graph doesn't show the name ${name} as it is`),
  ]
}
