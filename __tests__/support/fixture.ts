import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import { defaultClaims } from '../../sandbox/github/claims.ts'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import type { Tls } from '../../sandbox/http/loopback-server.ts'
import { Job, type StepOptions, type StepResult } from '../../sandbox/runner/job.ts'
import { compiledOnce } from './compiled-once.ts'

export { compiledOnce }

export const REGION = 'eu-west-1'
export const IMAGE = 'wsi-0123456789abc'
export const OTHER_IMAGE = 'wsi-zyxwvutsrqpon'
export const OWNER = '111122223333'
export const ROLE = `arn:aws:iam::${OWNER}:role/share-images`

/** What every output of a run says, with the counts as numbers. */
export interface Counts {
  readonly changed: string | undefined
  readonly shared: number
  readonly unshared: number
  readonly unchanged: number
  readonly failed: number
  readonly reason: string | undefined
}

interface FixtureOptions {
  /** Makes the AWS speak TLS with this certificate. */
  readonly tls?: Promise<Tls>
  /** Makes the action's own pauses end at once, and its clock move on by as much. */
  readonly skipsPauses?: boolean
}

/** Arguments for Node that make the action's own pauses end at once, and its clock move on by as much. */
export const skipsPauses = ['--require', fileURLToPath(new URL('skips-pauses.cjs', import.meta.url))]

/** An AWS, a GitHub and a job that live as long as a test, and the built action as a step of that job. */
export class ActionFixture {
  #aws: SandboxAws | undefined
  #github: SandboxGitHub | undefined
  #job: Job | undefined

  constructor({ tls, skipsPauses: isSkipping = false }: FixtureOptions = {}) {
    const jobOptions = {
      env: compiledOnce,
      nodeArguments: isSkipping ? skipsPauses : [],
    }
    // One GitHub for all tests of a file.
    beforeAll(async () => {
      this.#github = await SandboxGitHub.start()
    })
    afterAll(() => this.github.close())
    beforeEach(async () => {
      const options = { account: OWNER, ...(tls === undefined ? {} : { tls: await tls }) }
      ;[this.#aws, this.#job] = await Promise.all([SandboxAws.start(options), Job.start(jobOptions)])
      this.addImage()
      this.#resetGitHub()
    })
    afterEach(async () => {
      await Promise.all([this.aws.close(), this.job.close()])
    })
  }

  get aws(): SandboxAws {
    return alive(this.#aws)
  }

  get github(): SandboxGitHub {
    return alive(this.#github)
  }

  get job(): Job {
    return alive(this.#job)
  }

  /** Adds an image of the signed-in account; `AVAILABLE` and shared with nobody unless told otherwise. */
  addImage(image: Partial<Parameters<SandboxAws['addImage']>[0]> = {}): void {
    this.aws.addImage({ region: REGION, id: IMAGE, name: 'golden', ...image })
  }

  /** Who truly can copy an image. */
  recipients(image = IMAGE): string[] {
    return this.aws.recipients(REGION, image)
  }

  /** Runs the step with the job's own credentials, then checks what holds for every run. */
  async run(inputs: Record<string, string>, options: StepOptions = {}): Promise<StepResult> {
    return this.runAs({ ...this.aws.environment(), ...options.env }, inputs, options)
  }

  /** Runs the step in a job with `permissions: id-token: write` and a role to assume, and no other credentials. */
  async runWithRole(inputs: Record<string, string>, options: StepOptions = {}): Promise<StepResult> {
    const env = { ...this.aws.endpointEnvironment(), ...this.github.oidcEnvironment(), ...options.env }
    return this.runAs(env, { 'role-to-assume': ROLE, ...inputs }, options)
  }

  /** Runs the step with exactly this environment, then checks what holds for every run. */
  async runAs(
    env: Record<string, string>,
    inputs: Record<string, string>,
    options: StepOptions = {},
  ): Promise<StepResult> {
    const step = await this.job.runStep({
      ...options,
      with: { 'image-id': IMAGE, 'aws-region': REGION, ...inputs },
      env,
    })
    checkWhatAlwaysHolds(step)
    checkWhoCanCopy(step, this.aws)
    return step
  }

  /** A token that the sandbox's GitHub signed: any issuer's would do. */
  async idToken(): Promise<string> {
    const { ACTIONS_ID_TOKEN_REQUEST_URL: url } = this.github.oidcEnvironment()
    const headers = { authorization: `Bearer ${this.github.requestToken}` }
    await fetch(`${url}&audience=sts.amazonaws.com`, { headers })
    return String(this.github.issued.at(-1))
  }

  #resetGitHub(): void {
    this.github.clearFaults()
    this.github.claims = defaultClaims()
    this.github.requests.length = 0
    this.github.issued.length = 0
  }
}

function alive<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error('The fixture lives within tests only')
  return thing
}

const outputNames = [
  'changed',
  'shared-count',
  'unshared-count',
  'unchanged-count',
  'failed-count',
  'plan-id',
  'failure-reason',
  'result',
  'report',
]

// Every result of every run in the tests is by the published schema. That the schema is one itself is tested once, in
// __tests__/report/result-schema.test.ts: to check it here would take most of the time that this file needs to load.
const validateResult = new Ajv2020({ validateSchema: false, meta: false }).compile(
  parseObject(readFileSync('schema/result.schema.json', 'utf8')) ?? false,
)

/** Exit code, outputs and summary tell the same story, and the runner had nothing to complain about. */
export function checkWhatAlwaysHolds(step: StepResult): void {
  const { outputs, runnerWarnings, droppedAnnotations, stderr } = step
  expect({ runnerWarnings, droppedAnnotations, stderr }).toEqual({
    runnerWarnings: [],
    droppedAnnotations: 0,
    stderr: '',
  })
  expect(Object.keys(outputs).toSorted()).toEqual(outputNames.toSorted())
  const told = countsOf(step)
  expect(step.exitCode).toBe(told.reason === '' ? 0 : 1)
  expect(resultOf(step)).toMatchObject({
    totals: {
      shared: told.shared,
      unshared: told.unshared,
      unchanged: told.unchanged,
      failed: told.failed,
    },
    failureReason: told.reason === '' ? null : told.reason,
    planId: outputs['plan-id'] === '' ? null : outputs['plan-id'],
  })
  expect(validateResult(resultOf(step)) ? [] : validateResult.errors).toEqual([])
  const outcomes = changesIn(step).map(({ outcome }) => outcome)
  const isChanged = outcomes.some((outcome) => ['done', 'planned', 'undo-failed'].includes(String(outcome)))
  // What is left out of a long result may be the only change.
  if (isChanged || resultOf(step)['leftOut'] === undefined) expect(told.changed).toBe(String(isChanged))
  // Credentials are hidden in both; account ids, where that is asked for, in the summary alone.
  const hidesAccounts = step.masks.some((mask) => !/\p{L}/u.test(mask))
  if (!hidesAccounts) expect(step.summary.trim()).toBe(outputs['report']?.trim())
  expect(step.summary.startsWith(told.reason === '' ? '## ✅ ' : '## ❌ ')).toBe(true)
}

/** What the run tells about who can copy the images is what AWS holds, whatever went wrong. */
export function checkWhoCanCopy(step: StepResult, aws: SandboxAws): void {
  for (const image of imagesOf(step)) {
    if (image['recipients'] === null) continue
    expect(image['recipients']).toEqual(aws.recipients(String(image['region']), String(image['id'])))
  }
}

/** The counts and the reason that a step's outputs tell. */
export function countsOf({ outputs }: StepResult): Counts {
  return {
    changed: outputs['changed'],
    shared: Number(outputs['shared-count']),
    unshared: Number(outputs['unshared-count']),
    unchanged: Number(outputs['unchanged-count']),
    failed: Number(outputs['failed-count']),
    reason: outputs['failure-reason'],
  }
}

/** What a step tells when it failed before anything was planned. */
export function nothingBut(reason: string): Counts {
  return { changed: 'false', shared: 0, unshared: 0, unchanged: 0, failed: 0, reason }
}

/** The output `result`. */
export function resultOf({ outputs }: StepResult): Record<string, unknown> {
  const result = parseObject(outputs['result'] ?? '')
  if (result === undefined) throw new Error(`The output result is no JSON object: ${outputs['result']}`)
  return result
}

/** The images in the output `result`. */
export function imagesOf(step: StepResult): Record<string, unknown>[] {
  const { images } = resultOf(step)
  if (!Array.isArray(images)) throw new Error('The output result has no list of images')
  return images.map((image: unknown) => parseObject(JSON.stringify(image)) ?? {})
}

/** Every change in the output `result`, with the Region and id of its image. */
export function changesIn(step: StepResult): Record<string, unknown>[] {
  return imagesOf(step).flatMap(({ region, id, changes }) =>
    (Array.isArray(changes) ? changes : []).map((change: unknown) => ({
      region,
      id,
      ...parseObject(JSON.stringify(change)),
    })),
  )
}

/** The step's errors, without the sentence it fails with: that is the last one. */
export function errorsOf({ annotations }: StepResult): { title: string; message: string }[] {
  return annotations
    .filter(({ level }) => level === 'error')
    .map(({ title = '', message }) => ({ title, message }))
    .slice(0, -1)
}

/** The first line of the summary, as a person reads it. */
export function verdictIn({ summary }: StepResult): string {
  return (summary.split('\n')[0] ?? '').replace(/^## (?:✅|❌) /u, '')
}

/** So many account ids, none of them the owner's. */
export function accounts(count: number, from = 1): string[] {
  return Array.from({ length: count }, (_, index) => String(from + index).padStart(12, '0'))
}
