import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { TokenIssuer } from '../../sandbox/github/token-issuer.ts'
import { makeTokenKey } from '../../sandbox/github/token-key.ts'

let github: SandboxGitHub
beforeEach(async () => {
  github = await SandboxGitHub.start()
})
afterEach(() => github.close())

function ask(bearer = github.requestToken, query = '&audience=sts.amazonaws.com'): Promise<Response> {
  const url = `${github.oidcEnvironment()['ACTIONS_ID_TOKEN_REQUEST_URL']}${query}`
  return fetch(url, { headers: { authorization: `Bearer ${bearer}` } })
}

async function token(): Promise<string> {
  return String(parseObject(await (await ask()).text())?.['value'])
}

function claimsOf(jwt: string): Record<string, unknown> {
  return parseObject(Buffer.from(String(jwt.split('.')[1]), 'base64url').toString('utf8')) ?? {}
}

describe('ID tokens', () => {
  it('are for an audience, for five minutes, and signed', async () => {
    const jwt = await token()
    const claims = claimsOf(jwt)
    expect(claims).toMatchObject({
      iss: 'https://token.actions.githubusercontent.com',
      aud: 'sts.amazonaws.com',
      sub: 'repo:octo-org@1234/golden-images@5678:ref:refs/heads/main',
    })
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(300)
    expect(github.verify(jwt)).toBe(true)
    expect(github.issued).toEqual([jwt])
    expect(github.requests).toMatchObject([{ method: 'GET', status: 200 }])
  })

  it('say what they are told to', async () => {
    github.claims['environment'] = 'production'
    expect(claimsOf(await token())).toMatchObject({ environment: 'production', repository_id: '5678' })
  })

  it('are not believed when changed, expired, or of another issuer', async () => {
    const [header, , signature] = (await token()).split('.')
    const forged = Buffer.from(JSON.stringify({ exp: 9_999_999_999 })).toString('base64url')
    expect(github.verify([header, forged, signature].join('.'))).toBe(false)
    expect(github.verify('no token')).toBe(false)
    github.claims['exp'] = 1
    expect(github.verify(await token())).toBe(false)
    const other = await SandboxGitHub.start({ issuer: new TokenIssuer(makeTokenKey) })
    delete github.claims['exp']
    expect(other.verify(await token())).toBe(false)
    await other.close()
  })

  it('are for bearers of the request token', async () => {
    expect((await ask('wrong')).status).toBe(401)
    expect((await fetch(github.url)).status).toBe(401)
    expect(github.issued).toEqual([])
  })
})

describe('faults', () => {
  it('happen instead of an answer', async () => {
    github.inject({ path: 'idtoken', times: 1, do: { kind: 'http', status: 503, body: 'busy' } })
    github.inject({ times: 1, do: { kind: 'reset' } })
    expect((await ask()).status).toBe(503)
    await expect(ask()).rejects.toThrow('fetch failed')
    expect(github.issued).toEqual([])
    expect((await ask()).status).toBe(200)
    expect(github.requests.map(({ status }) => status)).toEqual([503, 0, 200])
  })

  it('may come after what was asked for', async () => {
    github.inject({ late: true, do: { kind: 'reset' } })
    await expect(ask()).rejects.toThrow('fetch failed')
    expect(github.issued).toHaveLength(1)
  })

  it('may cut an answer', async () => {
    github.inject({ do: { kind: 'cut' } })
    await expect((await ask()).text()).rejects.toThrow('terminated')
  })
})
