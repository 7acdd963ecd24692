import type { Mutant } from './mutants.ts'
import { parts } from './parts.ts'
import { accepted, isSurvivor } from './survivors.ts'

/** The mutation tests fail below this score, in per cent. */
export const lowestScore = 95

/** The numbers of mutants by result. */
interface Tally {
  readonly mutants: number
  readonly killed: number
  readonly timedOut: number
  readonly survived: number
  /** Mutants that could not be run. */
  readonly errors: number
}

function tally(mutants: readonly Mutant[]): Tally {
  const count = (...statuses: readonly string[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length
  const [killed, timedOut] = [count('Killed'), count('Timeout')]
  const survived = mutants.filter(isSurvivor).length
  return {
    mutants: mutants.length,
    killed,
    timedOut,
    survived,
    errors: mutants.length - killed - timedOut - survived,
  }
}

/** Returns the percentage of mutants that the tests noticed. */
export function scoreOf(mutants: readonly Mutant[]): number {
  const { killed, timedOut, survived } = tally(mutants)
  return (100 * (killed + timedOut)) / (killed + timedOut + survived)
}

/** Returns the page docs/mutation.md. */
export function reportOf(mutants: readonly Mutant[], when: Date): string {
  const files = [...new Set(mutants.map(({ file }) => file))].toSorted()
  return `# Mutation tests

Stryker changes the source a little, in one place, and runs the tests; where they still pass, they have overlooked it.

\`\`\`sh
npm run mutation
\`\`\`

It needs Node 24, installs the packages of [its own folder](../scripts/mutation/package.json) and takes some minutes. A run that was interrupted goes on where it was, as long as neither the source nor the tests have changed. \`npm run mutation -- sharing\` runs one part, \`npm run mutation -- sharing src/sharing/plan.ts\` some of its files. It fails when the score of all is below ${lowestScore} %, when a mutant survives that isn't listed below, and when a listed one is killed. \`npm run mutation -- --write\` writes this page.

## What is mutated

What decides, in parts. Each is judged by its own tests alone, which is stricter than all tests would be. Properties run with a fixed seed, so that a mutant's end doesn't depend on luck.

| part | files | tests |
| --- | --- | --- |
${parts.map(({ name, mutate, tests }) => `| ${name} | ${listed(mutate)} | ${listed(tests)} |`).join('\n')}

The rest of the source is not mutated: the parsing of YAML, which properties hold to what a policy says (\`__tests__/input/policy/read-policy.test.ts\`), and the steps, the rest of the report and the adapters, which are judged by tests of whole runs. They take too long for thousands of mutants.

## The score

Measured on ${when.toISOString().slice(0, 10)} with Node ${process.versions.node}. A mutant that runs without an end is noticed by its time.

| file | mutants | killed | timed out | survived | could not run | score |
| --- | --: | --: | --: | --: | --: | --: |
${files
  .map((file) =>
    row(
      `\`${file}\``,
      mutants.filter((one) => one.file === file),
    ),
  )
  .join('\n')}
${row('all', mutants)}

## The survivors

Each of them does what the source does, as far as anybody can see. The list is \`scripts/mutation/survivors.json\`.

| file | line | mutation | why it survives |
| --- | --- | --- | --- |
${accepted.map(({ file, line, original, replacement, reason }) => `| \`${file}\` | ${code(line)} | ${code(original)} → ${code(replacement)} | ${reason} |`).join('\n')}
`
}

function row(name: string, mutants: readonly Mutant[]): string {
  const { mutants: all, killed, timedOut, survived, errors } = tally(mutants)
  const score = killed + timedOut + survived === 0 ? '–' : `${scoreOf(mutants).toFixed(2)} %`
  return `| ${name} | ${all} | ${killed} | ${timedOut} | ${survived} | ${errors} | ${score} |`
}

function listed(patterns: readonly string[]): string {
  return patterns.map((pattern) => code(pattern)).join(', ')
}

// Code may hold backticks and the bars of a table.
function code(text: string): string {
  return `\`\` ${text.replaceAll('|', String.raw`\|`)} \`\``
}
