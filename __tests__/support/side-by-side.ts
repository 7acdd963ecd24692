/** What is wrong, the inputs or variables that say so, and what is told of it. A list of entries stands beside others. */
export type WrongCase<Told extends readonly unknown[]> = readonly [
  what: string,
  typed: Readonly<Record<string, string | readonly string[]>>,
  ...told: Told,
]

/** Cases that one step has side by side, by their names, with what is typed for all of them. */
export type Step<One> = [what: string, typed: Record<string, string>, cases: One[]]

/**
 * Puts cases that type different inputs, or different entries of a list, into one step, because a step tells of all
 * problems at once.
 */
export function sideBySide<One extends WrongCase<readonly unknown[]>>(cases: readonly One[]): Step<One>[] {
  const steps: One[][] = []
  for (const one of cases) {
    const step = steps.find((others) => others.every((other) => fit(one[1], other[1])))
    if (step === undefined) steps.push([one])
    else step.push(one)
  }
  return steps.map((step) => [step.map(([what]) => what).join('; '), typedBy(step), step])
}

function fit(one: WrongCase<[]>[1], other: WrongCase<[]>[1]): boolean {
  return Object.entries(one).every(
    ([name, value]) =>
      other[name] === undefined || (typeof value !== 'string' && typeof other[name] !== 'string'),
  )
}

function typedBy(step: readonly WrongCase<readonly unknown[]>[]): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [, inputs] of step) {
    for (const [name, value] of Object.entries(inputs)) {
      const entries = typeof value === 'string' ? [value] : value
      typed[name] = [...(typed[name] === undefined ? [] : [typed[name]]), ...entries].join(' ')
    }
  }
  return typed
}
