import { writeSummaryPage } from './page/write.ts'
import { actionNode } from './runner/node.ts'
import { Job } from './runner/job.ts'
import { readManifest } from './runner/manifest.ts'
import { repositoryRoot } from './runner/root.ts'
import { readArguments, type Arguments } from './start/arguments.ts'
import { ownAwsEnvironment } from './start/own-aws.ts'
import { sceneInputs, startScene, type Scene } from './start/scene.ts'
import { Screen } from './start/screen.ts'
import { helpText, whatNext } from './start/texts.ts'

/** Runs the action once, as asked on the command line, and shows what a person would see on GitHub. */
async function start(given: readonly string[]): Promise<number> {
  const screen = new Screen(process.stdout)
  const { inputs } = await readManifest(repositoryRoot())
  const names = inputs.map(({ name }) => name)
  const wanted = readArguments(given, names)
  if (wanted.help) {
    screen.line(helpText(names))
    return 0
  }
  const scene = wanted.aws ? ownAws() : await startScene()
  try {
    return await runOnce(wanted, scene, screen)
  } finally {
    await scene.close()
  }
}

function ownAws(): Scene {
  return { environment: ownAwsEnvironment(process.env), close: async () => Promise.resolve() }
}

async function runOnce(wanted: Arguments, scene: Scene, screen: Screen): Promise<number> {
  const job = await Job.start({ env: scene.environment })
  const cancel = new AbortController()
  const onInterrupt = () => {
    cancel.abort()
  }
  process.once('SIGINT', onInterrupt)
  try {
    const inputs = wanted.aws ? wanted.inputs : { ...sceneInputs, ...wanted.inputs }
    screen.title(
      `Share WorkSpaces Image, on Node ${actionNode().version}, ${wanted.aws ? 'with your AWS' : 'in the sandbox'}`,
    )
    for (const [name, value] of Object.entries(inputs)) screen.line(`  ${name}: ${value}`)
    screen.title('Log')
    const result = await job.runStep({
      with: inputs,
      cancel: { signal: cancel.signal },
      onLine: (line) => {
        screen.line(line)
      },
    })
    screen.show(result)
    screen.line(`The summary as GitHub shows it: ${await writeSummaryPage(result.summary)}`)
    if (!wanted.aws) {
      screen.line()
      screen.line(whatNext)
    }
    return result.conclusion === 'success' ? 0 : 1
  } finally {
    process.off('SIGINT', onInterrupt)
    await job.close()
  }
}

try {
  process.exitCode = await start(process.argv.slice(2))
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\nnpm start -- --help lists what can be given.\n`,
  )
  process.exitCode = 2
}
