import { GitHubCallUnderFault } from '../github-call.ts'
import type { FaultyCall } from '../fault-case.ts'

const call = new GitHubCallUnderFault('/graphql', 1)

export const updateComment: FaultyCall = {
  call: 'the comment brought up to date (GraphQL)',
  prepare: (fixture) => {
    fixture.comment()
    fixture.addOwnComment()
  },
  hit: call.hit,
  own: {
    ...call.answers(['403', '422', '429', '429, once']),
    'wrong JSON types': call.says({ data: 7 }),
    'GraphQL error': call.says({ errors: [{ type: 'INTERNAL', message: 'Something went wrong' }] }),
  },
}
