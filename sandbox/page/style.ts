/** GitHub's style, light and dark, without anything loaded. */
export const style = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --muted: #59636e; --ground: #ffffff; --raised: #f6f8fa; --line: #d1d9e0; --link: #0969da;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #f0f6fc; --muted: #9198a1; --ground: #0d1117; --raised: #151b23; --line: #3d444d; --link: #4493f8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif,
    'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji';
  overflow-wrap: anywhere;
}
main { max-width: 1012px; margin: 0 auto; padding: 24px 32px; }
@media (max-width: 600px) { main { padding: 16px; } }
.box { border: 1px solid var(--line); border-radius: 6px; }
.box > header {
  padding: 8px 16px; border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; background: var(--raised);
  color: var(--muted); font-size: 14px;
}
.box > article { padding: 24px 32px; }
@media (max-width: 600px) { .box > article { padding: 16px; } }
article > :first-child { margin-top: 0; }
article > :last-child { margin-bottom: 0; }
p, ul, ol, table, pre, blockquote, details, figure { margin: 0 0 16px; }
h1, h2, h3, h4 { margin: 24px 0 16px; font-weight: 600; line-height: 1.25; }
h2 { font-size: 1.5em; padding-bottom: 0.3em; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.25em; }
ul, ol { padding-left: 2em; }
a { color: var(--link); text-underline-offset: 0.2rem; }
code {
  padding: 0.2em 0.4em; border-radius: 6px; background: color-mix(in srgb, var(--muted) 15%, transparent);
  font: 85% ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
  white-space: break-spaces;
}
pre { padding: 16px; border-radius: 6px; background: var(--raised); overflow: auto; line-height: 1.45; }
pre code { padding: 0; background: none; white-space: pre; }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse; }
th, td { padding: 6px 13px; border: 1px solid var(--line); overflow-wrap: normal; }
th { font-weight: 600; }
td code, th code { white-space: nowrap; }
tr:nth-child(2n) td { background: var(--raised); }
blockquote { padding: 0 1em; color: var(--muted); border-left: 0.25em solid var(--line); }
summary { cursor: pointer; }
figure svg { display: block; margin: 0 auto; }
figure > .dark { display: none; }
@media (prefers-color-scheme: dark) {
  figure > .light { display: none; }
  figure > .dark { display: block; }
}
figcaption { margin-top: -12px; color: var(--muted); font-size: 12px; }
`
