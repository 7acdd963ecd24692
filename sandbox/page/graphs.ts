import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../runner/root.ts'

// Mermaid in one file: the whole of it would come in hundreds, for kinds of graphs that no summary has.
const library = join(repositoryRoot(), 'node_modules', '@mermaid-js', 'tiny', 'dist', 'mermaid.tiny.js')

// Run in the page. Both looks are drawn, and the style shows the one that is wanted: so a page that is printed or changes
// its look in the evening has nothing left to do. A graph that can't be drawn stays text, as where scripts are off.
// Without a seed, round corners come out a little different each time.
const draw = `(async () => {
  const settings = { startOnLoad: false, suppressErrorRendering: true, securityLevel: 'strict', handDrawnSeed: 1 }
  for (const [number, figure] of [...document.querySelectorAll('figure')].entries()) {
    const source = figure.querySelector('code').textContent
    try {
      const looks = []
      for (const [look, theme] of [['light', 'default'], ['dark', 'dark']]) {
        mermaid.initialize({ ...settings, theme })
        const { svg } = await mermaid.render('graph-' + number + '-' + look, source)
        looks.push('<div class="' + look + '">' + svg + '</div>')
      }
      figure.innerHTML = looks.join('')
    } catch (error) {
      console.error(error)
    }
  }
  document.documentElement.className = 'drawn'
})()`

/** What draws the graphs of a page as GitHub does. */
export interface GraphScripts {
  /** Elements for the end of the page. Nothing is loaded: the library stands in the page. */
  readonly elements: string
  /** What the page's policy is to allow: these very scripts, and no other. */
  readonly sources: string
}

/** The scripts for a page that has a graph. They are far larger than everything else on it. */
export function graphScripts(): GraphScripts {
  const scripts = [readFileSync(library, 'utf8'), draw]
  return {
    elements: scripts.map((text) => `<script>${text}</script>\n`).join(''),
    sources: scripts.map((text) => `'sha256-${hash(text)}'`).join(' '),
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
