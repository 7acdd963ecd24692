import { place } from './annotations.ts'
import type { Place } from './annotations.ts'
import { parseCommand } from './commands.ts'
import type { Command } from './commands.ts'
import type { StepRecord } from './record.ts'

const removed = (name: string): string =>
  `The \`${name}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` environment variable to \`true\`. For more information see: https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/`
const deprecated = (name: string): string =>
  `The \`${name}\` command is deprecated and will be disabled soon. Please upgrade to using Environment Files. For more information see: https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/`
const badStopToken =
  "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command. For more information see: https://docs.github.com/actions/learn-github-actions/workflow-commands-for-github-actions#example-stopping-and-starting-workflow-commands or opt into insecure command execution by setting the `ACTIONS_ALLOW_UNSECURE_STOPCOMMAND_TOKENS` environment variable to `true`."

/** Commands that are never echoed, because their rendering shows everything. */
const silent = new Set(['error', 'warning', 'notice', 'debug', 'add-mask'])

/**
 * Interprets a step's lines of output, from stdout and stderr alike: obeys commands and logs other lines. Each step has
 * its own interpreter, so `stop-commands` ends with the step.
 */
export class Interpreter {
  readonly #record: StepRecord
  readonly #registered: Set<string>
  readonly #place: (properties: Command['properties']) => Place
  #stopToken: string | undefined
  #echo: boolean

  constructor(record: StepRecord, { echo, workspace }: { echo: boolean; workspace: string }) {
    this.#record = record
    this.#echo = echo
    this.#place = (properties) => place(properties, workspace)
    this.#registered = new Set(['stop-commands', ...Object.keys(this.#handlers)])
  }

  take(line: string): void {
    const command = parseCommand(line, this.#registered)
    if (command === undefined) this.#record.log.output(line)
    else if (this.#stopToken !== undefined) this.#resume(command.name, line)
    else if (command.name === 'stop-commands') this.#stop(command, line)
    else this.#obey(command, line)
  }

  /** Resumes commands at the token. While commands are stopped, everything else is text. */
  #resume(name: string, line: string): void {
    this.#record.log.output(line)
    if (name !== this.#stopToken) return
    this.#registered.delete(name)
    this.#stopToken = undefined
  }

  #stop({ data }: Command, line: string): void {
    const token = data.toLowerCase()
    if (token === '' || token === 'pause-logging' || this.#registered.has(token)) {
      this.#record.log.issue('error', badStopToken)
      this.#record.failed = true
      return
    }
    this.#stopToken = token
    this.#registered.add(token)
    if (data.length > 6) this.#record.masks.add(data)
    this.#record.log.output(line)
  }

  #obey(command: Command, line: string): void {
    if (this.#echo && !silent.has(command.name)) this.#record.log.output(line)
    try {
      this.#handlers[command.name]?.(command)
    } catch (cause) {
      const shown = silent.has(command.name) ? command.name : line
      this.#record.fail(`Unable to process command '${shown}' successfully.`, cause)
    }
  }

  readonly #handlers: Record<string, (command: Command) => void> = {
    error: ({ data, properties }) => this.#record.log.issue('error', data, this.#place(properties)),
    warning: ({ data, properties }) => this.#record.log.issue('warning', data, this.#place(properties)),
    notice: ({ data, properties }) => this.#record.log.issue('notice', data, this.#place(properties)),
    debug: ({ data }) => this.#record.log.debug(data),
    group: ({ data }) => this.#record.log.group(data),
    endgroup: () => {},
    echo: ({ data }) => this.#setEcho(data),
    'add-mask': ({ data }) => this.#mask(data),
    'set-output': (command) => this.#record.outputs.set(this.#oldName(command), command.data),
    'save-state': (command) => this.#record.state.set(this.#oldName(command), command.data),
    'set-env': ({ name }) => refuse(name),
    'add-path': ({ name }) => refuse(name),
    // The sandbox doesn't support problem matchers. It drops the lines as the runner does.
    'add-matcher': () => {},
    'remove-matcher': () => {},
  }

  #oldName({ name, properties }: Command): string {
    this.#record.warn(deprecated(name))
    const key = properties.get('name')
    if (!key) throw new Error(`Required field 'name' is missing in ##[${name}] command.`)
    return key
  }

  #mask(data: string): void {
    if (data.trim() === '') {
      this.#record.warn("Can't add secret mask for empty string in ##[add-mask] command.")
      return
    }
    if (this.#echo) this.#record.log.output('::add-mask::***')
    for (const value of this.#record.masks.addLines(data)) this.#record.added.add(value)
  }

  #setEcho(data: string): void {
    const value = data.trim().toUpperCase()
    if (value !== 'ON' && value !== 'OFF') {
      throw new Error(
        `Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${data}'.`,
      )
    }
    this.#echo = value === 'ON'
  }
}

function refuse(name: string): never {
  throw new Error(removed(name))
}
