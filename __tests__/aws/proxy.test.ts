import { describe, expect, it } from '@jest/globals'
import { proxyFor } from '../../src/aws/proxy.ts'
import { ProblemError } from '../../src/sharing/problem.ts'
import { ownEnvironment, setEnvironment } from '../support/environment.ts'

ownEnvironment(() => ({}))

const secure = new URL('https://sts.eu-west-1.amazonaws.com')
const plain = new URL('http://aws.example:8080')

/** The problem instead of a proxy. */
function problemFor(address: URL) {
  try {
    return proxyFor(address)?.href ?? 'direct'
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
}

describe('the proxy', () => {
  it.each<[environment: Record<string, string>, address: URL, proxy: string | undefined]>([
    [{}, secure, undefined],
    [{ HTTPS_PROXY: '' }, secure, undefined],
    [{ HTTPS_PROXY: 'http://proxy.example:3128' }, secure, 'http://proxy.example:3128/'],
    [{ HTTPS_PROXY: 'http://proxy.example:3128' }, plain, undefined],
    [{ HTTP_PROXY: 'http://proxy.example:3128' }, plain, 'http://proxy.example:3128/'],
    [{ https_proxy: 'http://one', HTTPS_PROXY: 'http://two' }, secure, 'http://one/'],
    [{ HTTPS_PROXY: '10.0.0.1:3128' }, secure, 'http://10.0.0.1:3128/'],
    [{ HTTPS_PROXY: 'http://one', NO_PROXY: '.amazonaws.com' }, secure, undefined],
  ])('that %j names', (environment, address, proxy) => {
    setEnvironment(environment)
    expect(proxyFor(address)?.href).toBe(proxy)
  })

  it.each([
    ['s%40fe', 's@fe'],
    ['%2541', '%41'],
    ['100%25', '100%'],
    ['a+b%20c', 'a+b c'],
  ])('has the password %s as it was written: who uses it decodes it, once', (written, meant) => {
    setEnvironment({ HTTPS_PROXY: `http://runner:${written}@proxy.example:3128` })
    const password = proxyFor(secure)?.password ?? ''
    expect(password).toBe(written)
    expect(decodeURIComponent(password)).toBe(meant)
  })
})

describe('a variable that names no address', () => {
  const unreadable = [
    'http://runner:100%@proxy.example:3128',
    'https://runner:SECRET@proxy.example:99999',
    'http://',
    'proxy.example:3128',
    'runner:SECRET@proxy.example:3128',
    '10.0.0.1:99999',
    ' ',
  ]

  it.each(unreadable)('is a problem: %s', (value) => {
    setEnvironment({ HTTPS_PROXY: value })
    expect(problemFor(secure)).toEqual({
      reason: 'unreachable',
      message: "HTTPS_PROXY can't be read as the address of a proxy.",
      remedy: expect.stringContaining('Write it like http://name:password@proxy.example:3128,'),
    })
    expect(problemFor(plain)).toBe('direct')
    expect(problemFor(new URL('https://127.0.0.1:8443'))).toBe('direct')
    setEnvironment({ NO_PROXY: 'amazonaws.com' })
    expect(problemFor(secure)).toBe('direct')
  })

  it.each<[name: string, address: URL]>([
    ['https_proxy', secure],
    ['HTTPS_PROXY', secure],
    ['http_proxy', plain],
    ['HTTP_PROXY', plain],
  ])('is named: %s', (name, address) => {
    setEnvironment({ [name]: 'http://runner:100%@proxy.example' })
    expect(problemFor(address)).toMatchObject({
      message: expect.stringMatching(new RegExp(`^${name} can't`)),
    })
  })
})
