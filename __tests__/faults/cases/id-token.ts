import { GitHubCallUnderFault } from '../github-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { nowhere, strangeAuthority } from '../places.ts'

const call = new GitHubCallUnderFault('/idtoken/')

export const idToken: FaultyCall = {
  call: "GitHub's ID token",
  onlyReads: true,
  hit: call.hit,
  own: {
    ...call.answers(['400', '401', '403', '404', '429', '429, once']),
    'wrong JSON types': call.says({ value: 7 }),
    'JSON without a token': call.says({}),
    'a token that is none': call.says({ value: 'not-a-web-token' }),
    'name not found (DNS)': { arrange: (fixture) => nowhere(fixture, 'ACTIONS_ID_TOKEN_REQUEST_URL') },
    'unknown CA (TLS)': { arrange: (fixture) => strangeAuthority(fixture, 'ACTIONS_ID_TOKEN_REQUEST_URL') },
  },
}
