// Approvals and records of plans, in one file of dist that is loaded late: few runs have either.
export { findApproval } from './find-approval.ts'
export { planContext } from './plan-context.ts'
export { recordPlan } from './record-plan.ts'
