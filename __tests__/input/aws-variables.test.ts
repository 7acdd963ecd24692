import { describe, expect, it } from '@jest/globals'
import { checkAwsVariables, readAwsVariables, type AwsVariables } from '../../src/input/aws-variables.ts'
import { noting } from '../support/input-texts.ts'

type Given = Partial<Record<keyof AwsVariables, string>>

/** The problems that these variables have, each as `message remedy`. */
function problemsOf(given: Given, hasRole = false): readonly string[] {
  const texts: Readonly<Record<string, string>> = given
  const variables = readAwsVariables((name) => texts[name] ?? '')
  return noting((problems) => {
    checkAwsVariables(variables, hasRole, problems)
  })[1]
}
const namesOf = (given: Given, hasRole?: boolean) =>
  problemsOf(given, hasRole).map((problem) => problem.split(':')[0])

const key = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret/of+the=job' }
const fips = { AWS_USE_FIPS_ENDPOINT: 'true' }
const endpoint = { AWS_ENDPOINT_URL: 'https://aws.example' }

it('reads every variable under its own name', () => {
  const variables = readAwsVariables((name) => `text of ${name}`)
  for (const [name, text] of Object.entries(variables)) expect(text).toBe(`text of ${name}`)
})

describe('variables of the environment', () => {
  it.each<[what: string, given: Given]>([
    ['none', {}],
    ['keys', key],
    ['temporary keys', { ...key, AWS_SESSION_TOKEN: 'token//==' }],
    ['flags in lower case', { ...fips, AWS_USE_DUALSTACK_ENDPOINT: 'false' }],
    ['endpoints', { ...endpoint, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:4566/sts' }],
    ['a flag that is off beside an endpoint', { ...endpoint, AWS_USE_FIPS_ENDPOINT: 'false' }],
    [
      'a flag beside an endpoint that is ignored',
      { ...fips, ...endpoint, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    ],
    ['half a key beside a profile', { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_PROFILE: 'golden' }],
    ['a session token alone', { AWS_SESSION_TOKEN: 'token' }],
  ])('may be %s', (_what, given) => {
    expect(problemsOf(given)).toEqual([])
  })

  it.each<[given: Given, name: keyof AwsVariables]>([
    [{ AWS_ENDPOINT_URL: 'https://' }, 'AWS_ENDPOINT_URL'],
    [{ AWS_ENDPOINT_URL_STS: '/sts' }, 'AWS_ENDPOINT_URL_STS'],
    [{ AWS_ENDPOINT_URL_WORKSPACES: 'aws.example:443' }, 'AWS_ENDPOINT_URL_WORKSPACES'],
    [{ AWS_ENDPOINT_URL_WORKSPACES: 'gopher://aws.example' }, 'AWS_ENDPOINT_URL_WORKSPACES'],
    [{ AWS_USE_FIPS_ENDPOINT: 'true ' }, 'AWS_USE_FIPS_ENDPOINT'],
    [{ AWS_USE_DUALSTACK_ENDPOINT: 'FALSE' }, 'AWS_USE_DUALSTACK_ENDPOINT'],
    [{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: '1' }, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
    [{ ...fips, ...endpoint }, 'AWS_USE_FIPS_ENDPOINT'],
    [{ ...key, AWS_ACCESS_KEY_ID: '' }, 'AWS_ACCESS_KEY_ID'],
    [{ ...key, AWS_SECRET_ACCESS_KEY: '' }, 'AWS_SECRET_ACCESS_KEY'],
    [{ ...key, AWS_SECRET_ACCESS_KEY: 'secret of' }, 'AWS_SECRET_ACCESS_KEY'],
    [{ ...key, AWS_SESSION_TOKEN: 'token ü' }, 'AWS_SESSION_TOKEN'],
  ])('may not be %j: %s', (given, name) => {
    expect(namesOf(given)).toEqual([name])
  })

  it('are all told of at once, without a secret and without an address', () => {
    const given = {
      ...fips,
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_ENDPOINT_URL: 'runner:password@aws',
      AWS_ENDPOINT_URL_STS: 'https://sts.example',
      AWS_ACCESS_KEY_ID: 'AKIA EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'a secret',
    }
    expect(problemsOf(given)).toMatchInlineSnapshot(`
      [
        "AWS_ENDPOINT_URL: is not the address of an endpoint. Write an address such as https://vpce-0123.workspaces.eu-west-1.vpce.amazonaws.com, or unset the variable.",
        "AWS_USE_FIPS_ENDPOINT: can't be true together with AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_STS: a custom endpoint has no such variant. Unset one or the other.",
        "AWS_USE_DUALSTACK_ENDPOINT: can't be true together with AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_STS: a custom endpoint has no such variant. Unset one or the other.",
        "AWS_ACCESS_KEY_ID: holds a line end or another character that it can not have. Store the secret anew, without what was pasted around it.",
        "AWS_SECRET_ACCESS_KEY: holds a line end or another character that it can not have. Store the secret anew, without what was pasted around it.",
      ]
    `)
  })

  it('are not judged as keys where a role needs none', () => {
    const given = { AWS_ACCESS_KEY_ID: 'AKIA EXAMPLE', AWS_ENDPOINT_URL: 'aws' }
    expect(namesOf(given)).toEqual(['AWS_ENDPOINT_URL', 'AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'])
    expect(namesOf(given, true)).toEqual(['AWS_ENDPOINT_URL'])
  })
})
