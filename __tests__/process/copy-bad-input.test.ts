import { describe, expect, it } from '@jest/globals'
import {
  BUNDLE,
  COPY_ROLE,
  CopyFixture,
  nothingCopied,
  OTHER_BUNDLE,
  OTHER_REGION,
  RECIPIENT,
  toldBy,
} from '../support/copy-fixture.ts'
import { errorsOf, IMAGE, OWNER, REGION, resultOf } from '../support/fixture.ts'
import { sideBySide, type WrongCase } from '../support/side-by-side.ts'

const fixture = new CopyFixture({ skipsPauses: true })
const waits = { 'wait-for-minutes': '60' }

/** What a person reads of a step's errors. */
function messages(step: Parameters<typeof errorsOf>[0]): string {
  return errorsOf(step)
    .map(({ message }) => message.replaceAll('\n', ' '))
    .join(' ')
}

describe('an input', () => {
  const cases: WrongCase<[says: string]>[] = [
    [
      'that lists images',
      { 'image-id': `${IMAGE}\nwsi-other00000001` },
      'names 2 images, one step copies one. Write a step for each image',
    ],
    ['that is no image', { 'image-id': 'ami-0123456789' }, 'is not a WorkSpaces image id'],
    [
      'whose name AWS does not take',
      { name: 'naïve  image (v2)!' },
      'is not 1 to 64 letters, digits or _./()\\- without spaces. The nearest name that AWS takes is naive-image-(v2).',
    ],
    [
      'whose name is too long',
      { name: 'n'.repeat(65) },
      `The nearest name that AWS takes is ${'n'.repeat(64)}.`,
    ],
    ['whose name has nothing that fits', { name: '€€' }, "Leave it out to take the source's name."],
    [
      'with bundles and without a wait',
      { 'bundle-id': BUNDLE, 'wait-for-minutes': '0' },
      'bundle-id: needs a wait',
    ],
    ['with a bundle that is none', { ...waits, 'bundle-id': 'wsb-x' }, '"wsb-x" is not the id of a bundle'],
    [
      'with more bundles than AWS describes at once',
      { ...waits, 'bundle-id': Array.from({ length: 26 }, (_, index) => `wsb-0000000${index + 10}`).join() },
      'bundle-id: 26 bundles are given, one step takes at most 25',
    ],
    ['with an empty entry', { ...waits, 'bundle-id': `${BUNDLE},` }, 'bundle-id: entry 2 is empty'],
    [
      'without an owner',
      { 'owner-account-id': '' },
      'owner-account-id: is empty, which never means "any account"',
    ],
    [
      'with two owners',
      { 'owner-account-id': `${OWNER},999900001111` },
      'owner-account-id: "111122223333,999900001111" has 2 entries, an image has one owner',
    ],
    [
      'with an owner that lost a zero',
      { 'owner-account-id': '11112222333' },
      'has 11 digits, an AWS account id has exactly 12 digits. YAML drops the leading zero',
    ],
    [
      'with a role of the owner',
      { 'owner-account-id': RECIPIENT, 'role-to-assume': COPY_ROLE, 'aws-region': REGION },
      `owner-account-id: "${RECIPIENT}" is the account of role-to-assume`,
    ],
    [
      'without a Region',
      { 'aws-region': '' },
      'Give the Region that is to have the copy, such as eu-west-1.',
    ],
    [
      'with a Region that is none',
      { 'source-region': 'Ireland' },
      'source-region: "Ireland" is not the code',
    ],
    [
      'with a Region of another partition',
      { 'source-region': 'us-gov-west-1', 'aws-region': REGION },
      'is in partition aws-us-gov, but aws-region eu-west-1 is in aws',
    ],
    ['with a mode that copying has not', { mode: 'check' }, 'mode: "check" is not one of apply, plan'],
    ['with a wait that is no number', { 'wait-for-minutes': 'long' }, 'is not a whole number of minutes'],
  ]

  it.each(sideBySide(cases))(
    '%s is refused before anything is asked of AWS',
    async (_what, inputs, wrong) => {
      const step = await fixture.copy(inputs)
      expect(toldBy(step)).toEqual(nothingCopied('invalid-input'))
      expect(resultOf(step)['problems']).toHaveLength(wrong.length)
      for (const [, , says] of wrong) expect(messages(step)).toContain(says)
      expect(fixture.aws.calls).toEqual([])
    },
  )
})

describe('a run is refused before anything is written', () => {
  it('where nothing is shared', async () => {
    fixture.share({ sharedWith: ['000000000001'] })
    const step = await fixture.copy()
    expect(toldBy(step)).toEqual(nothingCopied('image-not-found'))
    expect(messages(step)).toContain(
      `No image ${IMAGE} is shared with the account that is signed in, in Region ${REGION}.`,
    )
  })

  it('where the owner is the account itself', async () => {
    fixture.share({ owner: RECIPIENT, sharedWith: [] })
    const step = await fixture.copy({ 'aws-region': OTHER_REGION, 'source-region': REGION })
    expect(toldBy(step)).toEqual(nothingCopied('invalid-input'))
    expect(messages(step)).toContain(`image-id: the account that is signed in owns ${IMAGE} itself.`)
  })

  it('where the source is in another Region than it says', async () => {
    fixture.share({ region: OTHER_REGION })
    fixture.aws.removeImage(REGION, IMAGE)
    const step = await fixture.copy({ 'source-region': REGION, 'aws-region': OTHER_REGION })
    expect(toldBy(step)).toEqual(nothingCopied('invalid-input'))
    expect(messages(step)).toContain(
      `source-region: image ${IMAGE} is shared in ${OTHER_REGION}, not in ${REGION}. Set source-region to ${OTHER_REGION}`,
    )
  })

  it('where the source is in state ERROR', async () => {
    fixture.share({ state: 'ERROR' })
    const step = await fixture.copy()
    expect(toldBy(step)).toEqual(nothingCopied('image-not-available'))
    expect(messages(step)).toContain(`Image ${IMAGE} in ${REGION} is in state ERROR`)
  })

  it('where the name is taken by something else', async () => {
    fixture.share()
    fixture.addImage({ id: 'wsi-somethingelse', owner: RECIPIENT, name: 'golden' })
    const step = await fixture.copy()
    expect(toldBy(step)).toEqual(nothingCopied('invalid-input'))
    expect(messages(step)).toContain('name: "golden" is the name of wsi-somethingelse in eu-west-1')
  })

  it("where the source's name is none that AWS takes", async () => {
    fixture.share({ name: 'golden image' })
    const step = await fixture.copy()
    expect(toldBy(step)).toEqual(nothingCopied('invalid-input'))
    expect(messages(step)).toContain('Set name, such as golden-image.')
  })

  it("where bundles are ones of another Region, of another account and of AWS's own", async () => {
    fixture.share()
    const bundles: [string, Parameters<CopyFixture['addBundle']>[0]][] = [
      [BUNDLE, { region: OTHER_REGION }],
      [OTHER_BUNDLE, { owner: '999900001111' }],
      ['wsb-0000000001', { owner: 'AMAZON' }],
    ]
    for (const [id, bundle] of bundles) fixture.addBundle({ id, ...bundle })
    const ids = bundles.map(([id]) => id)
    const step = await fixture.copy({ ...waits, 'bundle-id': ids.join() })
    expect(toldBy(step)).toEqual(nothingCopied('invalid-input'))
    expect(resultOf(step)['problems']).toHaveLength(ids.length)
    for (const id of ids) expect(messages(step)).toContain(`bundle-id: ${id} `)
    expect(fixture.aws.writes()).toEqual([])
  })

  it('where AWS answers about a bundle that was not asked for', async () => {
    fixture.share()
    fixture.addBundle()
    const Bundles = [BUNDLE, OTHER_BUNDLE].map((BundleId) => ({ BundleId, Owner: RECIPIENT }))
    const contentType = 'application/x-amz-json-1.1'
    fixture.aws.inject({
      on: { operation: 'DescribeWorkspaceBundles' },
      do: { kind: 'http', status: 200, contentType, body: JSON.stringify({ Bundles }) },
    })
    const step = await fixture.copy({ ...waits, 'bundle-id': BUNDLE })
    expect(toldBy(step)).toEqual(nothingCopied('service-unavailable'))
    expect(messages(step)).toContain('an answer about other bundles')
    expect(fixture.aws.writes()).toEqual([])
  })

  it('for every reason at once', async () => {
    fixture.share({ owner: '999900001111', state: 'PENDING' })
    const step = await fixture.copy({ ...waits, 'bundle-id': BUNDLE })
    expect(errorsOf(step).map(({ title }) => title)).toHaveLength(3)
    expect(fixture.aws.writes()).toEqual([])
  })
})

describe('AWS refuses the copy', () => {
  it.each<[name: string, reason: string, says: string]>([
    ['ResourceNotFoundException', 'image-not-found', 'the image is not shared with the account any more'],
  ])('with %s', async (name, reason, says) => {
    fixture.share()
    fixture.aws.inject({ on: { operation: 'CopyWorkspaceImage' }, do: { kind: 'error', name } })
    const step = await fixture.copy()
    expect(toldBy(step)).toEqual(nothingCopied(reason))
    expect(messages(step)).toContain(says)
    expect(fixture.sent).toBe(1)
  })

  it('beyond the quota, with the page where it is raised', async () => {
    fixture.share()
    fixture.aws.copying.quota = 0
    const step = await fixture.copy()
    expect(toldBy(step)).toEqual(nothingCopied('not-supported'))
    expect(messages(step)).toContain('its quota allows (40 unless it was raised)')
    expect(messages(step)).toContain(
      `https://console.aws.amazon.com/servicequotas/home/services/workspaces/quotas?region=${REGION}`,
    )
  })

  it.each([['eu-west-1', 'af-south-1', 'a Region that has to be opted in to']])(
    'from %s to %s',
    async (from, to, says) => {
      fixture.share({ region: from })
      const step = await fixture.copy({ 'source-region': from, 'aws-region': to })
      expect(toldBy(step)).toEqual(nothingCopied('not-supported'))
      expect(messages(step)).toContain(says)
    },
  )

  it('without the right, with the statement that grants it for any owner', async () => {
    fixture.share()
    const keys = fixture.aws.environment(RECIPIENT)
    const credentials = {
      accessKeyId: String(keys['AWS_ACCESS_KEY_ID']),
      secretAccessKey: String(keys['AWS_SECRET_ACCESS_KEY']),
      sessionToken: String(keys['AWS_SESSION_TOKEN']),
    }
    fixture.aws.addCredentials({ ...credentials, account: RECIPIENT, deny: ['CopyWorkspaceImage'] })
    const step = await fixture.copy()
    expect(toldBy(step)).toEqual(nothingCopied('access-denied'))
    expect(messages(step)).toContain("the credentials don't allow workspaces:CopyWorkspaceImage")
    expect(messages(step)).toContain(`arn:aws:workspaces:${REGION}:*:workspaceimage/${IMAGE}`)
  })
})
