import { describe, expect, it } from '@jest/globals'
import { applyThen } from '../../sandbox/aws/aws.ts'
import { FIRST, SECOND, StartFixture } from '../support/sandbox-start.ts'

const sandbox = new StartFixture('started-and-cancelled')
const { temporary } = sandbox

describe('whoever wants the run to end', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'cancels the step by %s, and leaves nobody behind',
    async (signal) => {
      // The second can copy the image, and the answer that says so never comes.
      sandbox.aws.inject({ on: { account: SECOND }, times: 1, do: applyThen({ kind: 'hang' }) })
      const { exitCode, stdout } = await sandbox.onOwnAws(temporary, {
        when: [[new RegExp(`${FIRST}: accepted`), (process) => process.kill(signal)]],
      })
      expect(exitCode).toBe(1)
      expect(sandbox.recipients()).toEqual([])
      expect(stdout).toContain("== The step's conclusion: cancelled")
      expect(stdout).toContain("== The post step's conclusion: success")
    },
  )

  it('does not end the post step, and is told so', async () => {
    let tell: (() => void) | undefined
    const told = new Promise<void>((resolve) => {
      tell = resolve
    })
    // AWS answers the unshare no sooner than whoever pressed Ctrl-C was told.
    sandbox.aws.inject({
      on: { where: ({ AllowCopyImage }) => AllowCopyImage === false },
      times: 1,
      do: { kind: 'meanwhile', happens: async () => told },
    })
    const { exitCode, stdout } = await sandbox.onOwnAws(temporary, {
      when: [
        [/Log of the post step[^]*Sending/, (process) => process.kill('SIGINT')],
        [/The post step is not cancelled/, () => tell?.()],
      ],
    })
    expect(exitCode).toBe(0)
    expect(stdout).toContain("== The post step's conclusion: success")
    expect(sandbox.recipients()).toEqual([])
  })

  it('may stop reading: the run still comes to its end', async () => {
    const { exitCode } = await sandbox.onOwnAws(temporary, {
      when: [[/Log/, (process) => process.stopReading()]],
    })
    expect(exitCode).toBe(0)
    expect(sandbox.aws.writes()).toHaveLength(4)
    expect(sandbox.recipients()).toEqual([])
  })
})
