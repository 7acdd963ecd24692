import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import type { FaultyCall } from './cell.ts'
import { everyWrite } from './cells/every-write.ts'
import { look } from './cells/look.ts'
import { oneWrite } from './cells/one-write.ts'
import { proof } from './cells/proof.ts'
import { read } from './cells/read.ts'
import { signIn } from './cells/sign-in.ts'
import { undo } from './cells/undo.ts'
import { cells } from './matrix.ts'

const workspaces = 'client-workspaces/dist-types/commands'
const sts = 'nested-clients/dist-types/submodules/sts/commands'

/** The errors that the service's model, out of which the SDK is made, has for an operation. */
function modelled(path: string): readonly string[] {
  const text = readFileSync(`node_modules/@aws-sdk/${path}Command.d.ts`, 'utf8')
  return [...text.matchAll(/@throws \{@link (\w+)\} \(/g)].map(([, name = '']) => name)
}

describe('the fault matrix', () => {
  it.each<[path: string, calls: readonly FaultyCall[]]>([
    [`${sts}/AssumeRoleWithWebIdentity`, [signIn]],
    [`${workspaces}/DescribeWorkspaceImages`, [look]],
    [`${workspaces}/DescribeWorkspaceImagePermissions`, [read, proof]],
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

  it('has every cell once', () => {
    expect(new Set(cells.map(({ call, fault }) => `${call} ${fault}`)).size).toBe(cells.length)
  })
})
