import { visit, type Alias, type Document, type Node } from 'yaml'

/** The node an alias stands for; none where no anchor before it has its name. */
export interface AliasTarget {
  readonly node: Node | undefined
  /** Whether the alias is part of that very node. */
  readonly isWithin: boolean
}

/**
 * What each alias of a document stands for: the last anchor of its name before it. In one pass for all aliases; the
 * parser's own way goes through all anchors for each.
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
