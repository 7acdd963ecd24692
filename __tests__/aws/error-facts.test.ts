import { describe, expect, it } from '@jest/globals'
import { factsOf, type ErrorFacts } from '../../src/aws/error-facts.ts'

const nothing: ErrorFacts = {
  name: 'Error',
  message: '',
  code: undefined,
  httpStatus: undefined,
  requestId: undefined,
  resourceId: undefined,
  attempts: 1,
  isFromAws: false,
}

const redact = (text: string) => text.replaceAll('Aaaa1bBB2ccc3', '***')

describe('the facts of an error', () => {
  it('are those of a service’s answer', () => {
    const $metadata = { httpStatusCode: 400, requestId: 'r-1', attempts: 3 }
    const error = Object.assign(new Error('Rate exceeded'), {
      $fault: 'client',
      $metadata,
      name: 'ThrottlingException',
    })
    expect(factsOf(error)).toEqual({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      code: undefined,
      httpStatus: 400,
      requestId: 'r-1',
      resourceId: undefined,
      attempts: 3,
      isFromAws: true,
    })
  })

  it.each<[what: string, message: string, shown: string]>([
    [
      'the request AWS would have signed',
      "The Canonical String should have been 'POST\n/\n\nx-amz-date:20261123T220000Z\nx-amz-security-token:IQoJ/b3+Jp=\nx-amz-target:W'",
      "The Canonical String should have been 'POST\n/\n\nx-amz-date:20261123T220000Z\nx-amz-security-token:***\nx-amz-target:W'",
    ],
    ['an address', 'GET /?a=1&X-Amz-Security-Token=IQoJb3&b=2', 'GET /?a=1&X-Amz-Security-Token=***&b=2'],
    ['a refusal of an ID token', 'Token eyJhbGciOi.eyJzdWIiOi.c2ln_-x is bad', 'Token *** is bad'],
    ['what only looks like one', 'key-eyJ-eyJ.x.y and eyJ.x.y', 'key-eyJ-eyJ.x.y and eyJ.x.y'],
    ['JSON', '{"X-Amz-Security-Token": "IQoJb3", "a": 1}', '{"X-Amz-Security-Token": "***", "a": 1}'],
  ])('hold no token out of %s', (_, message, shown) => {
    expect(factsOf(new Error(message)).message).toBe(shown)
  })

  it('hold no secret, not even a part of one where a long message is cut', () => {
    const error = new Error(`${'x'.repeat(1995)}Aaaa1bBB2ccc3${'y'.repeat(66_000)}`)
    expect(factsOf(error, redact).message).toBe(`${'x'.repeat(1995)}***yy…`)
  })

  it('hold a message of 2,000 characters as a whole', () => {
    const message = 'x'.repeat(2000)
    expect(factsOf(new Error(message)).message).toBe(message)
    expect(factsOf(new Error(`${message}y`)).message).toBe(`${message}…`)
  })

  it.each(['Unknown', 'UnknownError'])(
    'are not those of an answer of AWS when the SDK calls it %s',
    (name) => {
      expect(factsOf({ name, $fault: 'server' })).toEqual({ ...nothing, name })
    },
  )

  it.each<[what: string, error: unknown, facts: Partial<ErrorFacts>]>([
    [
      'of a system error',
      Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
      { message: 'refused', code: 'ECONNREFUSED' },
    ],
    ['of its cause', { cause: { code: 'ENOTFOUND' } }, { code: 'ENOTFOUND' }],
    ['of its own before its cause', { code: 'A', cause: { code: 'B' } }, { code: 'A' }],
    ['of what AWS missed', { ResourceId: '000000000001' }, { resourceId: '000000000001' }],
    ['undefined', undefined, {}],
    ['null', null, {}],
    ['a text', 'text', {}],
    [
      'of the wrong types',
      { name: 7, message: {}, code: '', $metadata: { httpStatusCode: '500', attempts: null } },
      {},
    ],
    ['of the wrong types', { $metadata: 'text', cause: 'text' }, {}],
  ])('%s', (_what, error, facts) => {
    expect(factsOf(error)).toEqual({ ...nothing, ...facts })
  })
})
