import { GitHubCallUnderFault } from '../github-call.ts'
import type { FaultyCall } from '../fault-case.ts'
import { nowhere, strangeAuthority } from '../places.ts'

const call = new GitHubCallUnderFault('/graphql')

export const listComments: FaultyCall = {
  call: 'the comments of the pull request (GraphQL)',
  onlyReads: true,
  prepare: (fixture) => fixture.comment(),
  hit: call.hit,
  own: {
    ...call.answers(['400', '401', '403', '404', '410', '422', '429', '429, once']),
    'wrong JSON types': call.says({
      data: { repository: { pullRequest: { comments: { nodes: 7, pageInfo: [] } } } },
    }),
    'GraphQL error': call.says({ errors: [{ type: 'INTERNAL', message: 'Something went wrong' }] }),
    'a page cursor that repeats': {
      arrange: (fixture) => {
        fixture.github.comments.pages = 'repeat'
      },
    },
    'name not found (DNS)': { arrange: (fixture) => nowhere(fixture, 'GITHUB_API_URL') },
    'unknown CA (TLS)': { arrange: (fixture) => strangeAuthority(fixture, 'GITHUB_API_URL') },
  },
}
