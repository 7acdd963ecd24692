import { expect } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import type { SandboxAws } from '../../sandbox/aws/aws.ts'
import { repositoryRoot } from '../../sandbox/runner/root.ts'
import type { StepOptions, StepResult } from '../../sandbox/runner/job.ts'
import { copyOutputNames } from '../../src/report/copying/copy-outputs.ts'
import { ActionFixture, IMAGE, OWNER, REGION, resultOf } from './fixture.ts'

/** The account that the images are shared with. */
export const RECIPIENT = '444455556666'
export const OTHER_REGION = 'us-east-1'
export const BUNDLE = 'wsb-0123456789'
export const OTHER_BUNDLE = 'wsb-9876543210'
export const COPY_ROLE = `arn:aws:iam::${RECIPIENT}:role/copy-images`
/** The image that a bundle has before. */
export const OLD_IMAGE = 'wsi-oldoldoldold'

/** The folder of the action that copies. */
export const copyAction = join(repositoryRoot(), 'copy')

/** What every output of a run says. */
export interface CopyTold {
  readonly image: string | undefined
  readonly copied: string | undefined
  readonly state: string | undefined
  readonly bundles: string | undefined
  readonly reason: string | undefined
}

const validate = new Ajv2020({ allowUnionTypes: true, validateSchema: false, meta: false }).compile(
  parseObject(readFileSync('schema/copy-result.schema.json', 'utf8')) ?? false,
)

/** An {@link ActionFixture} whose step copies an image that is shared with {@link RECIPIENT}. */
export class CopyFixture extends ActionFixture {
  /** Shares the image with the recipient; AVAILABLE, with a name, unless told otherwise. */
  share(image: Parameters<ActionFixture['addImage']>[0] = {}): void {
    this.addImage({ sharedWith: [RECIPIENT], ...image })
  }

  /** Adds a bundle of the recipient that has another image. */
  addBundle(bundle: Partial<Parameters<SandboxAws['addBundle']>[0]> = {}): void {
    this.aws.addBundle({
      region: REGION,
      id: BUNDLE,
      name: 'desktop',
      owner: RECIPIENT,
      image: OLD_IMAGE,
      ...bundle,
    })
  }

  /** Runs the step as a user of the recipient, then checks what holds for every run. */
  async copy(inputs: Record<string, string> = {}, options: StepOptions = {}): Promise<StepResult> {
    return this.copyAs({ ...this.aws.environment(RECIPIENT), ...options.env }, inputs, options)
  }

  /** Runs the step with a role of the recipient. */
  async copyWithRole(inputs: Record<string, string> = {}, options: StepOptions = {}): Promise<StepResult> {
    const env = { ...this.aws.endpointEnvironment(), ...this.github.oidcEnvironment(), ...options.env }
    return this.copyAs(env, { 'role-to-assume': COPY_ROLE, ...inputs }, options)
  }

  /** Runs the step with exactly this environment. */
  async copyAs(
    env: Record<string, string>,
    inputs: Record<string, string>,
    options: StepOptions = {},
  ): Promise<StepResult> {
    const given = { 'image-id': IMAGE, 'aws-region': REGION, 'owner-account-id': OWNER, ...inputs }
    const step = await this.job.runStep({ ...options, actionDirectory: copyAction, with: given, env })
    checkEveryCopy(step)
    return step
  }

  /** The recipient's images that are truly there. */
  copies(region = REGION): ReturnType<SandboxAws['imagesOf']> {
    return this.aws.imagesOf(RECIPIENT, region)
  }

  /** How often a copy was asked for. */
  get sent(): number {
    return this.aws.writes().filter(({ operation }) => operation === 'CopyWorkspaceImage').length
  }
}

/** Exit code, outputs and summary tell the same story, and the runner had nothing to complain about. */
export function checkEveryCopy(step: StepResult): void {
  const { outputs, runnerWarnings, droppedAnnotations, stderr } = step
  expect({ runnerWarnings, droppedAnnotations, stderr }).toEqual({
    runnerWarnings: [],
    droppedAnnotations: 0,
    stderr: '',
  })
  expect(Object.keys(outputs)).toEqual([...copyOutputNames])
  const told = toldBy(step)
  expect(step.exitCode).toBe(told.reason === '' ? 0 : 1)
  const result = resultOf(step)
  expect(validate(result) ? [] : validate.errors).toEqual([])
  expect(String(result['copied'])).toBe(told.copied)
  expect(result['failureReason']).toBe(told.reason === '' ? null : told.reason)
  const hidesAccounts = step.masks.some((mask) => !/\p{L}/u.test(mask))
  if (!hidesAccounts) expect(step.summary.trim()).toBe(outputs['report']?.trim())
  expect(step.summary.startsWith(told.reason === '' ? '## ✅ ' : '## ❌ ')).toBe(true)
}

/** What the outputs of a step tell. */
export function toldBy({ outputs }: StepResult): CopyTold {
  return {
    image: outputs['image-id'],
    copied: outputs['copied'],
    state: outputs['state'],
    bundles: outputs['updated-bundle-count'],
    reason: outputs['failure-reason'],
  }
}

/** What a step tells that wrote nothing. */
export function nothingCopied(reason: string): CopyTold {
  return { image: '', copied: 'false', state: '', bundles: '0', reason }
}
