import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../runner/root.ts'

// Mermaid in one file. The full library has hundreds of files, for kinds of graphs that no summary has.
const library = join(repositoryRoot(), 'node_modules', '@mermaid-js', 'tiny', 'dist', 'mermaid.tiny.js')

// Runs in the page. It draws both colour schemes, and the style shows the current one, so a page that is printed or
// switches its scheme in the evening needs no redrawing. A graph that can't be drawn stays text, as it does without
// scripts. Without a seed, round corners vary slightly.
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

/** The scripts that draw a page's graphs as GitHub does. */
export interface GraphScripts {
  /** Elements for the end of the page. Nothing is loaded, because the page contains the library. */
  readonly elements: string
  /** The sources for the page's content security policy: exactly these scripts. */
  readonly sources: string
}

/** Returns the scripts for a page with a graph. They are far larger than the rest of the page. */
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
