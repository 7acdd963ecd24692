import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { repository } from '../../src/version.ts'

it('CODEOWNERS names the account that publishes the action, or a team of it, in one place', () => {
  const lines = readFileSync('.github/CODEOWNERS', 'utf8').split('\n')
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'))
  const [account = ''] = repository.split('/')
  expect(rules.map((rule) => rule.replace(/\/[\w-]+$/, ''))).toEqual([`* @${account}`])
  expect(lines.filter((line) => line.includes(account))).toHaveLength(1)
})
