import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

/** What expressions can name: `github`, `steps`, `needs`, `inputs`, `vars`, `secrets`, `env`, `matrix`. */
export type Contexts = Readonly<Record<string, unknown>>

/** How the job stands: what `success()`, `failure()` and `always()` say. */
export type Standing = 'success' | 'failure'

/** Whether an `if` lets a job or a step run. As on GitHub, `success() &&` stands in front of one that names no state. */
export function isMet(condition: string | undefined, contexts: Contexts, standing: Standing): boolean {
  if (condition === undefined) return standing === 'success'
  const bare = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition
  const namesState = /\b(?:success|failure|always|cancelled)\(\)/.test(bare)
  if (!namesState && standing !== 'success') return false
  const value = evaluate(bare, contexts, standing)
  return value.kind === data.Kind.Boolean ? value.value : value.coerceString() !== ''
}

/** A text with every `${{ ... }}` in it evaluated by GitHub's own library. */
export function substitute(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_all, expression: string) =>
    evaluate(expression, contexts, 'success').coerceString(),
  )
}

function evaluate(expression: string, contexts: Contexts, standing: Standing): data.ExpressionData {
  const states = { success: standing === 'success', failure: standing === 'failure', always: true }
  const functions = Object.entries(states).map(([name, state]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(state),
  }))
  const { tokens } = new Lexer(expression.trim()).lex()
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse()
  const known: unknown = JSON.parse(JSON.stringify(contexts), data.reviver)
  if (!(known instanceof data.Dictionary)) throw new Error('The contexts are no mapping')
  return new Evaluator(parsed, known, new Map(functions.map((one) => [one.name, one]))).evaluate()
}
