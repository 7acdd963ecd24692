import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { FaultyCall } from './fault-case.ts'
import { everyWrite } from './cases/every-write.ts'
import { describeImages } from './cases/describe-images.ts'
import {
  assumeOrganizationsRole,
  describeOrganization,
  listAccounts,
  listAccountsForParent,
  listUnits,
} from './cases/organization.ts'
import { oneWrite } from './cases/one-write.ts'
import { verificationRead } from './cases/verification-read.ts'
import { read } from './cases/read.ts'
import { signIn } from './cases/sign-in.ts'
import { undo } from './cases/undo.ts'
import { faultCases } from './matrix.ts'

const workspaces = 'client-workspaces/dist-types/commands'
const organizations = 'client-organizations/dist-types/commands'
const sts = 'nested-clients/dist-types/submodules/sts/commands'

/** The errors that the service's model, out of which the SDK is made, has for an operation. */
function modelled(path: string): readonly string[] {
  const text = readFileSync(`node_modules/@aws-sdk/${path}Command.d.ts`, 'utf8')
  return [...text.matchAll(/@throws \{@link (\w+)\} \(/g)].map(([, name = '']) => name)
}

describe('the fault matrix', () => {
  it.each<[path: string, calls: readonly FaultyCall[]]>([
    [`${sts}/AssumeRoleWithWebIdentity`, [signIn]],
    [`${sts}/AssumeRole`, [assumeOrganizationsRole]],
    [`${organizations}/DescribeOrganization`, [describeOrganization]],
    [`${organizations}/ListAccounts`, [listAccounts]],
    [`${organizations}/ListAccountsForParent`, [listAccountsForParent]],
    [`${organizations}/ListOrganizationalUnitsForParent`, [listUnits]],
    [`${workspaces}/DescribeWorkspaceImages`, [describeImages]],
    [`${workspaces}/DescribeWorkspaceImagePermissions`, [read, verificationRead]],
    [`${workspaces}/UpdateWorkspaceImagePermission`, [oneWrite, everyWrite, undo]],
  ])('has every error that is modelled for %s', (path, calls) => {
    const names = modelled(path)
    expect(names.length).toBeGreaterThan(0)
    for (const { own } of calls) {
      // On the wire some have no Exception behind their name.
      const shown = Object.keys(own).map((name) => name.replace(/Exception$/, ''))
      expect(shown).toEqual(expect.arrayContaining(names.map((name) => name.replace(/Exception$/, ''))))
    }
  })

  it('has every case once', () => {
    expect(new Set(faultCases.map(({ call, fault }) => `${call} ${fault}`)).size).toBe(faultCases.length)
  })
})
