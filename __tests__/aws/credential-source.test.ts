import { describe, expect, it } from '@jest/globals'
import { sourceOf, type CredentialSource, type Profiles } from '../../src/aws/credential-source.ts'

type Variables = Record<string, string>

const keys = { aws_access_key_id: 'AKIA', aws_secret_access_key: 'secret' }
const profile = (more: Partial<CredentialSource & { kind: 'profile' }> = {}): CredentialSource => ({
  kind: 'profile',
  name: 'default',
  isNamed: false,
  roles: [],
  usesSso: false,
  ...more,
})
const instance = (emptyProfile?: string): CredentialSource => ({ kind: 'instance', emptyProfile })
const tokenFile = { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: 'arn:role' }
const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/' }
const golden = { AWS_PROFILE: 'golden' }

describe('the source of the job’s own credentials', () => {
  it.each<[what: string, variables: Variables, profiles: Profiles, source: CredentialSource]>([
    ['is the instance where nothing is set up', {}, {}, instance()],
    [
      'is the instance where variables are empty',
      { AWS_PROFILE: '', AWS_CONTAINER_CREDENTIALS_FULL_URI: '' },
      {},
      instance(),
    ],
    ['is the default profile', {}, { default: keys }, profile()],
    [
      'is the profile that AWS_PROFILE names',
      golden,
      { golden: keys, default: keys },
      profile({ name: 'golden', isNamed: true }),
    ],
    [
      'is the profile before all else',
      { ...golden, ...tokenFile, ...container },
      { golden: keys },
      profile({ name: 'golden', isNamed: true }),
    ],
    [
      'is no profile that holds a Region alone',
      container,
      { default: { region: 'eu-west-1' } },
      { kind: 'container', variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', tokenFile: undefined },
    ],
    [
      'is no named profile that holds a Region alone',
      golden,
      { golden: { region: 'eu-west-1' } },
      instance('golden'),
    ],
    [
      'is a token in a file',
      { ...tokenFile, ...container },
      {},
      { kind: 'token-file', roles: [{ arn: 'arn:role', profile: undefined, tokenFile: '/token' }] },
    ],
    ['is no token without a role', { AWS_WEB_IDENTITY_TOKEN_FILE: '/token' }, {}, instance()],
    ['is no role without a token', { AWS_ROLE_ARN: 'arn:role' }, {}, instance()],
    [
      'is the container',
      { ...container, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/t' },
      {},
      { kind: 'container', variable: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', tokenFile: '/t' },
    ],
    [
      'is the container by its path first',
      { ...container, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' },
      {},
      { kind: 'container', variable: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', tokenFile: undefined },
    ],
  ])('%s', (_what, variables, profiles, source) => {
    expect(sourceOf(variables, profiles)).toEqual(source)
  })

  it.each([
    'aws_access_key_id',
    'aws_secret_access_key',
    'role_arn',
    'source_profile',
    'credential_process',
    'credential_source',
    'web_identity_token_file',
    'sso_session',
    'sso_start_url',
    'login_session',
  ])('is a profile with %s, whatever else it lacks', (setting) => {
    expect(sourceOf({}, { default: { [setting]: 'x' } }).kind).toBe('profile')
    expect(sourceOf({}, { default: { [`x_${setting}_x`]: 'x' } }).kind).toBe('instance')
  })

  it.each<[variables: Variables, files: string[]]>([
    [{}, ['~/.aws/config', '~/.aws/credentials']],
    [{ AWS_CONFIG_FILE: '/c', AWS_SHARED_CREDENTIALS_FILE: '/s' }, ['/c', '/s']],
    [{ AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: '' }, ['~/.aws/config', '~/.aws/credentials']],
  ])('is missing where AWS_PROFILE names none that is there: %j', (variables, files) => {
    const source = sourceOf({ ...golden, ...tokenFile, ...variables }, { default: keys })
    expect(source).toEqual({ kind: 'missing-profile', name: 'golden', files })
  })

  it('leads over roles, the last of which is assumed first', () => {
    const profiles = {
      golden: { role_arn: 'arn:golden', source_profile: 'jump', web_identity_token_file: '/unused' },
      jump: { role_arn: 'arn:jump', source_profile: 'middle' },
      middle: { source_profile: 'start' },
      start: { role_arn: 'arn:start', web_identity_token_file: '/token' },
    }
    expect(sourceOf(golden, profiles)).toMatchObject({
      roles: [
        { arn: 'arn:golden', profile: 'golden', tokenFile: undefined },
        { arn: 'arn:jump', profile: 'jump', tokenFile: undefined },
        { arn: 'arn:start', profile: 'start', tokenFile: '/token' },
      ],
    })
  })

  it('leads in no circle', () => {
    const profiles = {
      golden: { source_profile: 'other', role_arn: 'a' },
      other: { source_profile: 'golden' },
    }
    expect(sourceOf(golden, profiles)).toMatchObject({ roles: [{ arn: 'a' }] })
  })

  it.each<[profiles: Profiles, usesSso: boolean]>([
    [{ golden: { sso_session: 'x' } }, true],
    [{ golden: { role_arn: 'a', source_profile: 'start' }, start: { sso_start_url: 'x' } }, true],
    [{ golden: { role_arn: 'a', source_profile: 'start' }, start: keys, other: { sso_session: 'x' } }, false],
  ])('knows of IAM Identity Center on the way: %j', (profiles, usesSso) => {
    expect(sourceOf(golden, profiles)).toMatchObject({ kind: 'profile', usesSso })
  })
})
