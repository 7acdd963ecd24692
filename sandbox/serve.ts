// `npm run serve`: an AWS on loopback that outlives this command, for later steps of a job. Its variables go to the
// files of GitHub's runner; without a runner they are printed.
import { fork, type ChildProcess } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { SandboxAws } from './aws/aws.ts'
import { addExampleImages } from './start/example.ts'

const environment = z.record(z.string(), z.string())

/** Serves until the process ends; on a runner, that is the end of the job. */
async function serve(tell: (environment: Record<string, string>) => void): Promise<void> {
  const aws = await SandboxAws.start()
  addExampleImages(aws)
  tell(aws.environment())
}

/** Starts the server as a process of its own, and returns as soon as it is ready. */
async function start(): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), ['here'], { detached: true, stdio: 'ignore' })
  const told = new Promise<unknown>((resolve, reject) => {
    server.once('message', resolve)
    server.once('exit', () => reject(new Error('The sandbox could not be started.')))
  })
  publish(environment.parse(await told), server)
  server.disconnect()
  server.unref()
}

function publish(variables: Record<string, string>, { pid }: ChildProcess): void {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`)
  const { GITHUB_ENV: file } = process.env
  if (file) appendFileSync(file, lines.join(''))
  else process.stdout.write(lines.join(''))
  process.stdout.write(`The sandbox's AWS runs as process ${pid}.\n`)
}

if (process.argv[2] === 'here') await serve((variables) => process.send?.(variables))
else await start()
