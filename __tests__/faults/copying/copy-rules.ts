import { expect } from '@jest/globals'
import type { StepResult } from '../../../sandbox/runner/job.ts'
import { checkEveryCopy, OLD_IMAGE, toldBy } from '../../support/copy-fixture.ts'
import { resultOf } from '../../support/fixture.ts'
import { checkSecrets, checkWords } from '../rules.ts'
import type { CopyFaultFixture } from './copy-fault-fixture.ts'

/** What holds for every run that copies, whatever happens to it. */
export function checkCopyRules(fixture: CopyFaultFixture, step: StepResult): void {
  checkEveryCopy(step)
  checkOutcomes(step)
  checkWords(step)
  checkSecrets(fixture, step)
  const copies = fixture.copies()
  // The rule of rules: no run, and no two of them, copy twice.
  expect(copies.length).toBeLessThanOrEqual(1)
  const [copy] = copies
  const told = toldBy(step)
  if (told.image !== '') expect(told.image).toBe(copy?.id)
  if (told.copied === 'true' && told.image !== '') expect(copy).toBeDefined()
  const pointing = fixture.bundleImages().filter((image) => image === copy?.id).length
  const untouched = fixture.bundleImages().filter((image) => image === OLD_IMAGE).length
  expect(pointing + untouched).toBe(2)
  expect(Number(told.bundles)).toBeLessThanOrEqual(pointing)
  // No bundle uses a copy that is not AVAILABLE.
  if (copy?.state !== 'AVAILABLE') expect(pointing).toBe(0)
  if (step.exitCode === 0)
    expect({ state: copy?.state, pointing }).toEqual({ state: 'AVAILABLE', pointing: 2 })
  if (step.summary.includes('Nothing was written')) {
    expect(untouched).toBe(2)
    expect(told.copied).toBe('false')
  }
}

/** A bundle that was not pointed at the copy makes the run red. */
function checkOutcomes(step: StepResult): void {
  const { bundles } = resultOf(step)
  const left = JSON.stringify(bundles).match(/"outcome":"(?:failed|not-attempted)"/g) ?? []
  if (left.length > 0) expect(step.exitCode).toBe(1)
}
