import { titles } from '../../../src/report/titles.ts'
import type { Signal } from '../../support/signals.ts'
import { answersLate, hangs } from '../cancel-moments.ts'
import type { CopyFaultFixture } from './copy-fault-fixture.ts'

/** A moment of a run that copies, at which it is cancelled. */
export interface CopyMoment {
  readonly moment: string
  /** Prepares the fixture so that `cancel` is called at the moment; `last` is the last signal that comes of it. */
  readonly arrange: (fixture: CopyFaultFixture, cancel: () => void, last: Signal) => void
  /** The titles of the run's annotations. */
  readonly title: string
  /** How many writes are sent at most, before the signal and after it. */
  readonly writes: number
}

const title = titles.cancelled
const copyImage = { operation: 'CopyWorkspaceImage' }
const images = { operation: 'DescribeWorkspaceImages' }
const updateBundle = { operation: 'UpdateWorkspaceBundle' }
const bundles = { operation: 'DescribeWorkspaceBundles' }

/** The moments in the order of a run. */
export const copyMoments: readonly CopyMoment[] = [
  {
    moment: 'the ID token hangs',
    arrange: ({ github }, cancel) =>
      github.inject({ path: '/idtoken/', do: { kind: 'hang' }, onArrival: cancel }),
    title,
    writes: 0,
  },
  { moment: 'AssumeRoleWithWebIdentity hangs', arrange: hangs({ service: 'sts' }), title, writes: 0 },
  { moment: 'DescribeWorkspaceImages hangs', arrange: hangs(images), title, writes: 0 },
  { moment: 'DescribeWorkspaceImages answers late', arrange: answersLate(images), title, writes: 0 },
  { moment: 'CopyWorkspaceImage hangs', arrange: hangs(copyImage), title, writes: 1 },
  { moment: 'CopyWorkspaceImage answers late', arrange: answersLate(copyImage), title, writes: 1 },
  { moment: 'the read that proves the copy hangs', arrange: hangs(images, 2), title, writes: 1 },
  {
    moment: 'the wait for the copy',
    arrange: (fixture, cancel) => {
      fixture.aws.copying.pendingReads = 1_000_000
      fixture.onLine = (line) => {
        if (line.startsWith('Waiting for ')) cancel()
      }
    },
    title,
    writes: 1,
  },
  { moment: 'a read during the wait hangs', arrange: hangs(images, 3), title, writes: 1 },
  { moment: 'the read of the bundles after the wait hangs', arrange: hangs(bundles, 1), title, writes: 1 },
  { moment: 'UpdateWorkspaceBundle hangs', arrange: hangs(updateBundle), title, writes: 2 },
  { moment: 'UpdateWorkspaceBundle answers late', arrange: answersLate(updateBundle), title, writes: 2 },
  { moment: 'the proof of the bundles hangs', arrange: hangs(bundles, 2), title, writes: 3 },
  { moment: 'the proof of the bundles answers late', arrange: answersLate(bundles, 2), title: '', writes: 3 },
]
