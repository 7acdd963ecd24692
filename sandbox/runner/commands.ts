/**
 * A workflow command in a line of output. Names and property names are in lower case, because the runner ignores case.
 */
export interface Command {
  name: string
  properties: ReadonlyMap<string, string>
  data: string
}

/**
 * Returns the command in a line of stdout or stderr, if its name is registered (names in lower case). Tries two formats
 * in this order:
 *
 * - `::name key=value,key=value::data`, at the line's start after white space;
 * - `##[name key=value;key=value]data`, **anywhere in the line**: the first `##[` counts, whatever precedes it.
 */
export function parseCommand(line: string, registered: ReadonlySet<string>): Command | undefined {
  return parseColons(line, registered) ?? parseBrackets(line, registered)
}

function parseColons(line: string, registered: ReadonlySet<string>): Command | undefined {
  const text = line.trimStart()
  if (!text.startsWith('::')) return undefined
  const end = text.indexOf('::', 2)
  if (end < 0) return undefined
  return command(text.slice(2, end), text.slice(end + 2), registered, colonForm)
}

function parseBrackets(line: string, registered: ReadonlySet<string>): Command | undefined {
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return undefined
  return command(line.slice(start + 3, end), line.slice(end + 1), registered, bracketForm)
}

interface Form {
  separator: string
  data: readonly Escape[]
  property: readonly Escape[]
  trim: boolean
}

type Escape = readonly [escaped: string, plain: string]

// `%25` comes last in every table, so that `%250A` is the text `%0A`, not a new line.
const lineEnds: readonly Escape[] = [
  ['%0D', '\r'],
  ['%0A', '\n'],
]
const percent: Escape = ['%25', '%']
const colonForm: Form = {
  separator: ',',
  data: [...lineEnds, percent],
  property: [...lineEnds, ['%3A', ':'], ['%2C', ','], percent],
  trim: true,
}
const bracketEscapes: readonly Escape[] = [['%3B', ';'], ...lineEnds, ['%5D', ']'], percent]
const bracketForm: Form = { separator: ';', data: bracketEscapes, property: bracketEscapes, trim: false }

function command(
  head: string,
  data: string,
  registered: ReadonlySet<string>,
  form: Form,
): Command | undefined {
  const space = head.indexOf(' ')
  const name = (space < 0 ? head : head.slice(0, space)).toLowerCase()
  if (!registered.has(name)) return undefined
  const properties = new Map<string, string>()
  const list = space < 0 ? '' : head.slice(space + 1)
  for (const item of (form.trim ? list.trim() : list).split(form.separator)) {
    // Equals signs before the name and before the value are skipped. A property without a value is ignored.
    const match = /^=*([^=]+)=+(.+)$/s.exec(item)
    if (match?.[1] !== undefined && match[2] !== undefined) {
      properties.set(match[1].toLowerCase(), unescape(match[2], form.property))
    }
  }
  return { name, properties, data: unescape(data, form.data) }
}

function unescape(text: string, escapes: readonly Escape[]): string {
  return escapes.reduce((result, [escaped, plain]) => result.replaceAll(escaped, plain), text)
}
