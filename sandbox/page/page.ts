import { graphScripts } from './graphs.ts'
import { asText, htmlOf } from './html.ts'
import { style } from './style.ts'

/**
 * Renders a job summary as a self-contained page. Its policy allows only the scripts that draw its graphs, if it has
 * any.
 */
export function summaryPage(markdown: string, title = 'Share WorkSpaces Image: job summary'): string {
  const content = htmlOf(markdown)
  const graphs = content.includes('<figure>') ? graphScripts() : undefined
  const allowed = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    ...(graphs === undefined ? [] : [`script-src ${graphs.sources}`]),
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${allowed}">
<title>${asText(title)}</title>
<style>${style}</style>
</head>
<body>
<main><div class="box">
<header>${asText(title)}</header>
<article>
${content}</article>
</div></main>
${graphs?.elements ?? ''}</body>
</html>
`
}
