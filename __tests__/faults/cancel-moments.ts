import type { Fault } from '../../sandbox/aws/aws.ts'
import { saysSignal, saysSignals, type Signal } from '../support/signals.ts'
import { REGION, IMAGE, accounts } from '../support/fixture.ts'
import { DESCRIBE, READ, WRITE } from './aws-call.ts'
import type { WithAws } from './fault-case.ts'
import { ownKeys } from './places.ts'
import { BEFORE, WANTED, type FaultFixture } from './fault-fixture.ts'
import { titles } from '../../src/report/titles.ts'

/** A moment of a run, at which it is cancelled. */
export interface Moment {
  readonly moment: string
  /** Prepares the fixture so that `cancel` is called at the moment; `last` is the last signal that comes of it. */
  readonly arrange: (fixture: FaultFixture, cancel: () => void, last: Signal) => void
  /** The titles of the run's annotations. docs/faults.md says how else the run ends. */
  readonly title: string
  /** How many writes are sent at most, before the signal and after it. */
  readonly writes: number
}

const title = titles.cancelled
const comment = 'Share WorkSpaces Image'
const [first = ''] = WANTED

/** The call hangs from now on. */
export function hangs(on: Fault['on'], after = 0): (fixture: WithAws, cancel: () => void) => void {
  return (fixture, cancel) => {
    // What waits for a promise that never settles ends with the connection.
    const happens = async (): Promise<void> => {
      cancel()
      return new Promise(() => {})
    }
    fixture.aws.inject({ ...(on === undefined ? {} : { on }), after, do: { kind: 'meanwhile', happens } })
  }
}

/** The answer to the call comes once the run has noticed every signal, as do those of all calls like it. */
export function answersLate(
  on: Fault['on'],
  after = 0,
): (
  fixture: Pick<FaultFixture, 'aws' | 'nodeArguments' | 'onLine'>,
  cancel: () => void,
  last: Signal,
) => void {
  return (fixture, cancel, last) => {
    fixture.nodeArguments.push(...saysSignals)
    const noticed = new Promise<void>((resolve) => {
      fixture.onLine = (line) => {
        if (saysSignal(line, last)) resolve()
      }
    })
    const happens = async (): Promise<void> => {
      cancel()
      return noticed
    }
    fixture.aws.inject({ ...(on === undefined ? {} : { on }), after, do: { kind: 'meanwhile', happens } })
  }
}

function gitHubHangs(path: string): Moment['arrange'] {
  return (fixture, cancel) => {
    fixture.comment()
    fixture.github.inject({ path, do: { kind: 'hang' }, onArrival: cancel })
  }
}

/** Makes one share fail, so that the others are taken back. */
function undoes(fixture: FaultFixture): void {
  fixture.inputs['undo-on-failure'] = 'true'
  fixture.aws.inject({
    on: { account: first },
    do: { kind: 'error', name: 'InvalidParameterValuesException' },
  })
}

/** The moments in the order of a run. */
export const moments: readonly Moment[] = [
  {
    moment: 'the ID token hangs',
    arrange: (fixture, cancel) =>
      fixture.github.inject({ path: '/idtoken/', do: { kind: 'hang' }, onArrival: cancel }),
    title,
    writes: 0,
  },
  { moment: 'AssumeRoleWithWebIdentity hangs', arrange: hangs({ service: 'sts' }), title, writes: 0 },
  {
    moment: 'AssumeRoleWithWebIdentity answers late',
    arrange: answersLate({ service: 'sts' }),
    title,
    writes: 0,
  },
  {
    moment: 'the first call hangs, keys of the job',
    arrange: (fixture, cancel) => {
      ownKeys(fixture)
      hangs({ service: 'workspaces' })(fixture, cancel)
    },
    title,
    writes: 0,
  },
  { moment: 'DescribeWorkspaceImages hangs', arrange: hangs({ operation: DESCRIBE }), title, writes: 0 },
  {
    moment: 'DescribeWorkspaceImagePermissions hangs',
    arrange: hangs({ operation: READ }),
    title,
    writes: 0,
  },
  {
    moment: 'DescribeWorkspaceImagePermissions answers late',
    arrange: answersLate({ operation: READ }),
    title,
    writes: 0,
  },
  {
    moment: 'the wait for an image that is PENDING',
    arrange: (fixture, cancel) => {
      fixture.aws.addImage({
        region: REGION,
        id: IMAGE,
        name: 'golden',
        sharedWith: BEFORE,
        state: 'PENDING',
      })
      fixture.inputs['wait-for-minutes'] = '60'
      fixture.onLine = (line) => {
        if (line.startsWith('Waiting for ')) cancel()
      }
    },
    title,
    writes: 0,
  },
  { moment: 'four writes under way hang', arrange: hangs({ operation: WRITE }), title, writes: 4 },
  {
    moment: 'four writes under way answer late',
    arrange: answersLate({ operation: WRITE }),
    title: '',
    writes: 4,
  },
  {
    moment: 'ten of 40 writes under way hang',
    arrange: (fixture, cancel) => {
      fixture.shareWith(accounts(39, 100))
      hangs({ operation: WRITE })(fixture, cancel)
    },
    title,
    writes: 10,
  },
  {
    moment: 'ten of 40 writes under way answer late',
    arrange: (fixture, cancel, last) => {
      fixture.shareWith(accounts(39, 100))
      answersLate({ operation: WRITE })(fixture, cancel, last)
    },
    title,
    writes: 10,
  },
  { moment: 'the proof hangs', arrange: hangs({ operation: READ }, 1), title, writes: 4 },
  { moment: 'the proof answers late', arrange: answersLate({ operation: READ }, 1), title: '', writes: 4 },
  {
    moment: 'the proof lags behind',
    arrange: (fixture, cancel) => {
      fixture.isStale = true
      fixture.aws.inject({ do: { kind: 'stale' } })
      fixture.onLine = (line) => {
        if (line.startsWith('Not all is as expected yet')) cancel()
      }
    },
    title,
    writes: 4,
  },
  {
    moment: 'the writes that undo hang',
    arrange: (fixture, cancel) => {
      undoes(fixture)
      hangs({ operation: WRITE }, 4)(fixture, cancel)
    },
    title: `${title}; The inputs have mistakes`,
    writes: 7,
  },
  {
    moment: 'the proof of the undoing hangs',
    arrange: (fixture, cancel) => {
      undoes(fixture)
      hangs({ operation: READ }, 2)(fixture, cancel)
    },
    title: `${title}; The inputs have mistakes`,
    writes: 7,
  },
  { moment: 'the comments hang', arrange: gitHubHangs('/graphql'), title: comment, writes: 4 },
  { moment: 'the new comment hangs', arrange: gitHubHangs('/issues/'), title: comment, writes: 4 },
]
