import { GitHubCallUnderFault } from '../github-call.ts'
import type { FaultyCall } from '../fault-case.ts'

const call = new GitHubCallUnderFault('/issues/')

export const makeComment: FaultyCall = {
  call: 'the new comment (REST)',
  prepare: (fixture) => fixture.comment(),
  hit: call.hit,
  own: {
    ...call.answers(['403', '422', '429', '429, once']),
    'wrong JSON types': call.says([7], 201),
  },
}
