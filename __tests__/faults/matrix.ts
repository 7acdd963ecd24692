import type { FaultCase, FaultyCall } from './fault-case.ts'
import { everyWrite } from './cases/every-write.ts'
import { idToken } from './cases/id-token.ts'
import { listComments } from './cases/list-comments.ts'
import { describeImages } from './cases/describe-images.ts'
import { makeComment } from './cases/make-comment.ts'
import { oneWrite } from './cases/one-write.ts'
import { verificationRead } from './cases/verification-read.ts'
import { read } from './cases/read.ts'
import { signIn } from './cases/sign-in.ts'
import { undo } from './cases/undo.ts'
import { updateComment } from './cases/update-comment.ts'
import { networkFaults, type NetworkFault, type NetworkFaultName } from './network-faults.ts'

/** Every call of a run, in the order in which a run makes them. */
export const calls: readonly FaultyCall[] = [
  idToken,
  signIn,
  describeImages,
  read,
  oneWrite,
  everyWrite,
  verificationRead,
  undo,
  listComments,
  makeComment,
  updateComment,
]

/** Every fault of every call. */
export const faultCases: readonly FaultCase[] = calls.flatMap(cellsOf)

function cellsOf({ call, prepare, hit, network, own }: FaultyCall): readonly FaultCase[] {
  const faults: readonly (readonly [NetworkFaultName, NetworkFault])[] = entriesOf(networkFaults)
  const shared = faults.map(([fault, what]): FaultCase => ({
    call,
    fault,
    arrange: (fixture) => hit(fixture, what),
    ends: network[fault],
  }))
  const others = Object.entries(own).map(([fault, one]): FaultCase => ({ call, fault, ...one }))
  return [...shared, ...others].map((faultCase) => ({
    ...faultCase,
    arrange: async (fixture) => {
      prepare?.(fixture)
      await faultCase.arrange(fixture)
    },
  }))
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  const isKey = (name: string): name is Key => name in record
  return Object.keys(record)
    .filter(isKey)
    .map((name) => [name, record[name]])
}
