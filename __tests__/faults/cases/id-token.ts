import { GitHubCallUnderFault } from '../github-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { nowhere, strangeAuthority } from '../places.ts'

const call = new GitHubCallUnderFault('/idtoken/')

export const idToken: FaultyCall = {
  call: "GitHub's ID token",
  hit: call.hit,
  network: {
    'status 500, empty': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'status 500, HTML': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'status 502, empty': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'status 502, HTML': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'status 503, empty': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'status 503, HTML': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'status 503, once': [0, '', '3 1 1 0', ''],
    'status 200, HTML': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'status 302': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'wrong content type': [0, '', '3 1 1 0', ''],
    'reset before it arrives, once': [0, '', '3 1 1 0', ''],
    'reset before it arrives': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'reset after it took effect, once': [0, '', '3 1 1 0', ''],
    'reset after it took effect': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'body cut, once': [0, '', '3 1 1 0', ''],
    'body cut': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'hang, once': [0, '', '3 1 1 0', ''],
    hang: [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'hang after it took effect': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    'slow-loris, once': [0, '', '3 1 1 0', ''],
    'slow-loris': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
  },
  own: {
    ...call.answers({
      '400': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
      '401': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
      '403': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
      '404': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
      '429': [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
      '429, once': [0, '', '3 1 1 0', ''],
    }),
    'wrong JSON types': {
      arrange: (fixture) => call.says(fixture, { value: 7 }),
      ends: [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    },
    'JSON without a token': {
      arrange: (fixture) => call.says(fixture, {}),
      ends: [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    },
    'a token that is none': {
      arrange: (fixture) => call.says(fixture, { value: 'not-a-web-token' }),
      ends: [1, 'role-refused', '0 0 0 0', 'AWS refused the role'],
    },
    'name not found (DNS)': {
      arrange: (fixture) => nowhere(fixture, 'ACTIONS_ID_TOKEN_REQUEST_URL'),
      ends: [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    },
    'unknown CA (TLS)': {
      arrange: (fixture) => strangeAuthority(fixture, 'ACTIONS_ID_TOKEN_REQUEST_URL'),
      ends: [1, 'oidc-unavailable', '0 0 0 0', 'No ID token from GitHub'],
    },
  },
}
