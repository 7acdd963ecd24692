import type { ChildProcess } from 'node:child_process'
import { cutStart } from '../sharing/account-texts.ts'
import { ProblemError, type Problem } from '../sharing/problem.ts'
import type { CredentialSource } from './credential-source.ts'
import { factsOf, messageOf, wasSent, withoutTokens, type ErrorFacts } from './error-facts.ts'
import { problemOfRole } from './role-problem.ts'

/** The failure of a source of credentials. */
export interface SourceFailure {
  readonly error: unknown
  /** The last program that started meanwhile. */
  readonly program: ChildProcess | undefined
  /** Redacts secrets in a text. */
  readonly redact: (text: string) => string
}

/** Translates a source's failure into a problem a person can act on. */
export function problemOfSource(source: CredentialSource, failure: SourceFailure): Problem {
  if ('roles' in source && wasSent(failure.error)) return problemOfRole(source.roles, failure)
  switch (source.kind) {
    case 'missing-profile':
      return noCredentials(
        `there is no profile "${source.name}", which AWS_PROFILE names, in ${source.files.join(' and ')}`,
        'Add the profile, name one that is there, or unset AWS_PROFILE.',
      )
    case 'instance':
      return noCredentials(
        `no AWS credentials were found${noneIn(source.emptyProfile)}`,
        'Set role-to-assume (with permissions: id-token: write), or sign in to AWS in a step before this one.',
      )
    case 'profile':
    case 'token-file':
    case 'container':
      return noCredentials(`${nameOf(source)} ${whatCame(source, failure)}`, remedyFor(source))
  }
}

/** Returns the problem of a source that gives no answer. */
export function outOfTime(
  source: CredentialSource,
  seconds: number,
  program: ChildProcess | undefined,
): ProblemError {
  const why = program === undefined ? '' : ': its credential_process did not end'
  const message = `${nameOf(source)} gave no credentials within ${seconds} seconds${why}`
  return new ProblemError(noCredentials(message, remedyFor(source)))
}

/** Returns the problem of a source whose keys can't be sent. */
export function invalidCredentials(source: CredentialSource): ProblemError {
  const message = `${nameOf(source)} gave a key or token with a line end, a space or another character that none has`
  return new ProblemError(noCredentials(message, remedyFor(source)))
}

function noCredentials(why: string, remedy: string): Problem {
  return { reason: 'no-credentials', message: `Could not sign in to AWS: ${why}.`, remedy }
}

function nameOf(source: CredentialSource): string {
  switch (source.kind) {
    case 'missing-profile':
    case 'profile':
      return profileName(source.name, source.kind === 'missing-profile' || source.isNamed)
    case 'token-file':
      return 'AWS_WEB_IDENTITY_TOKEN_FILE'
    case 'container':
      return `the endpoint of the container (${source.variable})`
    case 'instance':
      return 'the metadata service of the instance (AWS_EC2_METADATA_DISABLED is not true)'
  }
}

function profileName(name: string, isNamed: boolean): string {
  return `profile "${name}"${isNamed ? ' (AWS_PROFILE)' : ''}`
}

function noneIn(profile: string | undefined): string {
  return profile === undefined ? '' : ` (${profileName(profile, true)} names none)`
}

function remedyFor(source: CredentialSource): string {
  switch (source.kind) {
    case 'container':
      return `Check the address in ${source.variable} (https, loopback, or that of ECS or EKS), the token for it (AWS_CONTAINER_AUTHORIZATION_TOKEN or AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE), and the agent that answers there.`
    case 'token-file':
      return 'Let AWS_WEB_IDENTITY_TOKEN_FILE name the file with the token, or unset it to use other credentials.'
    case 'instance':
      return 'Check the instance and its role, or set AWS_EC2_METADATA_DISABLED: true; set role-to-assume, or sign in to AWS in a step before this one.'
    case 'profile':
    case 'missing-profile':
      return `Check the settings of the profile and what they lead to, or use role-to-assume.`
  }
}

function whatCame(source: CredentialSource, { error, program, redact }: SourceFailure): string {
  const facts = factsOf(error, redact)
  const file = fileProblem(source, facts)
  if (file !== undefined) return file
  if (program !== undefined && hasFailed(program)) {
    return `gave no credentials: its credential_process ${endOf(program)}${whatItWrote(error, redact)}`
  }
  if (facts.name === 'SyntaxError') return 'gave no credentials that can be read'
  const detail = inOneSentence(facts.message)
  return `gave no credentials${detail === '' ? '' : ` (${detail})`}`
}

const fileProblems: Readonly<Partial<Record<string, string>>> = {
  ENOENT: 'which does not exist',
  EISDIR: 'which is a folder',
  ENOTDIR: 'which leads through a file',
  EACCES: 'which may not be read',
}

function fileProblem(source: CredentialSource, { code }: ErrorFacts): string | undefined {
  const problem = fileProblems[code ?? '']
  const files = 'roles' in source ? source.roles.map(({ tokenFile }) => tokenFile) : []
  const file = source.kind === 'container' ? source.tokenFile : files.find((one) => one !== undefined)
  return problem === undefined || file === undefined ? undefined : `names ${file}, ${problem}`
}

function hasFailed({ exitCode, signalCode }: ChildProcess): boolean {
  return Boolean(exitCode) || signalCode !== null
}

function endOf({ exitCode, signalCode }: ChildProcess): string {
  return signalCode === null ? `ended with exit code ${exitCode}` : `was ended by ${signalCode}`
}

// Node's message is "Command failed: ", the command, and its output in the lines below. The command may hold secrets.
function whatItWrote(error: unknown, redact: (text: string) => string): string {
  const lines = withoutTokens(redact(messageOf(error).split('\n').slice(1).join('\n')))
  const written = inOneSentence(lines.replaceAll(namedSecret, '$1***'))
  if (written === '') return ''
  return `, and wrote: ${written.length > mostCharacters ? `…${cutStart(written, mostCharacters)}` : written}`
}

// A program that returns credentials may write them when it fails.
const namedSecret =
  /((?:secret_?access_?key|session_?token|security_?token|password)["']?\s*[:=]\s*["']?)[^\s"'&,;]+/gi
// The reason is at the end.
const mostCharacters = 500

function inOneSentence(text: string): string {
  return (
    text
      .replaceAll(/\s+/g, ' ')
      .trim()
      .replace(/^(?:\w*Error(?: \[\w+\])?: )+/, '')
      // The SDK's name and message for an answer without a body.
      .replace(/^Unknown: UnknownError$/, '')
      .replace(/\.$/, '')
  )
}
