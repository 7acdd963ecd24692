import { GitHubCallUnderFault } from '../github-call.ts'
import type { FaultyCall } from '../fault-case.ts'

const call = new GitHubCallUnderFault('/issues/')

export const makeComment: FaultyCall = {
  call: 'the new comment (REST)',
  prepare: (fixture) => fixture.comment(),
  hit: call.hit,
  network: {
    'status 500, empty': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'status 500, HTML': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'status 502, empty': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'status 502, HTML': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'status 503, empty': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'status 503, HTML': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'status 503, once': [0, '', '3 1 1 0', ''],
    'status 200, HTML': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'status 302': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'wrong content type': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'reset before it arrives, once': [0, '', '3 1 1 0', ''],
    'reset before it arrives': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'reset after it took effect, once': [0, '', '3 1 1 0', ''],
    'reset after it took effect': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'body cut, once': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'body cut': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'hang, once': [0, '', '3 1 1 0', ''],
    hang: [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'hang after it took effect': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'slow-loris, once': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    'slow-loris': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
  },
  own: {
    ...call.answers({
      '400': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
      '401': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
      '403': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
      '404': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
      '410': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
      '422': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
      '429': [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
      '429, once': [0, '', '3 1 1 0', ''],
    }),
    'wrong JSON types': {
      arrange: (fixture) => call.says(fixture, [7], 201),
      ends: [0, '', '3 1 1 0', 'Share WorkSpaces Image'],
    },
  },
}
