import { isScalar, type Document } from 'yaml'
import { aliasProblems } from './alias-problems.ts'
import { keyProblems } from './key-problems.ts'
import type { YamlProblem } from './yaml-problem.ts'

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
