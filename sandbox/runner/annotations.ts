import { isAbsolute, relative, sep } from 'node:path'

/** The levels an annotation has. */
export type Level = 'error' | 'warning' | 'notice'

/** A message the run's page shows beside the log, at a file's line where one is named. */
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

/** Where an annotation points to and its title: everything but level and message. */
export type Place = Omit<Annotation, 'level' | 'message'>

/** How many annotations of each level a step keeps. */
export const annotationsPerLevel = 10

/** How many characters of a message an annotation and the log keep. */
export const messageLimit = 4096

/**
 * Reads the properties of an `error`, `warning` or `notice` command. Positions that contradict each other are dropped as
 * the runner drops them: columns without a line or over several lines, an end before its start. A file in the workspace is named
 * from there on.
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
