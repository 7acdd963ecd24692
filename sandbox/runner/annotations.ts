import { isAbsolute, relative, sep } from 'node:path'

/** The levels of annotations. */
export type Level = 'error' | 'warning' | 'notice'

/** A message that the run's page shows next to the log, and at a file's line if it names one. */
export interface Annotation {
  level: Level
  message: string
  title?: string
  file?: string
  line?: number
  endLine?: number
  column?: number
  endColumn?: number
}

/** The position and title of an annotation: everything but level and message. */
export type Place = Omit<Annotation, 'level' | 'message'>

/** The most annotations of each level that a step keeps. */
export const annotationsPerLevel = 10

/** The most characters of a message that an annotation and the log keep. */
export const messageLimit = 4096

/**
 * Reads the properties of an `error`, `warning` or `notice` command. Drops contradictory positions as the runner does:
 * columns without a line or over several lines, an end before its start. Makes the path of a file in the workspace
 * relative to the workspace.
 */
export function place(properties: ReadonlyMap<string, string>, workspace: string): Place {
  const title = properties.get('title')
  const file = properties.get('file')
  return {
    ...(title ? { title } : {}),
    ...(file ? { file: fromWorkspace(file, workspace) } : {}),
    ...position(properties),
  }
}

function fromWorkspace(file: string, workspace: string): string {
  const inside = isAbsolute(file) ? relative(workspace, file) : file
  return inside.startsWith('..') ? file : inside.split(sep).join('/')
}

function position(properties: ReadonlyMap<string, string>): Place {
  const endLine = whole(properties.get('endline'))
  let line = whole(properties.get('line')) ?? endLine
  let keptEndLine = endLine
  const endColumn = whole(properties.get('endcolumn'))
  let column = whole(properties.get('col')) ?? endColumn
  let keptEndColumn = endColumn
  const severalLines = endLine !== undefined && line !== endLine
  if (line === undefined || severalLines || (column ?? 0) > (endColumn ?? Infinity)) {
    column = undefined
    keptEndColumn = undefined
  }
  if ((line ?? 0) > (endLine ?? Infinity)) {
    line = undefined
    keptEndLine = undefined
  }
  return {
    ...(line === undefined ? {} : { line }),
    ...(keptEndLine === undefined ? {} : { endLine: keptEndLine }),
    ...(column === undefined ? {} : { column }),
    ...(keptEndColumn === undefined ? {} : { endColumn: keptEndColumn }),
  }
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : undefined
}
