import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { isMet, substitute } from '../examples/expressions.ts'
import { exampleNames, exampleText, readWorkflow, type WorkflowJob } from '../examples/workflow.ts'
import { commercial, copyPoliciesFor, immutable, main, policiesFor } from './policies.ts'
import { trusts } from './statements.ts'

const production = 'environment:production'

/** The end of `sub` in the ID token of a job: an environment wins over a pull request, which wins over the branch. */
function subjectOf({ environment: named, call }: WorkflowJob, event: string): string {
  const environment = named === undefined ? '' : substitute(named, { inputs: call?.inputs ?? {} })
  if (environment !== '') return `environment:${environment}`
  return event === 'pull_request' ? 'pull_request' : main
}

/** Whether an event starts a job, as far as the event itself decides. */
function isStartedBy({ if: condition }: WorkflowJob, event: string): boolean {
  if (!condition?.includes('github.')) return true
  const repository = 'octo-org/golden-images'
  const pullRequest = { head: { repo: { full_name: repository } } }
  const github = { event_name: event, repository, event: { pull_request: pullRequest } }
  return isMet(condition, { github }, 'success')
}

/** The names of the roles that a job assumes, in each leg of its matrix. */
function rolesOf({ steps, strategy, call }: WorkflowJob): readonly string[] {
  const legs = strategy?.matrix.include ?? [{}]
  const arns = steps.flatMap(({ with: given }) => given['role-to-assume'] ?? [])
  return legs
    .flatMap((matrix) => arns.map((arn) => substitute(arn, { matrix, inputs: call?.inputs ?? {} })))
    .map((arn) => arn.replace(/^.*:role\//, ''))
}

const assumed = exampleNames.flatMap((name) => {
  const { on, jobs } = readWorkflow(exampleText(name))
  return Object.entries(jobs).flatMap(([id, job]) =>
    Object.keys(on)
      .filter((event) => isStartedBy(job, event))
      .flatMap((event) =>
        rolesOf(job).map((role) => ({ job: `${name}: ${id}`, role, subject: subjectOf(job, event) })),
      ),
  )
})

/** The trust policies of the roles that the files make. */
const byTheFiles: Readonly<Record<string, readonly unknown[]>> = {
  'share-images': policiesFor(commercial).shareTrust,
  'plan-image-sharing': policiesFor(commercial).planTrust,
  'copy-images': copyPoliciesFor(commercial, '444455556666').trust,
  'share-images-production': policiesFor(commercial, immutable, production).shareTrust,
}

describe('the roles of the examples', () => {
  it.each(assumed)('$job may assume $role as $subject', ({ role, subject }) => {
    const claims = { aud: commercial.audience, sub: `repo:${immutable}:${subject}` }
    for (const policy of byTheFiles[role] ?? []) expect(trusts(policy, claims)).toBe(true)
  })

  it('are told in iam/README.md, each with the jobs that it trusts', () => {
    const readme = readFileSync('iam/README.md', 'utf8')
    const rows = [...readme.matchAll(/^\| `([\w-]+)` +\|[^|]+\|([^|]+)\|[^|]+\|$/gm)]
    const told = rows.flatMap(([, role = '', subjects = '']) =>
      [...subjects.matchAll(/`(.+?)`/g)].map(([, subject = '']) => `${role}: ${subject}`),
    )
    const used = new Set(assumed.map(({ role, subject }) => `${role}: ${subject}`))
    expect(used.size).toBeGreaterThan(Object.keys(byTheFiles).length)
    expect(told.toSorted()).toEqual([...used].toSorted())
  })
})
