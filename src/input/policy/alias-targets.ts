import { visit, type Alias, type Document, type Node } from 'yaml'

/** The node that an alias refers to; none if no anchor before it has its name. */
export interface AliasTarget {
  readonly node: Node | undefined
  /** Whether the node contains the alias. */
  readonly isWithin: boolean
}

/**
 * Maps each alias of a document to the last anchor of its name before it, in one pass. The parser itself goes through
 * all anchors for each alias.
 */
export function aliasTargets(document: Document.Parsed): ReadonlyMap<Alias, AliasTarget> {
  const anchored = new Map<string, Node>()
  const targets = new Map<Alias, AliasTarget>()
  visit(document, {
    Alias: (_key, alias, path) => {
      const node = anchored.get(alias.source)
      targets.set(alias, { node, isWithin: node !== undefined && path.includes(node) })
    },
    Value: (_key, node) => {
      if (node.anchor !== undefined) anchored.set(node.anchor, node)
    },
  })
  return targets
}
