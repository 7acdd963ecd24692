import { isAlias, isCollection, isPair, isScalar, type Alias, type Document, type Node } from 'yaml'
import { shortened } from './shortened.ts'
import type { YamlProblem } from './yaml-problem.ts'

// Aliases are for repeating a list of accounts under many images. Beyond this many the file is an attack.
const mostAliases = 2000
// A file of 1 MiB has no more than half of them without aliases; the most recipients of a run have somewhat more.
const mostValues = 2_000_000

/**
 * Everything for which a document's aliases can't be put in place.
 *
 * The parser has a limit of its own, for which it goes through the whole document at each alias within an alias, and
 * which says nothing about how long the result becomes: two thousand times a long mapping are quickly all the memory.
 */
export function aliasProblems({ contents }: Document.Parsed): readonly YamlProblem[] {
  const unfolding = new Unfolding()
  const values = unfolding.countValues(contents)
  const { aliases, anchored, problems } = unfolding
  const [first] = aliases
  const alias = aliases[mostAliases]
  if (alias !== undefined) {
    const message = `The policy file has ${aliases.length} aliases, it may have at most ${mostAliases}`
    return [problemAt(alias, message, 'Repeat the accounts instead of using aliases.')]
  }
  const node = anchored[mostAliases]
  if (node !== undefined) {
    const message = `The policy file has ${anchored.length} anchors, it may have at most ${mostAliases}`
    return [problemAt(node, message, 'Remove those that no alias leads to.')]
  }
  if (first !== undefined && values > mostValues) {
    const message = `The policy file's aliases make more than ${mostValues} values of it`
    return [...problems, problemAt(first, message, 'Repeat the accounts instead of nesting aliases.')]
  }
  return problems
}

/** Goes through a document once, in the order in which anchors come to stand for something. */
class Unfolding {
  readonly aliases: Alias[] = []
  readonly anchored: Node[] = []
  readonly problems: YamlProblem[] = []
  /** What each anchor stands for: how many values, once all of them are counted. */
  readonly #anchors = new Map<string, { values?: number }>()

  /** How many values, keys and collections among them, there are at and below a node with all aliases in their place. */
  countValues(node: unknown): number {
    if (isPair(node)) return this.countValues(node.key) + this.countValues(node.value)
    if (isAlias(node)) return this.#countAlias(node)
    if (!isScalar(node) && !isCollection(node)) return 0
    const anchor: { values?: number } = {}
    if (node.anchor !== undefined) {
      this.anchored.push(node)
      this.#anchors.set(node.anchor, anchor)
    }
    const inner = isCollection(node) ? node.items : []
    anchor.values = inner.reduce<number>((sum, item) => sum + this.countValues(item), 1)
    return anchor.values
  }

  #countAlias(alias: Alias): number {
    this.aliases.push(alias)
    const name = shortened(alias.source)
    const anchor = this.#anchors.get(alias.source)
    if (anchor === undefined) {
      const remedy = 'Put the anchor at the first of the lists, and the aliases below it.'
      this.problems.push(problemAt(alias, `The alias *${name} has no anchor &${name} before it`, remedy))
    } else if (anchor.values === undefined) {
      const remedy = 'Repeat the accounts instead.'
      this.problems.push(problemAt(alias, `The alias *${name} stands within what it stands for`, remedy))
    }
    return anchor?.values ?? 1
  }
}

function problemAt(node: Node, message: string, remedy: string): YamlProblem {
  return { message, remedy, offset: node.range?.[0] ?? 0 }
}
