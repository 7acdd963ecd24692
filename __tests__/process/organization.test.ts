import { beforeEach, describe, expect, it } from '@jest/globals'
import type { SandboxOrganization } from '../../sandbox/aws/aws.ts'
import {
  accounts,
  ActionFixture,
  changesIn,
  countsOf,
  errorsOf,
  IMAGE,
  nothingBut,
  OTHER_IMAGE,
  OWNER,
  resultOf,
  ROLE,
} from '../support/fixture.ts'
import {
  EMPTY,
  MANAGEMENT,
  manyMembers,
  organizationReads,
  ORGANIZATION,
  PRODUCTION,
  ROOT,
  sandboxOrganization,
  WORKPLACE,
} from '../support/organizations.ts'
import { day, policyOf, runPolicy } from '../support/policies.ts'
import { planIdFor } from '../support/pull-requests.ts'
import { titles } from '../../src/report/titles.ts'

const fixture = new ActionFixture({ skipsPauses: true })
const THIRD_IMAGE = 'wsi-aaaaaaaaaaaaa'
const READER = `arn:aws:iam::${MANAGEMENT}:role/read-organization`
const readable: SandboxOrganization = { ...sandboxOrganization, readers: [OWNER] }

beforeEach(() => fixture.aws.setOrganization(readable))

const warningsOf = (step: { annotations: readonly { level: string; message: string }[] }) =>
  step.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)

/** Lets an account leave the organization once the images were read for the first time. */
function leavesDuringTheWait(account: string): void {
  const accountsLeft = readable.accounts.filter(({ id }) => id !== account)
  const happens = (): void => fixture.aws.setOrganization({ ...readable, accounts: accountsLeft })
  const on = { operation: 'DescribeWorkspaceImages' }
  fixture.aws.inject({ on, times: 1, do: { kind: 'meanwhile', happens } })
}

describe('units', () => {
  it('are shared with, each account by its name and its unit, and the owner left out', async () => {
    const step = await fixture.run({
      'account-id': `${WORKPLACE} 000000000009`,
      'trusted-account-ids': `${WORKPLACE} 000000000009`,
    })
    expect(countsOf(step)).toMatchObject({ shared: 4, failed: 0, reason: '' })
    expect(fixture.recipients()).toEqual([...accounts(3), '000000000009'])
    expect(organizationReads(fixture.aws)).toEqual(['DescribeOrganization', 'ListAccounts'])
    const log = step.log.join('\n')
    expect(log).toContain(`Read organization ${ORGANIZATION}: 7 accounts.`)
    expect(log).toContain(`share ${IMAGE} with 000000000002 (production one), by ${WORKPLACE}\n`)
    expect(step.summary).toContain(`| \`000000000002\` production one | share, by ${WORKPLACE} |`)
    expect(changesIn(step)).toMatchObject([
      { account: '000000000001', accountName: 'test', via: WORKPLACE },
      { account: '000000000002' },
      { account: '000000000003' },
      { account: '000000000009' },
    ])
    expect(changesIn(step)[3]).not.toHaveProperty('via')
    expect(warningsOf(step)).toEqual([
      'Accounts of an organization that are not ACTIVE are not shared with: 000000000005 (left behind) is SUSPENDED.',
    ])
    // The same account by three ways is one, and an empty unit is nobody.
    const again = await fixture.run({ 'account-id': `${EMPTY} ${PRODUCTION}, ${WORKPLACE}, 000000000002` })
    expect(countsOf(again)).toMatchObject({ changed: 'false', unchanged: 3, reason: '' })
    expect(warningsOf(again)).toContain(`${EMPTY} has no ACTIVE account: it stands for nobody.`)
  })

  it('name account and unit in the annotation of a share that fails', async () => {
    fixture.aws.inject({
      on: { account: '000000000002' },
      do: { kind: 'error', name: 'AccessDeniedException' },
    })
    const step = await fixture.run({ 'account-id': PRODUCTION })
    expect(errorsOf(step)).toMatchObject([
      { message: expect.stringContaining(`000000000002 (production one) by ${PRODUCTION}`) },
    ])
    expect(countsOf(step)).toMatchObject({ shared: 1, failed: 1, reason: 'partly-failed' })
    // Another test has this plan approved.
    expect(step.outputs['plan-id']).toBe(planIdFor({ share: accounts(2, 2) }))
  })

  it('are unshared as a whole, whoever was suspended meanwhile, and masked where account ids are', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000002', '000000000005', '000000000009'])
    const inputs = { 'account-id': PRODUCTION, allow: 'false', 'mask-account-ids': 'true' }
    const step = await fixture.run(inputs)
    expect(countsOf(step)).toMatchObject({ unshared: 2, reason: '' })
    expect(fixture.recipients()).toEqual(['000000000009'])
    expect(step.masks).toEqual(expect.arrayContaining(['000000000002', '000000000003', '000000000005']))
    expect(step.log.join('\n')).not.toMatch(/00000000000[235]/)
  })

  it('stand in a policy with exceptions and an end, for a root or the organization as well', async () => {
    const [ending, ofRoot, ofAll] = [OTHER_IMAGE, 'wsi-000000001', 'wsi-000000002']
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000002'])
    fixture.addImage({ id: ending, sharedWith: accounts(3) })
    for (const id of [ofRoot, ofAll]) fixture.addImage({ id })
    const [future, past] = [day(400), day(-2)]
    const policy = policyOf(
      `id: ${IMAGE}\nshare-with:\n  - organizational-unit: ${WORKPLACE}\n    except: ["000000000002"]\n    until: ${future}\n  - organizational-unit: ${EMPTY}\n    until: ${past}`,
      `id: ${ending}\nshare-with:\n  - organizational-unit: ${WORKPLACE}\n    until: ${past}\n  - "000000000002"`,
      `id: ${ofRoot}\nshare-with:\n  - organizational-unit: ${ROOT}`,
      `id: ${ofAll}\nshare-with:\n  - organizational-unit: ${ORGANIZATION}`,
    )
    const step = await runPolicy(fixture, policy)
    const changesOf = (image: string) => changesIn(step).filter(({ id }) => id === image)
    expect(changesOf(IMAGE)).toMatchObject([
      { account: '000000000001', until: future, via: WORKPLACE },
      { account: '000000000003', until: future, via: WORKPLACE },
    ])
    expect(fixture.recipients()).toEqual(accounts(3))
    // The end is for whoever has no other way, as of the day.
    expect(countsOf(step)).toMatchObject({ unshared: 2, reason: '' })
    expect(fixture.recipients(ending)).toEqual(['000000000002'])
    const everyone = [...accounts(3), '000000000006', MANAGEMENT]
    for (const image of [ofRoot, ofAll])
      expect(changesOf(image).map(({ account }) => account)).toEqual(everyone)
  })

  it('are masked also where the name of their image leads nowhere', async () => {
    const policy = policyOf(
      `name: nowhere\nshare-with:\n  - organizational-unit: ${PRODUCTION}\n    until: ${day(-2)}`,
    )
    const step = await runPolicy(fixture, policy, { 'mask-account-ids': 'true' })
    expect(countsOf(step).reason).toBe('image-not-found')
    expect(step.masks).toEqual(expect.arrayContaining(['000000000002', '000000000003', '000000000005']))
  })

  it('have names that can not speak to the runner or the page', async () => {
    const name = '::error::x <img src=y> | ##[error] @octocat'
    const accountsOf = [{ id: '000000000001', name, parent: PRODUCTION }]
    fixture.aws.setOrganization({ ...readable, accounts: [...accountsOf, { id: OWNER, name: 'owner' }] })
    const step = await fixture.run({ 'account-id': PRODUCTION })
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(step.annotations).toEqual([])
    expect(step.summary).not.toContain('<img')
    expect(changesIn(step)).toMatchObject([{ accountName: name }])
  })
})

describe('exclusive with a unit', () => {
  const policy = policyOf(
    `id: ${IMAGE}\nshare-with:\n  - organizational-unit: ${PRODUCTION}\nexclusive: true`,
  )

  it('unshares who left it, and says why', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000001', '000000000002', '000000000005'])
    const step = await runPolicy(fixture, policy)
    expect(countsOf(step)).toMatchObject({ shared: 1, unshared: 2, unchanged: 1, reason: '' })
    const log = step.log.join('\n')
    expect(log).toContain(`unshare ${IMAGE} from 000000000001 (test), not in ${PRODUCTION}\n`)
    expect(log).toContain(`unshare ${IMAGE} from 000000000005 (left behind), SUSPENDED in ${PRODUCTION}\n`)
    expect(step.summary).toContain(`unshare, not in ${PRODUCTION}`)
  })

  it('refuses to unshare everyone where only the owner is left in it', async () => {
    const owner = { id: OWNER, name: 'image factory', parent: PRODUCTION }
    const others = readable.accounts.filter(({ id, parent }) => id !== OWNER && parent !== PRODUCTION)
    fixture.aws.setOrganization({ ...readable, accounts: [owner, ...others] })
    fixture.addImage({ state: 'PENDING', sharedWith: ['000000000002', '000000000003'] })
    const step = await runPolicy(fixture, policy.replace('exclusive', '  - "000000000009"\n    exclusive'), {
      'wait-for-minutes': '10',
    })
    expect(countsOf(step)).toMatchObject({ reason: 'invalid-policy', unshared: 0 })
    // There is nothing to wait for.
    expect(step.log.join('\n')).not.toContain('Waiting for')
    expect(errorsOf(step)[0]?.message).toContain(
      `${PRODUCTION} has no ACTIVE account but the owner of ${IMAGE}, and the image is exclusive`,
    )
    expect(fixture.aws.writes()).toEqual([])
  })
})

describe('a plan', () => {
  it('is another one once an account joins, and its approval lapses', async () => {
    const inputs = { 'account-id': PRODUCTION }
    const approved = planIdFor({ share: accounts(2, 2) })
    fixture.aws.setOrganization({
      ...readable,
      accounts: [{ id: '000000000004', name: 'new', parent: PRODUCTION }, ...readable.accounts],
    })
    const step = await fixture.run({ ...inputs, 'approved-plan': approved })
    expect(countsOf(step)).toMatchObject({ reason: 'plan-changed', shared: 0 })
    expect(fixture.aws.writes()).toEqual([])
  })

  it('has the accounts of the time after a wait', async () => {
    fixture.addImage({ state: 'PENDING', pendingReads: 2 })
    leavesDuringTheWait('000000000003')
    const step = await fixture.run({
      'account-id': WORKPLACE,
      'wait-for-minutes': '10',
      // Nobody asks about the owner, who is only left out of a unit.
      'trusted-account-ids': accounts(3).join(),
    })
    expect(countsOf(step)).toMatchObject({ shared: 2, reason: '' })
    expect(fixture.recipients()).toEqual(accounts(2))
    const once = ['DescribeOrganization', 'ListAccounts']
    expect(organizationReads(fixture.aws)).toEqual([...once, ...once])
  })
})

describe('an exception that names nobody any more after a wait', () => {
  it('leaves its image undecided: a share that seems to have ended is not unshared', async () => {
    fixture.addImage({ id: OTHER_IMAGE, state: 'PENDING', pendingReads: 2 })
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000001'])
    leavesDuringTheWait('000000000003')
    // Account 1 is in WORKPLACE, so it keeps access although its own share has ended.
    const policy = policyOf(
      `id: ${IMAGE}\nshare-with:\n  - group: vendors\n    until: ${day(-2)}\n  - organizational-unit: ${WORKPLACE}\n    except: ["000000000003"]`,
      `id: ${OTHER_IMAGE}\nshare-with: ["000000000009"]`,
    ).replace('images:', 'groups: { vendors: ["000000000001"] }\nimages:')
    const step = await runPolicy(fixture, policy, { 'wait-for-minutes': '10' })
    expect(errorsOf(step)[0]?.message).toContain('except names account 000000000003, which is nobody in')
    expect(fixture.recipients()).toEqual(['000000000001'])
    expect([countsOf(step).reason, step.outputs['plan-id']]).toEqual(['invalid-policy', ''])
  })
})

describe('trusted-account-ids', () => {
  it('closes the door to everyone outside of the organization', async () => {
    const inputs = {
      'account-id': '000000000001 000000000005 000000000009',
      'trusted-account-ids': ORGANIZATION,
    }
    const step = await fixture.run(inputs)
    expect(countsOf(step).reason).toBe('refused-by-guard')
    expect(errorsOf(step)).toMatchObject([
      { message: expect.stringMatching(/^Sharing .* with 000000000009 is refused: the account is not in/) },
    ])
    expect(fixture.aws.writes()).toEqual([])
  })
})

/** What a run says that refuses, and wrote nothing. */
async function refusal(
  inputs: Record<string, string>,
): Promise<{ reason: string | undefined; message: string }> {
  const step = await fixture.run(inputs)
  const { reason } = countsOf(step)
  expect(countsOf(step)).toEqual(nothingBut(reason ?? ''))
  expect(fixture.aws.writes()).toEqual([])
  return {
    reason,
    message: errorsOf(step)
      .map(({ message }) => message)
      .join('\n'),
  }
}

describe('bad input', () => {
  it('has an id with the rule that it breaks', async () => {
    const unitRule = 'is not the id of an organizational unit (ou-, 4 to 32 lower-case letters or digits'
    const rules: readonly (readonly [text: string, rule: string])[] = [
      ['ou-ab12-PROD0000', unitRule],
      ['ou-ab12', unitRule],
      ['r-a', 'is not the id of a root (r- and 4 to 32 lower-case letters or digits)'],
      ['o-a1b2', 'is not the id of an organization (o- and 10 to 32 lower-case letters or digits)'],
    ]
    const wrong = rules.map(([text]) => text).join(' ')
    const { reason, message } = await refusal({ 'account-id': wrong, 'trusted-account-ids': wrong })
    expect(reason).toBe('invalid-input')
    for (const input of ['account-id', 'trusted-account-ids'])
      for (const [text, rule] of rules) expect(message).toContain(`${input}: "${text}" ${rule}`)
    expect(fixture.aws.calls).toEqual([])
  })

  it('is a unit that does not exist, a unit of another organization or that organization, which trusts nobody', async () => {
    const { reason, message } = await refusal({
      'account-id': '000000000001, ou-ab12-nowhere0, ou-zz99-prod0000, o-0000000000',
      'trusted-account-ids': 'o-0000000000',
    })
    expect(reason).toBe('invalid-input')
    expect(message).toContain(`ou-ab12-nowhere0 doesn't exist in ${ORGANIZATION}`)
    for (const unit of ['ou-zz99-prod0000', 'o-0000000000'])
      expect(message).toContain(`${unit} is not of ${ORGANIZATION}`)
    expect(message).toContain(
      `trusted-account-ids: o-0000000000 is not of ${ORGANIZATION}, the organization that can be read.`,
    )
  })

  it('an empty unit is an error where everyone else would be unshared', async () => {
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000001'])
    const { reason, message } = await refusal({ 'account-id': EMPTY, exclusive: 'true' })
    expect([reason, message]).toEqual([
      'invalid-input',
      expect.stringContaining(`${EMPTY} has no ACTIVE account, and the image is exclusive`),
    ])
  })

  it('more recipients than one run takes are refused', async () => {
    fixture.aws.setOrganization({
      ...readable,
      accounts: [...manyMembers(501), { id: OWNER, name: 'owner' }],
    })
    const ids = Array.from({ length: 500 }, (_, index) => `wsi-${String(index).padStart(9, '0')}`)
    const { reason, message } = await refusal({ 'image-id': ids.join(' '), 'account-id': ORGANIZATION })
    expect([reason, message]).toEqual([
      expect.any(String),
      expect.stringContaining('The images have more than 250000 recipients in all once their units are read'),
    ])
  })

  it('reports all that is wrong at once, images among it, and has the nearest name for an exception that names nobody', async () => {
    fixture.addImage({ id: THIRD_IMAGE })
    const policy = policyOf(
      `id: ${IMAGE}\nshare-with:\n  - organizational-unit: ou-ab12-nowhere0\n  - organizational-unit: ou-zz99-prod0000`,
      `id: ${OTHER_IMAGE}\nshare-with:\n  - organizational-unit: ${PRODUCTION}`,
      `id: ${THIRD_IMAGE}\nshare-with:\n  - organizational-unit: ${PRODUCTION}\n    except: ["000000000012"]`,
    )
    const step = await runPolicy(fixture, policy)
    const errors = errorsOf(step)
    expect(errors.map(({ title }) => title)).toEqual([
      titles['image-not-found'],
      titles['invalid-policy'],
      titles['invalid-policy'],
      titles['invalid-policy'],
    ])
    expect(errors.at(-1)?.message).toMatch(
      new RegExp(
        `^policy\\.yml:16:18: except names account 000000000012, which is nobody in ${PRODUCTION}\\.\nDid you mean 000000000002 \\(production one\\)\\?`,
      ),
    )
    expect(step.annotations).toContainEqual(expect.objectContaining({ file: 'policy.yml', line: 16 }))
    expect(resultOf(step)['planId']).toBeNull()
    expect(fixture.aws.writes()).toEqual([])
  })
})

describe('no access to Organizations', () => {
  it('has an account in no organization refused', async () => {
    fixture.aws.setOrganization(undefined)
    const { reason, message } = await refusal({ 'account-id': WORKPLACE })
    expect(reason).toBe('invalid-input')
    expect(message).toMatch(
      /^Could not read the organization: the account of the job's own credentials is in no organization\./,
    )
  })

  it('refuses also who only wants the guard', async () => {
    fixture.aws.setOrganization(sandboxOrganization)
    const inputs = { 'account-id': '000000000001', 'trusted-account-ids': ORGANIZATION }
    expect((await refusal(inputs)).reason).toBe('access-denied')
  })

  it('has a member refused that nothing lets read, and holds a share that has ended, too: nothing is known as a whole', async () => {
    fixture.aws.setOrganization(sandboxOrganization)
    fixture.aws.setRecipients('eu-west-1', IMAGE, ['000000000001'])
    const step = await runPolicy(
      fixture,
      policyOf(
        `id: ${IMAGE}\nshare-with:\n  - { account: "000000000001", until: ${day(-2)} }\n  - organizational-unit: ${PRODUCTION}`,
      ),
    )
    expect(countsOf(step)).toEqual(nothingBut('access-denied'))
    expect(errorsOf(step)).toEqual([
      {
        title: titles['access-denied'],
        message: expect.stringMatching(
          /^Could not read the organization: the job's own credentials may not call organizations:ListAccounts\.\nAdd this statement to the IAM policy of the role or user that the job's credentials belong to\. Its account must be the organization's management account[^]*"organizations:ListOrganizationalUnitsForParent"/,
        ),
      },
    ])
    expect(fixture.aws.writes()).toEqual([])
    expect(warningsOf(step)).toEqual([expect.stringContaining('is not known. Keep the entry')])
  })
})

describe('organizations-role-to-assume', () => {
  const inputs = { 'account-id': PRODUCTION, 'organizations-role-to-assume': READER }

  it.each(['own credentials', 'role-to-assume'])(
    'reads the organization, and does nothing else: %s',
    async (as) => {
      fixture.aws.setOrganization(sandboxOrganization)
      const trusted = as === 'role-to-assume' ? ROLE : OWNER
      fixture.aws.trustRole({ arn: ROLE })
      fixture.aws.allowAssume({ arn: READER, trusts: [trusted] })
      const step = as === 'role-to-assume' ? await fixture.runWithRole(inputs) : await fixture.run(inputs)
      expect(countsOf(step)).toMatchObject({ shared: 2, reason: '' })
      const callers = (service: string) =>
        new Set(
          fixture.aws.calls
            .filter((call) => call.service === service && call.operation !== 'AssumeRoleWithWebIdentity')
            .map(({ caller }) => caller?.replace(/\/[^/]*$/, '')),
        )
      const job =
        as === 'role-to-assume'
          ? `arn:aws:sts::${OWNER}:assumed-role/share-images`
          : `arn:aws:iam::${OWNER}:user`
      expect(callers('organizations')).toEqual(
        new Set([`arn:aws:sts::${MANAGEMENT}:assumed-role/read-organization`]),
      )
      expect(callers('sts')).toEqual(new Set([job]))
      expect(callers('workspaces')).toEqual(new Set([job]))
    },
  )

  it('that STS refuses is reported with the statement, and nothing is written', async () => {
    fixture.aws.allowAssume({ arn: READER, trusts: ['444455556666'] })
    const { reason, message } = await refusal(inputs)
    expect(reason).toBe('role-refused')
    expect(message).toContain(
      `AWS STS refused to let this job assume ${READER} (organizations-role-to-assume, AccessDenied).`,
    )
    expect(message).toContain('"Action": "sts:AssumeRole"')
  })

  it('is not assumed by a run without units', async () => {
    const step = await fixture.run({ ...inputs, 'account-id': '000000000001' })
    expect(countsOf(step)).toMatchObject({ shared: 1, reason: '' })
    expect(fixture.aws.calls.filter(({ service }) => service !== 'workspaces')).toEqual([])
  })
})
