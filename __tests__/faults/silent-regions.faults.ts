import { describe, expect, it } from '@jest/globals'
import { SandboxAws, type Fault } from '../../sandbox/aws/aws.ts'
import { Job, type StepResult } from '../../sandbox/runner/job.ts'
import {
  checkWhatAlwaysHolds,
  checkWhoCanCopy,
  compiledOnce,
  errorsOf,
  IMAGE,
  OWNER,
  REGION,
  countsOf,
} from '../support/fixture.ts'
import { policyOf, TEST } from '../support/policies.ts'
import { sideBySide } from './side-by-side.ts'

const SILENT = 'us-east-1'
const [DESCRIBE, READ] = ['DescribeWorkspaceImages', 'DescribeWorkspaceImagePermissions']
// Ten reads at a time, and images are described 25 a call. Each is tried twice within the time of one attempt.
const readsAtATime = 10
const shared = { shared: 1, failed: 0, reason: 'partly-failed' }

/** An image whose Region answers, and others whose Region is silent. */
interface Case {
  readonly title: string
  /** What is asked of the silent images: by id, or by name. */
  readonly silent: readonly string[]
  readonly fault: Pick<Fault, 'after' | 'times'> & { readonly on?: { readonly operation: string } }
  readonly told: Partial<ReturnType<typeof countsOf>>
  readonly mostUnanswered: number
}

const thirty = Array.from({ length: 30 }, (_, index) => `id: wsi-${String(index).padStart(9, '0')}`)

const cases: readonly Case[] = [
  {
    title: 'altogether',
    silent: thirty,
    fault: {},
    told: shared,
    mostUnanswered: 2 * (2 + readsAtATime),
  },
  {
    title: 'about what its images are',
    silent: thirty,
    fault: { on: { operation: DESCRIBE } },
    told: shared,
    mostUnanswered: 2 * 2,
  },
  {
    title: 'about who can copy them',
    silent: thirty,
    fault: { on: { operation: READ } },
    told: shared,
    mostUnanswered: 2 * readsAtATime,
  },
  {
    title: 'about the names of its images',
    silent: ['name: silver', 'id: wsi-aaaaaaaaaaaaa'],
    fault: {},
    told: shared,
    mostUnanswered: 2,
  },
  {
    title: 'after the writes',
    silent: thirty,
    fault: { on: { operation: READ }, after: 30 },
    told: { shared: 1, failed: 30, reason: 'partly-failed' },
    mostUnanswered: 2 * readsAtATime,
  },
  {
    title: 'for a moment',
    silent: thirty.slice(0, 3),
    fault: { on: { operation: READ }, times: 2 },
    told: { shared: 4, failed: 0, reason: '' },
    mostUnanswered: 2,
  },
]

interface Seen {
  readonly step: StepResult
  readonly recipients: readonly string[]
  readonly unanswered: number
}

async function see({ silent, fault: { on, ...fault } }: Case): Promise<Seen> {
  const [aws, job] = await Promise.all([
    SandboxAws.start({ account: OWNER }),
    Job.start({ env: compiledOnce }),
  ])
  try {
    aws.addImage({ region: REGION, id: IMAGE, name: 'golden' })
    for (const one of silent) {
      const [, id = ''] = /^id: (.*)$/.exec(one) ?? []
      aws.addImage({ region: SILENT, id: id === '' ? 'wsi-zyxwvutsrqpon' : id, name: id || 'silver' })
    }
    aws.inject({ ...fault, on: { region: SILENT, ...on }, do: { kind: 'hang' } })
    const step = await job.runStep({
      with: { 'policy-file': 'policy.yml', 'aws-region': REGION },
      env: aws.environment(),
      workspaceFiles: {
        'policy.yml': policyOf(
          `id: ${IMAGE}\nshare-with: [workplace-test]`,
          ...silent.map((one) => `${one}\nregion: ${SILENT}\nshare-with: [workplace-test]`),
        ),
      },
    })
    checkWhatAlwaysHolds(step)
    checkWhoCanCopy(step, aws)
    const unanswered = aws.calls.filter(({ region, status }) => region === SILENT && status === 0).length
    return { step, recipients: aws.recipients(REGION, IMAGE), unanswered }
  } finally {
    await Promise.all([aws.close(), job.close()])
  }
}

const all = sideBySide(cases, cases.length, see)

describe('a Region that is silent', () => {
  it.each(cases)('$title holds up no other for longer than an attempt, whatever its images', async (one) => {
    const { step, recipients, unanswered } = await all(one)
    expect(countsOf(step)).toMatchObject(one.told)
    expect(recipients).toEqual([TEST])
    expect(unanswered).toBeGreaterThan(0)
    expect(unanswered).toBeLessThanOrEqual(one.mostUnanswered)
    // Said once, however many images it concerns.
    const saysSo = errorsOf(step).filter(({ message }) => message.includes('no answer in time, 2 times'))
    expect(saysSo).toHaveLength(one.told.reason === '' ? 0 : 1)
  })
})
