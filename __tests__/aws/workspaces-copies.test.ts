import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import { connectCopies } from '../../src/aws/connect.ts'
import type { ImageCopies } from '../../src/ports/image-copies.ts'
import type { FailureReason } from '../../src/sharing/problem.ts'
import { ownEnvironment } from '../support/environment.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { bundleId, copyOfSource, source } from '../support/copies.ts'
import { owner, region } from '../support/examples.ts'

countNodeErrorsAsErrors()

const never = new AbortController().signal
const noTokens = { request: async () => Promise.reject(new Error('No token is needed here')) }
let aws: SandboxAws
let copies: ImageCopies

beforeEach(async () => {
  aws = await SandboxAws.start()
})
ownEnvironment(() => aws.environment())
beforeEach(async () => {
  copies = await connectCopies({ region, role: undefined }, noTokens, ['copy', '1'], never)
})
afterEach(async () => {
  copies.close()
  await aws.close()
})

/** AWS answers the next call with this error. */
const refuse = (name: string): void => aws.inject({ times: 1, do: { kind: 'error', name } })

const start = async () => copies.startCopy({ source, owner, region, name: 'golden' }, never)

describe('a copy that AWS refuses', () => {
  it('has not started, however often AWS has refused the call', async () => {
    for (const name of ['ThrottlingException', 'AccessDeniedException']) refuse(name)
    await expect(start()).rejects.toMatchObject({
      problem: { reason: 'access-denied' },
      mayHaveTakenEffect: false,
    })
    expect(aws.calls).toHaveLength(2)
  })

  it('may have started if the last call met a fault of AWS', async () => {
    for (const name of ['ThrottlingException', 'InternalFailure']) refuse(name)
    await expect(start()).rejects.toMatchObject({
      problem: { reason: 'service-unavailable' },
      mayHaveTakenEffect: true,
    })
    expect(aws.calls).toHaveLength(2)
  })
})

describe('bundles that AWS does not take', () => {
  const bundle = bundleId(1)
  const read = async () => copies.readBundles(region, [bundle], never)
  const point = async () => copies.pointBundle(bundle, copyOfSource().image, never)

  it.each<[what: string, name: string, call: () => Promise<unknown>, reason: FailureReason, why: string]>([
    ['read', 'InvalidParameterValuesException', read, 'invalid-input', 'AWS does not accept their ids'],
    ['read', 'ValidationException', read, 'invalid-input', 'AWS does not accept their ids'],
    ['read', 'ResourceNotFoundException', read, 'invalid-input', 'a bundle is not in the account'],
    ['point', 'InvalidParameterValuesException', point, 'invalid-input', 'the bundle or the copy'],
    ['point', 'ValidationException', point, 'invalid-input', 'the bundle or the copy'],
    ['point', 'ResourceNotFoundException', point, 'image-not-found', 'the bundle or the copy'],
  ])('are told as bundles: %s, %s', async (_what, name, call, reason, why) => {
    refuse(name)
    await expect(call()).rejects.toMatchObject({
      problem: {
        reason,
        message: expect.stringContaining(why),
        remedy: expect.stringMatching(/bundle|both/),
        aws: { name },
      },
    })
  })

  it('keep the problem and the cause of any other error', async () => {
    refuse('AccessDeniedException')
    await expect(read()).rejects.toMatchObject({
      problem: { reason: 'access-denied', region },
      cause: { name: 'AccessDeniedException' },
    })
  })
})

/** A bundle of this id, as AWS describes it. */
const named = (id: unknown) => ({ BundleId: id, Name: 'desktop' })

/** AWS answers the next call with these bundles. */
const answer = (Bundles: readonly unknown[]): void =>
  aws.inject({
    do: {
      kind: 'http',
      status: 200,
      contentType: 'application/x-amz-json-1.1',
      body: JSON.stringify({ Bundles }),
    },
  })

describe('an answer about bundles', () => {
  const asked = [bundleId(1), bundleId(2)]

  it.each<[what: string, bundles: readonly unknown[]]>([
    ['one that was not asked for', [named(bundleId(3))]],
    ['another one beside one that was asked for', [named(bundleId(1)), named(bundleId(3))]],
    ['one whose id is none', [named(bundleId(1)), named('wsb-x')]],
    ['one whose id is a number', [named(7)]],
    ['one without an id', [{}]],
    ['null', [null]],
  ])('is not taken where it has %s', async (_what, bundles) => {
    answer(bundles)
    await expect(copies.readBundles(region, asked, never)).rejects.toMatchObject({
      problem: {
        reason: 'service-unavailable',
        message: `Could not look up bundles in ${region}: Amazon WorkSpaces gave an answer about other bundles.`,
        region,
      },
    })
  })

  it('may leave bundles out, and has each once', async () => {
    answer([named(bundleId(2)), named(bundleId(2))])
    expect(await copies.readBundles(region, asked, never)).toMatchObject([{ id: bundleId(2) }])
  })
})
