import { describe, expect, it } from '@jest/globals'
import { factsOf, type ErrorFacts } from '../../src/aws/error-facts.ts'

const nothing: ErrorFacts = {
  name: 'Error',
  message: '',
  code: undefined,
  httpStatus: undefined,
  requestId: undefined,
  attempts: 1,
  isFromAws: false,
}

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
      attempts: 3,
      isFromAws: true,
    })
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
