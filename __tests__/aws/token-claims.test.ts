import { describe, expect, it } from '@jest/globals'
import * as fc from '../support/fast-check.ts'
import { claimsOf, issuerOf, trustCondition } from '../../src/aws/token-claims.ts'
import { anyCharacter } from '../support/any-character.ts'

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
      fc.property(fc.string({ unit: anyCharacter }), fc.json(), (text, json) => {
        expect([typeof claimsOf(text), typeof claimsOf(tokenOf(json))]).toEqual(['object', 'object'])
      }),
    )
  })
})

const github = 'token.actions.githubusercontent.com'

describe('the issuer of a token, as a trust policy names it', () => {
  it.each<[what: string, iss: unknown, issuer: string]>([
    ['github.com', `https://${github}`, github],
    ['an enterprise with an issuer of its own', `https://${github}/octo-corp`, `${github}/octo-corp`],
    ['GHE.com', 'https://token.actions.octo-corp.ghe.com', 'token.actions.octo-corp.ghe.com'],
    [
      'an Enterprise Server',
      'https://git.example_1.com/_services/token',
      'git.example_1.com/_services/token',
    ],
    ['a port', 'https://git.example.com:8443/_services/token', github],
    ['another scheme', 'http://git.example.com', github],
    ['what would end the text', 'https://x":{"', github],
    ['a line end', 'https://git.example.com\n', github],
    ['nothing behind the scheme', 'https://', github],
    ['no text', 7, github],
    ['none', undefined, github],
  ])('is read from it: %s', (_what, iss, issuer) => {
    expect(issuerOf(tokenOf(JSON.stringify({ iss })))).toBe(issuer)
  })

  it('is that of github.com where the token can not be read', () => {
    expect(issuerOf('opaque')).toBe(github)
  })
})

describe('the condition of a trust policy', () => {
  it.each<[claims: Record<string, string>, condition: object]>([
    [
      { sub: 'repo:o/r:ref:x', aud: 'sts.amazonaws.com', ref: 'x' },
      {
        'git.example/_services/token:aud': 'sts.amazonaws.com',
        'git.example/_services/token:sub': 'repo:o/r:ref:x',
      },
    ],
    [{ sub: 's' }, { 'git.example/_services/token:sub': 's' }],
    [{}, {}],
  ])('for %j', (claims, condition) => {
    const written = trustCondition(claims, 'git.example/_services/token')
    expect(written).toBe(JSON.stringify({ Condition: { StringEquals: condition } }, null, 2))
  })
})
