import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { claimsOf, trustCondition } from '../../src/aws/token-claims.ts'

const tokenOf = (payload: string) => `header.${Buffer.from(payload).toString('base64url')}.signature`

describe('the claims of a token', () => {
  it('are those that a trust policy can ask for, in their order, and no others', () => {
    const payload = {
      jti: 'secret',
      event_name: 'push',
      environment: 'production',
      ref: 'refs/heads/main',
      repository_id: '5678',
      aud: 'sts.amazonaws.com',
      sub: 'repo:o/r:ref:refs/heads/main',
      actor: 'octocat',
    }
    expect(Object.entries(claimsOf(tokenOf(JSON.stringify(payload))))).toEqual([
      ['sub', 'repo:o/r:ref:refs/heads/main'],
      ['aud', 'sts.amazonaws.com'],
      ['repository_id', '5678'],
      ['ref', 'refs/heads/main'],
      ['environment', 'production'],
      ['event_name', 'push'],
    ])
  })

  it.each<[what: string, token: string]>([
    ['no token', ''],
    ['no dots', 'token'],
    ['no JSON', tokenOf('<html>')],
    ['no object', tokenOf('7')],
    ['null', tokenOf('null')],
    ['claims that are no text', tokenOf('{"sub":7,"aud":["a"],"ref":null}')],
  ])('are none in %s', (_what, token) => {
    expect(claimsOf(token)).toEqual({})
  })

  it('never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.json(), (text, json) => {
        expect([typeof claimsOf(text), typeof claimsOf(tokenOf(json))]).toEqual(['object', 'object'])
      }),
    )
  })
})

describe('the condition of a trust policy', () => {
  it.each<[claims: Record<string, string>, condition: object]>([
    [
      { sub: 'repo:o/r:ref:x', aud: 'sts.amazonaws.com', ref: 'x' },
      {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': 'repo:o/r:ref:x',
      },
    ],
    [{ sub: 's' }, { 'token.actions.githubusercontent.com:sub': 's' }],
    [{}, {}],
  ])('for %j', (claims, condition) => {
    expect(trustCondition(claims)).toBe(JSON.stringify({ Condition: { StringEquals: condition } }, null, 2))
  })
})
