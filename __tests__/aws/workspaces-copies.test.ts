import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import { connectCopies } from '../../src/aws/connect.ts'
import type { ImageCopies } from '../../src/ports/image-copies.ts'
import { ownEnvironment } from '../support/environment.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { source } from '../support/copies.ts'
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

describe('a copy that AWS refuses', () => {
  const start = async () => copies.startCopy({ source, owner, region, name: 'golden' }, never)

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
