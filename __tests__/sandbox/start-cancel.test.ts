import { describe, expect, it } from '@jest/globals'
import { moment } from '../support/moment.ts'
import { FIRST, SECOND, StartFixture } from '../support/sandbox-start.ts'

const sandbox = new StartFixture()
const { temporary } = sandbox

describe('whoever wants the run to end', () => {
  // Each signal cancels a step, but for SIGHUP, which would end the process as well if nobody listened to it.
  it.each([
    ['SIGINT', 'SIGHUP'],
    ['SIGTERM', 'SIGINT'],
  ] as const)(
    'cancels the step by %s but not the post step by %s, is told so, and leaves nobody behind',
    async (signal, later) => {
      // The second is shared with after the cancel, and AWS answers the unshare no sooner than the second one was told.
      const [cancelled, notCancelled] = [moment(), moment()]
      for (const [isShare, { come }] of [
        [true, cancelled],
        [false, notCancelled],
      ] as const) {
        sandbox.aws.inject({
          on: { account: SECOND, where: ({ AllowCopyImage }) => AllowCopyImage === isShare },
          times: 1,
          do: { kind: 'meanwhile', happens: async () => come },
        })
      }
      const { exitCode, stdout } = await sandbox.onOwnAws(temporary, {
        when: [
          [new RegExp(`${FIRST}: accepted`), (process) => process.kill(signal)],
          [/The step is cancelled/, cancelled.comes],
          [/Log of the post step[^]*Sending/, (process) => process.kill(later)],
          [/The post step is not cancelled/, notCancelled.comes],
        ],
      })
      expect(exitCode).toBe(1)
      expect(sandbox.recipients()).toEqual([])
      expect(stdout).toContain("== The step's conclusion: cancelled")
      expect(stdout).toContain("== The post step's conclusion: success")
    },
  )

  it('may stop reading: the run still comes to its end', async () => {
    const { exitCode } = await sandbox.onOwnAws(temporary, {
      when: [[/Log/, (process) => process.stopReading()]],
    })
    expect(exitCode).toBe(0)
    expect(sandbox.aws.writes()).toHaveLength(4)
    expect(sandbox.recipients()).toEqual([])
  })
})
