import { expect, it } from '@jest/globals'
import { titles } from '../../src/report/titles.ts'

// The words stand here alone. Other tests name the reason.
it('the titles of what a run can fail for', () => {
  expect(titles).toMatchSnapshot()
})
