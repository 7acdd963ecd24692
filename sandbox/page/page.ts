import { asText, htmlOf } from './html.ts'
import { style } from './style.ts'

/** A job summary as a page that needs nothing but itself, and may do nothing but be looked at. */
export function summaryPage(markdown: string, title = 'Share WorkSpaces Image: job summary'): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${asText(title)}</title>
<style>${style}</style>
</head>
<body>
<main><div class="box">
<header>${asText(title)}</header>
<article>
${htmlOf(markdown)}</article>
</div></main>
</body>
</html>
`
}
