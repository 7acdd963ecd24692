import { expect, it } from '@jest/globals'
import { fileURLToPath } from 'node:url'
import { accounts, changesIn, nothingBut, ActionFixture, countsOf } from '../support/fixture.ts'

const fixture = new ActionFixture()
const shortSlowdowns = fileURLToPath(new URL('short-slowdowns.cjs', import.meta.url))

// The SDK slows down to a call every two seconds, and repeats a hundred of them before it gives up: minutes, not hours.
it('writes that are throttled without end stop, as they do in a Region that does not answer', async () => {
  const operation = 'UpdateWorkspaceImagePermission'
  fixture.aws.inject({ on: { operation }, do: { kind: 'error', name: 'ThrottlingException' } })
  const step = await fixture.run(
    { 'account-id': accounts(300).join() },
    { nodeArguments: ['--require', shortSlowdowns] },
  )
  expect(countsOf(step)).toEqual({ ...nothingBut('throttled'), failed: 300 })
  const tried = new Set(fixture.aws.writes().map(({ input }) => input['SharedAccountId']))
  // Twenty in a row, and what was under way besides.
  expect(tried.size).toBeLessThanOrEqual(30)
  expect(changesIn(step).filter(({ outcome }) => outcome === 'not-attempted')).toHaveLength(300 - tried.size)
})
