import { Marked, type Tokens } from 'marked'

// Tags that the action's own Markdown uses and GitHub keeps. Attributes are not allowed, as they could hold anything.
const allowedTags = /^<\/?(?:details|summary|br)>$/
const tagOrComment = /<!--[^]*?-->|<[^>]*>?|>/g
// Allowed link targets. A link to any other target stays text.
const allowedLinks = /^(?:https?:\/\/|#)/i

/**
 * Escapes text for HTML.
 * @param ampersand ampersands to escape; Markdown already contains entities
 */
export function asText(text: string, ampersand = /&/g): string {
  return text
    .replaceAll(ampersand, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Sanitises HTML within Markdown: keeps the few allowed tags, removes comments, escapes everything else. */
function sanitised(html: string): string {
  return html.replaceAll(tagOrComment, (part) => {
    if (allowedTags.test(part)) return part
    return part.startsWith('<!--') ? '' : asText(part)
  })
}

function codeBlock({ text, lang = '' }: Tokens.Code): string {
  const block = `<pre><code>${asText(text)}</code></pre>`
  return lang === 'mermaid'
    ? `<figure>${block}<figcaption>GitHub draws this as a graph.</figcaption></figure>\n`
    : `${block}\n`
}

const github = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => sanitised(text),
    // Marked would not escape text within a <script> or <pre>.
    text(token) {
      return 'tokens' in token && token.tokens !== undefined
        ? this.parser.parseInline(token.tokens)
        : asText(token.text, /&(?!#?\w+;)/g)
    },
    code: codeBlock,
    // Nothing is loaded.
    image: ({ text }) => asText(text),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens)
      return allowedLinks.test(href)
        ? `<a href="${asText(href)}" rel="noopener noreferrer">${text}</a>`
        : text
    },
  },
})

/** Renders GitHub's Markdown as safe HTML, whatever the Markdown holds. */
export function htmlOf(markdown: string): string {
  return github.parse(markdown, { async: false })
}
