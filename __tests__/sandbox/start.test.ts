import { describe, expect, it } from '@jest/globals'
import { FIRST, IMAGE, SECOND, StartFixture } from '../support/sandbox-start.ts'

const sandbox = new StartFixture()
const { temporary } = sandbox

describe('the job’s end', () => {
  it('takes back what was shared for its time, and shows log and summary', async () => {
    const { exitCode, stdout, stderr } = await sandbox.onOwnAws(temporary)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(sandbox.recipients()).toEqual([])
    expect(sandbox.aws.writes()).toHaveLength(4)
    const [, end = ''] = stdout.split('== Log of the post step')
    expect(end).toContain('Post job cleanup.')
    expect(end).toContain(`unshare ${IMAGE} from ${FIRST}: accepted`)
    expect(end).toContain('## ✅ Temporary shares: Done and verified: 2 unshares made.')
    expect(end).toMatch(/^The summary as GitHub shows it: .*summary\.html$/m)
  })

  it('fails the command where something stays shared, and says what', async () => {
    sandbox.aws.inject({
      on: { account: SECOND, where: ({ AllowCopyImage }) => AllowCopyImage === false },
      do: { kind: 'error', name: 'AccessDeniedException' },
    })
    const { exitCode, stdout } = await sandbox.onOwnAws(temporary)
    expect(exitCode).toBe(1)
    expect(sandbox.recipients()).toEqual([SECOND])
    expect(stdout).toContain("== The step's conclusion: success (exit code 0)")
    const [, annotations = ''] = stdout.split('== Annotations of the post step')
    expect(annotations).toContain(SECOND)
    expect(annotations).toContain("== The post step's conclusion: failure (exit code 1)")
  })
})

describe('the example of a pull request', () => {
  it('is planned, merged, applied, run again, and refused where something changed in between', async () => {
    const { exitCode, stdout, stderr } = await sandbox.run(['--example', 'pull-request'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const [, planned, applied, again, next, refused] = stdout.split(/^== \d\. /m)
    expect(planned).toContain('## ✅ Plan: 4 shares and 1 unshare to make')
    expect(planned).toMatch(
      /^ {2}success {2}share-workspaces-image: image-sharing.yml \(eu-west-1\) {2}#7: Plan of 4 shares/m,
    )
    expect(applied).toContain('Done and verified: 4 shares and 1 unshare made.')
    expect(again).toContain('## ✅ Nothing to do')
    expect(again).toContain('Applied, left to do no change: plan-')
    expect(next).toContain('Plan: 1 unshare to make')
    expect(refused).toContain('failure-reason=plan-changed')
    expect(refused).toContain('Nothing was written.')
  })
})

describe('a step that asks GitHub for an approval, or records one', () => {
  it.each<[options: string[], words: string]>([
    [['--approved-plan', 'pull-request'], "the run belongs to a pull request that isn't merged yet"],
    [['--mode', 'plan', '--record-plan', 'true'], 'Plan: 2 shares to make'],
  ])('runs on a pull request of the sandbox: %j', async (options, words) => {
    const { stdout } = await sandbox.run(options)
    expect(stdout).toContain(words)
  })
})
