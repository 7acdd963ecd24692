import type { Cell, FaultyCall } from './cell.ts'
import { everyWrite } from './cells/every-write.ts'
import { idToken } from './cells/id-token.ts'
import { listComments } from './cells/list-comments.ts'
import { look } from './cells/look.ts'
import { makeComment } from './cells/make-comment.ts'
import { oneWrite } from './cells/one-write.ts'
import { proof } from './cells/proof.ts'
import { read } from './cells/read.ts'
import { signIn } from './cells/sign-in.ts'
import { undo } from './cells/undo.ts'
import { updateComment } from './cells/update-comment.ts'
import { networkFaults, type NetworkFault, type NetworkFaultName } from './network-faults.ts'

/** Every call of a run, in the order in which a run makes them. */
export const calls: readonly FaultyCall[] = [
  idToken,
  signIn,
  look,
  read,
  oneWrite,
  everyWrite,
  proof,
  undo,
  listComments,
  makeComment,
  updateComment,
]

/** Every fault of every call. */
export const cells: readonly Cell[] = calls.flatMap(cellsOf)

function cellsOf({ call, prepare, hit, network, own }: FaultyCall): readonly Cell[] {
  const faults: readonly (readonly [NetworkFaultName, NetworkFault])[] = entriesOf(networkFaults)
  const shared = faults.map(([fault, what]): Cell => ({
    call,
    fault,
    arrange: (scene) => hit(scene, what),
    ends: network[fault],
  }))
  const others = Object.entries(own).map(([fault, one]): Cell => ({ call, fault, ...one }))
  return [...shared, ...others].map((cell) => ({
    ...cell,
    arrange: async (scene) => {
      prepare?.(scene)
      await cell.arrange(scene)
    },
  }))
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  const isKey = (name: string): name is Key => name in record
  return Object.keys(record)
    .filter(isKey)
    .map((name) => [name, record[name]])
}
