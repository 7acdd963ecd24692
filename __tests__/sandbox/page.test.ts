import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { describe, expect, it } from '@jest/globals'
import { htmlOf } from '../../sandbox/page/html.ts'
import { summaryPage } from '../../sandbox/page/page.ts'
import { writeSummaryPage } from '../../sandbox/page/write.ts'

describe('Markdown as HTML', () => {
  it.each<[what: string, markdown: string, html: string]>([
    [
      'folds, and the tables in them',
      '<details><summary>2 changes</summary>\n\n| a |\n|---|\n| b |\n\n</details>',
      '<details><summary>2 changes</summary><table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody><tr>\n<td>b</td>\n</tr>\n</tbody></table>\n</details>',
    ],
    ['line breaks', 'a<br>b', '<p>a<br>b</p>\n'],
    [
      'a graph as its text',
      '```mermaid\ngraph LR\n  a["<b>"]\n```',
      '<figure><pre><code>graph LR\n  a[&quot;&lt;b&gt;&quot;]</code></pre><figcaption>GitHub draws this as a graph.</figcaption></figure>\n',
    ],
    ['other code', '```json\n{}\n```', '<pre><code>{}</code></pre>\n'],
    [
      'links to pages',
      '[x](https://x.example/?a=1&b=2)',
      '<p><a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">x</a></p>\n',
    ],
    ['no links to code', '[x](javascript:alert(1))', '<p>x</p>\n'],
    ['no pictures', '![x](https://x.example/x.png)', '<p>x</p>\n'],
    ['no other tags', '<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['no attributes', '<details open onclick="x">', '&lt;details open onclick=&quot;x&quot;&gt;'],
    ['no comments', '<!-- mark -->\n\nx', '<p>x</p>\n'],
    ['text that follows a tag that was not closed', 'a <script><!--', '<p>a &lt;script&gt;&lt;!--</p>\n'],
    ['entities as the text they stand for', '&#124; &amp; & &lt;b&gt;', '<p>| &amp; &amp; &lt;b&gt;</p>\n'],
  ])('shows %s', (_what, markdown, html) => {
    expect(htmlOf(markdown).replace(/^\n+/, '')).toBe(html)
  })
})

describe('the page of a summary', () => {
  it('needs nothing but itself, and may do nothing', () => {
    const page = summaryPage('# Title', 'A <b> & "c"')
    expect(page).toContain('<h1>Title</h1>')
    expect(page).toContain('<title>A &lt;b&gt; &amp; &quot;c&quot;</title>')
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(page).toContain('prefers-color-scheme: dark')
    expect(page).not.toMatch(/<script|<link|<img|url\(|@import|src=/)
  })

  it('draws a graph from what it holds itself, and lets no other script run', () => {
    const page = summaryPage('```mermaid\ngraph LR\n  a["b"]\n```')
    // What the library holds ends no script early.
    expect(page.match(/<\/?script[^]?/gi)).toEqual(['<script>', '</script>', '<script>', '</script>'])
    const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text = '']) => text)
    const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; script-src ${hashes.join(' ')}"`,
    )
    expect(scripts[1]).toContain("securityLevel: 'strict'")
    // Where scripts are off the page is the one without them.
    const without = page.replaceAll(/<script>[^]*?<\/script>/g, '')
    expect(without).toContain('<figure><pre><code>graph LR\n  a[&quot;b&quot;]</code></pre><figcaption>')
    expect(without).not.toMatch(/<link|<img|url\(|@import|src=/)
  })

  it('is written where git does not see it', async () => {
    const file = await writeSummaryPage('# Title', 'page-of-a-test.html')
    expect(await readFile(file, 'utf8')).toBe(summaryPage('# Title'))
    expect(file).toMatch(/sandbox-output.page-of-a-test\.html$/)
    expect(await readFile('.gitignore', 'utf8')).toContain('sandbox-output/')
    await rm(file)
  })
})
