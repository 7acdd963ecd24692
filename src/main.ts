import { connect } from './aws/connect.ts'
import { cancelOnSignals } from './github/cancel-signals.ts'
import { GitHubIdTokens } from './github/id-tokens.ts'
import { ActionsRunner } from './github/runner.ts'
import { run } from './run.ts'
import { systemClock } from './system-clock.ts'
import { name, version } from './version.ts'

async function main(): Promise<void> {
  const runner = new ActionsRunner()
  const cancellation = cancelOnSignals(process)
  const idTokens = new GitHubIdTokens()
  try {
    await run({
      runner,
      clock: systemClock,
      cancellation,
      connect: async (signIn) => connect(signIn, idTokens, [name, version]),
    })
  } catch (error) {
    runner.fail(`The report could not be written: ${error instanceof Error ? error.message : String(error)}`)
  }
  // Calls that were given up must not hold the job; what was written to the log has to arrive first.
  process.stdout.write('', () => process.exit())
}

void main()
