import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { noteLosses } from '../../../src/input/policy/nothing-lost.ts'
import { PolicyDocument } from '../../../src/input/policy/policy-document.ts'
import type { PolicyWants } from '../../../src/input/policy/policy-images.ts'
import { account, accounts, image, region } from '../../sharing/examples.ts'

const text = `version: 1
accounts: { test: "000000000001", prod: "000000000002" }
images:
  - id: ${image.id}
    exclusive: true
    share-with: [test, { account: prod, until: 2027-03-31 }, "000000000003"]
  - name: golden
    share-with: []
`
const value: unknown = parse(text)
const first: PolicyWants['images'][number] = {
  image,
  share: accounts(2, 3),
  unshare: 'everyone-else',
  timeBoxes: new Map([
    [account(1), { until: '2027-03-14', daysLeft: -1, hasEnded: true }],
    [account(2), { until: '2027-03-31', daysLeft: 16, hasEnded: false }],
  ]),
}
const second: PolicyWants['images'][number] = { region, name: 'golden', share: [], unshare: [] }
const wants: PolicyWants = {
  images: [first, second],
  accountNames: new Map([
    [account(1), 'test'],
    [account(2), 'prod'],
  ]),
}

/** What is noted where a policy leads to this, as `line:column message remedy`. */
function losses(
  but: Partial<PolicyWants>,
  document = new PolicyDocument(text, 'policy.yml'),
): readonly string[] {
  noteLosses(value, { ...wants, ...but }, document)
  return document.problems.map(
    ({ where, message, remedy }) => `${where?.line}:${where?.column} ${message} ${remedy}`,
  )
}
const told = (what: string, read: number, written: number) =>
  `${what}: ${read} of ${written} entries were understood, and nothing is wrong with the others. This is a mistake of the action: please report it, with this file.`

describe('a policy of which nothing is wrong', () => {
  it('may lead to all that it names', () => {
    expect(losses({})).toEqual([])
  })

  it('may not lose a recipient', () => {
    const images = [{ ...first, share: accounts(2) }, second]
    expect(losses({ images })).toEqual([told('6:17 images[0].share-with', 2, 3)])
  })

  it('may not lose a recipient whose time has ended', () => {
    const images = [{ ...first, timeBoxes: new Map() }, second]
    expect(losses({ images })).toEqual([told('6:17 images[0].share-with', 2, 3)])
  })

  it('may not gain one', () => {
    const images = [first, { ...second, share: accounts(3) }]
    expect(losses({ images })).toEqual([told('8:17 images[1].share-with', 1, 0)])
  })

  it('may not lose an image', () => {
    expect(losses({ images: [first] })).toEqual([told('4:3 images', 1, 2)])
  })

  it('may not lose a name', () => {
    expect(losses({ accountNames: new Map([[account(1), 'test']]) })).toEqual([told('2:11 accounts', 1, 2)])
  })
})

it('a policy of which something is wrong may lose what is wrong', () => {
  const document = new PolicyDocument(text, 'policy.yml')
  document.add(['images', 0, 'share-with', 2], 'no account', 'Mend it.')
  expect(losses({ images: [] }, document)).toEqual(['6:62 images[0].share-with[2]: no account. Mend it.'])
})
