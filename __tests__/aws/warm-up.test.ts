import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SandboxAws } from '../../sandbox/aws/aws.ts'
import { SandboxGitHub } from '../../sandbox/github/github.ts'
import { connect } from '../../src/aws/connect.ts'
import type { IdTokens } from '../../src/ports/id-tokens.ts'
import { warmUps } from '../../src/aws/warm-up.ts'
import type { RoleToAssume } from '../../src/sharing/sign-in.ts'
import { ownEnvironment } from '../support/environment.ts'
import { countNodeErrorsAsErrors } from '../sandbox/aws-realm.ts'
import { image, region } from '../support/examples.ts'

countNodeErrorsAsErrors()

const agent = ['share-workspaces-image', '9.9.9'] as const
const never = new AbortController().signal
const arn = 'arn:aws:iam::111122223333:role/share-images'
const role: RoleToAssume = { arn, sessionName: 'o.r-1', durationSeconds: 900, audience: 'sts.amazonaws.com' }
let aws: SandboxAws

beforeEach(async () => {
  aws = await SandboxAws.start()
  aws.addImage(image)
  aws.trustRole({ arn })
})
ownEnvironment(() => aws.environment())
afterEach(() => aws.close())

describe('a warm-up', () => {
  // One that fails would be told to nobody, and would do no good either.
  it.each([undefined, role])('goes through to its end, and AWS hears nothing of it', async (one) => {
    for (const warmUp of warmUps({ region, role: one }, agent)) await warmUp()
    expect(aws.calls).toEqual([])
  })
})

describe('while the ID token is waited for', () => {
  it('what else there is to do is done, and AWS hears only what is meant', async () => {
    const github = await SandboxGitHub.start()
    const { issued } = github
    let ask: ((token: string) => void) | undefined
    const idTokens: IdTokens = { request: async () => new Promise((resolve) => (ask = resolve)) }
    const meanwhile = async () => {
      const headers = { authorization: `Bearer ${github.requestToken}` }
      const url = github.oidcEnvironment()['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? ''
      await fetch(`${url}&audience=sts.amazonaws.com`, { headers })
      ask?.(issued[0] ?? '')
      throw new Error('What fails here matters to nobody.')
    }
    const service = await connect({ region, role }, idTokens, agent, never, { meanwhile: [meanwhile] })
    await service.readRecipients(image, never)
    service.close()
    await github.close()
    expect(aws.calls.map(({ operation }) => operation)).toEqual([
      'AssumeRoleWithWebIdentity',
      'DescribeWorkspaceImagePermissions',
    ])
  })
})

it('where nothing is waited for, nothing else is done first', async () => {
  const idTokens: IdTokens = { request: async () => Promise.reject(new Error('No token is needed here')) }
  let done = 0
  const meanwhile = async () => {
    done += 1
  }
  const service = await connect({ region, role: undefined }, idTokens, agent, never, {
    meanwhile: [meanwhile],
  })
  service.close()
  expect(done).toBe(0)
})
