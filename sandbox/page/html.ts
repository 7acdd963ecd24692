import { Marked, type Tokens } from 'marked'

// What the action's own Markdown holds, and GitHub lets through as it is. No attributes: they could hold anything.
const allowedTags = /^<\/?(?:details|summary|br)>$/
const tagOrComment = /<!--[^]*?-->|<[^>]*>?|>/g
// Links lead to these; whatever else a link is to lead to, it stays text.
const allowedLinks = /^(?:https?:\/\/|#)/i

/**
 * Text as HTML shows it.
 * @param ampersand what is not an entity yet; in Markdown there are entities already
 */
export function asText(text: string, ampersand = /&/g): string {
  return text
    .replaceAll(ampersand, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** HTML that stands in Markdown: the few tags that are allowed stay, comments go, everything else is shown as text. */
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
    // Marked would let text within a <script> or <pre> through as it is.
    text(token) {
      return 'tokens' in token && token.tokens !== undefined
        ? this.parser.parseInline(token.tokens)
        : asText(token.text, /&(?!#?\w+;)/g)
    },
    code: codeBlock,
    // Nothing is loaded from anywhere.
    image: ({ text }) => asText(text),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens)
      return allowedLinks.test(href)
        ? `<a href="${asText(href)}" rel="noopener noreferrer">${text}</a>`
        : text
    },
  },
})

/** GitHub's Markdown as HTML that holds nothing unsafe, whatever the Markdown holds. */
export function htmlOf(markdown: string): string {
  return github.parse(markdown, { async: false })
}
