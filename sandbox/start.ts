import { actionNode } from './runner/node.ts'
import { readManifest } from './runner/manifest.ts'
import { repositoryRoot } from './runner/root.ts'
import { readArguments } from './start/arguments.ts'
import { ownAwsEnvironment } from './start/own-aws.ts'
import { runJob } from './start/run-job.ts'
import { startExample, type ExampleAws } from './start/example.ts'
import { playPullRequest } from './start/pull-request.ts'
import { Screen } from './start/screen.ts'
import { helpText, whatNext } from './start/texts.ts'
import { wantedStep } from './start/wanted-step.ts'

/** Runs the action once with the options of the command line, and shows the result as GitHub would. */
async function start(given: readonly string[]): Promise<number> {
  const screen = new Screen(process.stdout)
  const { inputs: declared } = await readManifest(repositoryRoot())
  const names = declared.map(({ name }) => name)
  const wanted = readArguments(given, names)
  if (wanted.help) {
    screen.line(helpText(names))
    return 0
  }
  if (wanted.example !== undefined) return playExample(screen)
  const { INIT_CWD: calledIn = process.cwd() } = process.env
  const step = await wantedStep(wanted, calledIn)
  const exampleAws = wanted.aws ? ownAws() : await startExample()
  try {
    screen.title(
      `Share WorkSpaces Image, on Node ${actionNode().version}, ${wanted.aws ? 'with your AWS' : 'in the sandbox'}`,
    )
    for (const [name, value] of Object.entries(step.with)) screen.line(`  ${name}: ${value}`)
    const succeeded = await runJob(exampleAws.environment, step, screen)
    if (!wanted.aws) {
      screen.line()
      screen.line(whatNext)
    }
    return succeeded ? 0 : 1
  } finally {
    await exampleAws.close()
  }
}

async function playExample(screen: Screen): Promise<number> {
  const example = await startExample()
  try {
    return (await playPullRequest(example, screen)) ? 0 : 1
  } finally {
    await example.close()
  }
}

function ownAws(): ExampleAws {
  return { environment: ownAwsEnvironment(process.env), close: async () => Promise.resolve() }
}

try {
  process.exitCode = await start(process.argv.slice(2))
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\nnpm start -- --help lists what can be given.\n`,
  )
  process.exitCode = 2
}
