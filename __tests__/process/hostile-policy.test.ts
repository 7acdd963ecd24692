import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { runPolicy } from '../support/policies.ts'
import { accounts, IMAGE, nothingBut, ActionFixture, countsOf } from '../support/fixture.ts'

const fixture = new ActionFixture()
const image = `images:\n  - id: ${IMAGE}\n    exclusive: true\n    share-with: `

// A step whose standard error isn't empty fails in any case: the runner looks for commands there too.
describe('a policy file made to deceive', () => {
  it.each<[what: string, text: string, line: number]>([
    [
      'that would switch masking off by a key',
      `version: 1\naccounts:\n  ? ["##[stop-commands]abcdefgh"]\n  : "000000000001"\n${image}["000000000001"]\n`,
      3,
    ],
    [
      'that would forge an annotation by a key',
      `version: 1\n${image}[]\n    ? ["##[error]Forged verdict"]\n    : 1\n`,
      6,
    ],
    [
      'that would have a recipient overlooked by its name',
      `version: 1\naccounts:\n  __proto__: 000000000001\n${image}[__proto__]\n`,
      3,
    ],
    [
      'that would name an account twice by an alias',
      `version: 1\naccounts: { &k prod: "000000000001",\n  *k : "000000000009" }\n${image}[prod]\n`,
      3,
    ],
  ])('%s is refused at that place, and writes nothing', async (_what, text, line) => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(3))
    const step = await runPolicy(fixture, text, { 'mask-account-ids': 'true' })
    expect(countsOf(step)).toEqual(nothingBut('invalid-policy'))
    expect(step.annotations.filter(({ file }) => file === 'policy.yml')).toMatchObject([{ line }])
    expect(step.annotations.map(({ message }) => message).join('\n')).not.toContain('Forged')
    expect(fixture.aws.calls).toEqual([])
    expect(fixture.recipients()).toEqual(accounts(3))
  })

  it('that hides a list of images in a name shares none of them', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `wsi-${String(index).padStart(9, '0')}`)
    for (const id of ids) fixture.addImage({ id, name: id })
    const lines = ids.map((id) => `     - id: ${id}\n       share-with: ["999988887777"]\n`)
    const text = `version: 1\n"images":\n  - share-with: ["999988887777"]\n    name: |\n     golden\u2028images:\n${lines.join('')}`
    expect(parse(text)).toMatchObject({ images: [{ 'share-with': ['999988887777'] }] })
    const step = await runPolicy(fixture, text)
    expect(countsOf(step)).toEqual(nothingBut('invalid-policy'))
    expect(step.annotations.filter(({ file }) => file === 'policy.yml')).toMatchObject([{ line: 5 }])
    expect(ids.flatMap((id) => fixture.recipients(id))).toEqual([])
  })

  it('that has the name __proto__ for an account shares with that account', async () => {
    const text = `version: 1\naccounts:\n  __proto__: "000000000001"\n${image}[__proto__]\n`
    fixture.aws.setRecipients('eu-west-1', IMAGE, accounts(1, 3))
    expect(countsOf(await runPolicy(fixture, text))).toMatchObject({ shared: 1, unshared: 1, reason: '' })
    expect(fixture.recipients()).toEqual(['000000000001'])
  })
})
