import { endReads } from './end-reads.ts'
import { endUnshares } from './end-unshares.ts'
import type { JobEndCall, JobEndCase } from './job-end-case.ts'
import { stepShares, undoneShares } from './step-shares.ts'
import { undoWrites } from './undo-writes.ts'

/** Every call of a job that shares for its time, as far as others don't make it. */
export const jobEndCalls: readonly JobEndCall[] = [
  stepShares,
  undoneShares,
  undoWrites,
  endUnshares,
  endReads,
]

/** The calls of one job in which each of them can meet the same fault. */
export const jobEndsTogether = [[stepShares, endUnshares, endReads].map(({ call }) => call)]

/** Every fault of every such call. */
export const jobEndCases: readonly JobEndCase[] = jobEndCalls.flatMap(({ call, faults }) =>
  Object.entries(faults).map(([fault, what]) => ({ call, fault, ...what })),
)
