import { expect, it } from '@jest/globals'
import { driftOf } from '../../src/sharing/drift.ts'
import { account, change } from './examples.ts'

it('names accounts as people know them', () => {
  const names = new Map([[account(2), 'workplace']])
  expect(driftOf([change('share', 1), change('unshare', 2)], names)).toMatchObject([
    {
      message:
        "Who can copy the images is not as wanted: 000000000001 can't copy wsi-0123456789abc and should; 000000000002 (workplace) can copy wsi-0123456789abc and should not.",
    },
  ])
})

it('is none without changes', () => {
  expect(driftOf([], new Map())).toEqual([])
})
