import type { FaultCase, FaultyCall, OwnFault } from './fault-case.ts'
import { everyWrite } from './cases/every-write.ts'
import { idToken } from './cases/id-token.ts'
import { listComments } from './cases/list-comments.ts'
import { describeImages } from './cases/describe-images.ts'
import { makeComment } from './cases/make-comment.ts'
import {
  assumeOrganizationsRole,
  describeOrganization,
  listAccounts,
  listAccountsForParent,
  listUnits,
} from './cases/organization.ts'
import { oneWrite } from './cases/one-write.ts'
import { verificationRead } from './cases/verification-read.ts'
import { read } from './cases/read.ts'
import { signIn } from './cases/sign-in.ts'
import { undo } from './cases/undo.ts'
import { updateComment } from './cases/update-comment.ts'
import { everyNetworkFault } from './network-faults.ts'

/** Every call of a run, in the order in which a run makes them. */
export const calls: readonly FaultyCall[] = [
  idToken,
  signIn,
  assumeOrganizationsRole,
  describeOrganization,
  listAccounts,
  listAccountsForParent,
  listUnits,
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

/** The calls of one run in which each of them can meet the same fault, and of another one. */
export const callsTogether = [
  [
    idToken,
    signIn,
    assumeOrganizationsRole,
    describeOrganization,
    listAccounts,
    describeImages,
    read,
    oneWrite,
    everyWrite,
    listComments,
    makeComment,
  ],
  [listAccountsForParent, listUnits, verificationRead, updateComment],
].map((together) => together.map(({ call }) => call))

/** Every fault of every call. */
export const faultCases: readonly FaultCase[] = calls.flatMap(casesOf)

function casesOf({ call, onlyReads, prepare, hit, own }: FaultyCall): readonly FaultCase[] {
  const faults = Object.entries<OwnFault>(everyNetworkFault(hit, { onlyReads })).concat(Object.entries(own))
  return faults.map(([fault, { arrange, ...others }]) => ({
    call,
    fault,
    ...others,
    arrange: async (fixture) => {
      prepare?.(fixture)
      await arrange(fixture)
    },
  }))
}
