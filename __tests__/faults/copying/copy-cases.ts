import { REGION } from '../../support/fixture.ts'
import { AwsCallUnderFault, readRefusals, writeRefusals } from '../aws-call.ts'
import type { InjectedFault } from '../fault-case.ts'
import { everyNetworkFault, type NetworkFault } from '../network-faults.ts'
import { lateEffect } from '../../../sandbox/aws/aws.ts'
import type { CopyFaultFixture } from './copy-fault-fixture.ts'
import { BUNDLE, RECIPIENT } from '../../support/copy-fixture.ts'
import { moment } from '../../support/moment.ts'

/** One fault of one call of a run that copies. */
export interface CopyFaultCase extends InjectedFault<CopyFaultFixture> {
  readonly call: string
  readonly fault: string
}

interface CopyCall {
  readonly call: string
  readonly under: AwsCallUnderFault
  readonly onlyReads?: true
  readonly own: Readonly<Record<string, InjectedFault<CopyFaultFixture>>>
}

const copyImage = new AwsCallUnderFault({ on: { operation: 'CopyWorkspaceImage' } })
const updateBundle = new AwsCallUnderFault({ on: { operation: 'UpdateWorkspaceBundle' } })
const oneBundle = new AwsCallUnderFault({ on: { where: ({ BundleId: id }) => id === BUNDLE } })
// After the read of the plan.
const bundlesBefore = new AwsCallUnderFault({ on: { operation: 'DescribeWorkspaceBundles' }, after: 1 })
const readBundles = new AwsCallUnderFault({ on: { operation: 'DescribeWorkspaceBundles' }, after: 2 })
const firstReads = new AwsCallUnderFault({ on: { operation: 'DescribeWorkspaceImages' } })
// The two reads before the copy, and the one that proves it.
const waiting = new AwsCallUnderFault({ on: { operation: 'DescribeWorkspaceImages' }, after: 3 })

/** Another run does all of it, just before the call takes effect. */
function besides(on: { readonly operation: string }): InjectedFault<CopyFaultFixture> {
  return {
    arrange: (fixture) => {
      const happens = async (): Promise<void> => {
        await fixture.runBeside()
      }
      fixture.aws.inject({ on, times: 1, do: { kind: 'meanwhile', happens } })
    },
  }
}

/** The first call takes effect only when the second one has arrived. */
const takesEffectLate: InjectedFault<CopyFaultFixture> = {
  arrange: ({ aws }) => {
    const second = moment()
    const on = { operation: 'CopyWorkspaceImage' }
    aws.inject({ on, times: 1, do: lateEffect(second.come, { kind: 'reset' }) })
    aws.inject({ on, times: 1, do: { kind: 'meanwhile', happens: () => second.comes() } })
  },
}

/** Every call of a run that copies, in the order in which a run makes them. */
const calls: readonly CopyCall[] = [
  {
    call: 'DescribeWorkspaceImages, before the copy',
    under: firstReads,
    onlyReads: true,
    own: { ...firstReads.refusals(readRefusals), ...firstReads.oddPages() },
  },
  {
    call: 'CopyWorkspaceImage',
    under: copyImage,
    own: {
      ...copyImage.refusals([
        ...writeRefusals,
        'ResourceLimitExceededException',
        'ResourceAlreadyExistsException',
      ]),
      ...copyImage.oddAnswers(),
      'throttled by a bucket': copyImage.does({ kind: 'token-bucket', perSecond: 1, burst: 1 }),
      'accepted without effect': copyImage.does({ kind: 'accept-without-effect' }),
      'takes effect late, after the next one was sent': takesEffectLate,
      'another run copies first': besides({ operation: 'CopyWorkspaceImage' }),
      'another run copies first, and no read shows that for a while': {
        arrange: (fixture) => {
          fixture.aws.copying.hiddenReads = 3
          besides({ operation: 'CopyWorkspaceImage' }).arrange(fixture)
        },
      },
      'no read shows the copy for a while': {
        arrange: ({ aws }) => {
          aws.copying.hiddenReads = 3
        },
      },
      'answer lost, and no read shows the copy for a while': {
        arrange: (fixture) => {
          fixture.aws.copying.hiddenReads = 3
          copyImage.hit(fixture, { do: { kind: 'reset' }, times: 1, late: true })
        },
      },
      'the copy ends in ERROR': {
        arrange: ({ aws }) => {
          Object.assign(aws.copying, {
            thenState: 'ERROR',
            errorDetails: [
              { ErrorCode: 'OutdatedPowershellVersion', ErrorMessage: 'PowerShell is too old.' },
            ],
          })
        },
      },
    },
  },
  {
    call: 'DescribeWorkspaceImages, while it waits',
    under: waiting,
    onlyReads: true,
    own: {
      ...waiting.refusals(readRefusals),
      ...waiting.oddPages(),
      'no read shows the copy for a while': {
        arrange: ({ aws }) => {
          const on = { operation: 'DescribeWorkspaceImages' }
          const contentType = 'application/x-amz-json-1.1'
          const none = { kind: 'http', status: 200, contentType, body: '{"Images":[]}' } as const
          aws.inject({ on, after: 3, times: 4, do: none })
        },
      },
      'the copy is deleted': {
        arrange: ({ aws }) => {
          const happens = (): void => {
            for (const { id } of aws.imagesOf(RECIPIENT, REGION)) aws.removeImage(REGION, id)
          }
          const on = { operation: 'DescribeWorkspaceImages' }
          aws.inject({ on, after: 3, times: 1, do: { kind: 'meanwhile', happens } })
        },
      },
    },
  },
  {
    call: 'DescribeWorkspaceBundles, after the wait',
    under: bundlesBefore,
    onlyReads: true,
    own: { ...bundlesBefore.refusals(readRefusals), ...bundlesBefore.oddPages() },
  },
  {
    call: 'UpdateWorkspaceBundle, both',
    under: updateBundle,
    own: {
      ...updateBundle.refusals(writeRefusals),
      ...updateBundle.oddAnswers(),
      'accepted without effect': updateBundle.does({ kind: 'accept-without-effect' }),
      'another run points them first': besides({ operation: 'UpdateWorkspaceBundle' }),
    },
  },
  {
    call: 'UpdateWorkspaceBundle, one of two',
    under: new AwsCallUnderFault({ on: { where: ({ BundleId: id }) => id === BUNDLE } }),
    own: { ...oneBundle.refusals(writeRefusals), throttled: oneBundle.throttled() },
  },
  {
    call: 'DescribeWorkspaceBundles, the proof',
    under: readBundles,
    onlyReads: true,
    own: { ...readBundles.refusals(readRefusals), ...readBundles.oddPages() },
  },
]

/** Every fault of every call. */
export const copyFaultCases: readonly CopyFaultCase[] = calls.flatMap(({ call, under, onlyReads, own }) => {
  const ofNetwork = everyNetworkFault(
    (fixture: CopyFaultFixture, fault: NetworkFault) => under.hit(fixture, fault),
    { onlyReads },
  )
  return Object.entries({ ...ofNetwork, ...own }).map(([fault, what]) => ({ call, fault, ...what }))
})

/** The names of the calls. */
export const copyCalls: readonly string[] = calls.map(({ call }) => call)

/** The calls of one run in which each of them can meet the same fault, and of another one. */
export const copyCallsTogether = [
  [
    'DescribeWorkspaceImages, before the copy',
    'CopyWorkspaceImage',
    'DescribeWorkspaceBundles, after the wait',
    'UpdateWorkspaceBundle, one of two',
  ],
  [
    'DescribeWorkspaceImages, while it waits',
    'UpdateWorkspaceBundle, both',
    'DescribeWorkspaceBundles, the proof',
  ],
]
