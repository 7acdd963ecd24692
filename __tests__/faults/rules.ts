import { expect } from '@jest/globals'
import type { StepResult } from '../../sandbox/runner/job.ts'
import { changesIn, checkWhatAlwaysHolds, imagesOf } from '../support/fixture.ts'
import { adviceToRunAgain, commandFor, readBy } from '../support/job-end.ts'
import { BEFORE, type FaultFixture } from './fault-fixture.ts'

// Words of a program, not of a person.
const gibberish =
  /\b(?:SyntaxError|TypeError|RangeError|UnknownError|Unknown|undefined|NaN|null)\b|\[object |Unexpected token|is not valid JSON|\.js:[0-9]+|node:internal/

/** What holds for every run, whatever happens to it. */
export function checkRules(fixture: FaultFixture, step: StepResult): void {
  checkWhatAlwaysHolds(step)
  checkTruth(fixture, step)
  checkWords(step)
  checkSecrets(fixture, step)
}

/** What holds for every end of a job whose step shared for its time, whatever happens to it. */
export function checkJobEnd(fixture: FaultFixture, end: StepResult): void {
  const { runnerWarnings, droppedAnnotations } = end
  expect({ runnerWarnings, droppedAnnotations }).toEqual({ runnerWarnings: [], droppedAnnotations: 0 })
  // Nobody keeps access unless it is red, and then the command that takes it stands there.
  const left = leftBehind(fixture)
  if (left.length > 0) expect(end.exitCode).toBe(1)
  for (const account of left) expect(readBy(end)).toContain(commandFor(account))
  expect(readBy(end)).not.toMatch(adviceToRunAgain)
  checkWords(end)
  checkSecrets(fixture, end)
}

/** Who can truly copy the image and couldn't before the job. */
export function leftBehind(fixture: FaultFixture): readonly string[] {
  return fixture.recipients().filter((account) => !BEFORE.includes(account))
}

/** What the outputs say is what AWS holds. */
function checkTruth(fixture: FaultFixture, step: StepResult): void {
  const holds = fixture.isStale ? BEFORE : fixture.recipients()
  const [image] = imagesOf(step)
  const recipients = image?.['recipients']
  // If the run could not read it, the run says so; it never says something else.
  if (Array.isArray(recipients)) expect(recipients).toEqual(holds)
  for (const { account, change, outcome, problem } of changesIn(step)) {
    const isInEffect = holds.includes(String(account)) === (change === 'share')
    const isKnown = recipients !== null
    if (outcome === 'undo-failed') {
      // A run anew would make the change, not take it back.
      expect(JSON.stringify(problem)).toContain(' by hand: aws workspaces ')
      expect(JSON.stringify(problem)).not.toMatch(adviceToRunAgain)
      // It is in effect, or AWS never said that it isn't: a read alone may be late.
      if (isKnown && !isInEffect) expect(isAnswered(fixture, String(account), change !== 'share')).toBe(false)
    } else if (outcome === 'done' || outcome === 'unchanged') {
      expect({ account, outcome, isInEffect }).toEqual({ account, outcome, isInEffect: true })
    } else if (isKnown || outcome === 'not-attempted') {
      expect({ account, outcome, isInEffect }).toEqual({ account, outcome, isInEffect: false })
    }
  }
  const unchanged: unknown = image?.['unchanged']
  if (Array.isArray(recipients) && Array.isArray(unchanged))
    expect(unchanged.filter((account) => !holds.includes(String(account)))).toEqual([])
  if (step.exitCode === 0) expect(holds).toEqual(fixture.wanted)
  if (step.summary.includes('Nothing was written')) expect(holds).toEqual(BEFORE)
  if (image === undefined) expect(holds).toEqual(BEFORE)
}

/** Whether AWS has accepted a change of an account's permission in an answer that arrived as a whole. */
function isAnswered({ aws }: FaultFixture, account: string, allow: boolean): boolean {
  return aws
    .writes()
    .some(
      ({ input, status }) =>
        status === 200 && input['SharedAccountId'] === account && input['AllowCopyImage'] === allow,
    )
}

/** A person reads sentences, and on the error stream nothing at all. */
export function checkWords({ log, summary, annotations, outputs, stderr }: StepResult): void {
  const { result = '', ...texts } = outputs
  expect(stderr).toBe('')
  for (const text of [...log, summary, ...annotations.map(({ message }) => message), ...Object.values(texts)])
    expect(text).not.toMatch(gibberish)
  // JSON has a null of its own.
  expect(result.replaceAll(/:null\b/g, '')).not.toMatch(gibberish)
}

/** No secret is anywhere but where the runner is told to hide it. */
export function checkSecrets(
  fixture: Pick<FaultFixture, 'aws' | 'github' | 'comments'>,
  step: StepResult,
): void {
  const { aws, github } = fixture
  const secrets = [github.requestToken, github.token, ...github.issued, ...aws.secrets()]
  // A token without its signature is as good as public; the signature alone is a secret too.
  const signatures = github.issued.map((token) => token.split('.')[2] ?? token)
  const { raw, stderr, log, summary, annotations, outputs, state, environment } = step
  const spoken = raw.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  const everything = JSON.stringify([
    spoken,
    stderr,
    log,
    summary,
    annotations,
    outputs,
    state,
    environment,
    fixture.comments(),
  ])
  for (const secret of [...secrets, ...signatures]) expect(everything.includes(secret)).toBe(false)
}
