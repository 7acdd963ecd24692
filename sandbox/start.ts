import { actionNode } from './runner/node.ts'
import { readManifest } from './runner/manifest.ts'
import { repositoryRoot } from './runner/root.ts'
import { readArguments } from './start/arguments.ts'
import { ownAwsEnvironment, refuseRole, withProfileRegion } from './start/own-aws.ts'
import { runJob } from './start/run-job.ts'
import { startExample, type ExampleAws } from './start/example.ts'
import { playPullRequest } from './start/pull-request.ts'
import { Screen } from './start/screen.ts'
import { helpText, ownAwsAdvice, whatNext } from './start/texts.ts'
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
  if (wanted.aws) refuseRole(wanted.inputs)
  const step = await wantedStep(wanted, calledIn)
  const exampleAws = wanted.aws ? await ownAws() : await startExample()
  try {
    screen.title(
      `Share WorkSpaces Image, on Node ${actionNode().version}, ${wanted.aws ? 'with your AWS' : 'in the sandbox'}`,
    )
    for (const [name, value] of Object.entries(step.with)) screen.line(`  ${name}: ${oneLine(value)}`)
    const first = await runJob(exampleAws, step, screen)
    if (wanted.twice) screen.title('The same step a second time')
    const last = wanted.twice ? await runJob(exampleAws, step, screen) : first
    const advice = wanted.aws ? ownAwsAdvice(last.failureReason) : whatNext
    if (advice !== '') screen.line(`\n${advice}`)
    return first.succeeded && last.succeeded ? 0 : 1
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

async function ownAws(): Promise<ExampleAws> {
  const environment = await withProfileRegion(ownAwsEnvironment(process.env))
  return { environment, pullRequest: undefined, close: async () => Promise.resolve() }
}

function oneLine(value: string): string {
  return value.replaceAll('\n', ', ')
}

try {
  process.exitCode = await start(process.argv.slice(2))
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\nnpm start -- --help lists what can be given.\n`,
  )
  process.exitCode = 2
}
