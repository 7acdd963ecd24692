import { isAlias, isScalar, visit, type Alias, type Document } from 'yaml'
import { keyProblems } from './key-problems.ts'
import type { YamlProblem } from './yaml-problem.ts'

// Aliases are for repeating a list of accounts under many images. Beyond this many the file is an attack.
export const mostAliases = 2000

/** Everything for which a document can't be read at all. */
export function brokenYaml(document: Document.Parsed): readonly YamlProblem[] {
  const found = [...document.errors, ...document.warnings]
  const tooDeep = found.find(({ code }) => code === 'RESOURCE_EXHAUSTION')
  if (tooDeep !== undefined) return [nestedTooDeeply(tooDeep.pos[0])]
  if (found.length > 0) {
    return found.map((error) => ({
      message: messageOf(error),
      remedy: remedyFor(error.code),
      offset: error.pos[0],
    }))
  }
  return isEmpty(document) ? [empty] : [...keyProblems(document.contents), ...aliasProblems(document)]
}

/** Why aliases that lead somewhere couldn't be resolved all the same. */
export function explodingAliases(document: Document.Parsed, why: string): YamlProblem {
  const [first] = aliasesOf(document)
  return {
    message: `The policy file's aliases can't be resolved: ${why}`,
    remedy: 'Repeat the accounts instead of nesting aliases.',
    offset: first?.alias.range?.[0] ?? 0,
  }
}

const empty: YamlProblem = {
  message: 'The policy file is empty',
  remedy: 'Write version: 1 and images: into it, as the README shows.',
  offset: 0,
}

function isEmpty({ contents }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null)
}

function nestedTooDeeply(offset: number): YamlProblem {
  return {
    message: 'The policy file is nested too deeply',
    remedy: 'A policy has accounts and images, and lists of accounts in the images; see the README.',
    offset,
  }
}

function aliasProblems(document: Document.Parsed): readonly YamlProblem[] {
  const aliases = aliasesOf(document)
  const tooMany = aliases[mostAliases]
  if (tooMany !== undefined) {
    const message = `The policy file has ${aliases.length} aliases, it may have at most ${mostAliases}`
    const remedy = 'Repeat the accounts instead of using aliases.'
    return [{ message, remedy, offset: tooMany.alias.range?.[0] ?? 0 }]
  }
  return aliases
    .filter(({ leadsSomewhere }) => !leadsSomewhere)
    .map(({ alias }) => ({
      message: `The alias *${alias.source} has no anchor &${alias.source} before it`,
      remedy: 'Put the anchor at the first of the lists, and the aliases below it.',
      offset: alias.range?.[0] ?? 0,
    }))
}

interface AliasFound {
  readonly alias: Alias
  readonly leadsSomewhere: boolean
}

function aliasesOf(document: Document.Parsed): readonly AliasFound[] {
  const anchors = new Set<string>()
  const aliases: AliasFound[] = []
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) aliases.push({ alias: node, leadsSomewhere: anchors.has(node.source) })
      else if (node.anchor !== undefined) anchors.add(node.anchor)
    },
  })
  return aliases
}

function messageOf({
  message,
  code,
}: Document.Parsed['errors'][number] | Document.Parsed['warnings'][number]): string {
  // The parser's own words speak to those who program with it.
  return code === 'MULTIPLE_DOCS'
    ? 'Another document begins here'
    : `${message.trim().replace(/[.!?]$/, '')} (${code})`
}

function remedyFor(code: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'Indent with spaces: YAML allows no tabs there.'
    case 'MULTIPLE_DOCS':
      return 'Keep one document in the file; remove the line --- and what follows it.'
    default:
      return 'Mend the YAML at this place; an editor with YAML support shows it as you type.'
  }
}
