import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { tables } from '../docs/markdown-files.ts'

const texts = readdirSync('iam', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.json'))
  .map((name) => readFileSync(`iam/${name}`, 'utf8'))
const placeholders = texts.flatMap((text) =>
  [...text.matchAll(/\$\{(?<name>[^}]*)\}/g)].map(({ groups }) => groups?.['name'] ?? ''),
)

it('iam/README.md says once what each placeholder of the JSON files is', () => {
  const [table, ...others] = tables('iam/README.md').filter(({ header: [first] }) => first === 'value')
  expect(others).toEqual([])
  const told = table?.rows.map(([name = '']) => name) ?? []
  expect(told.toSorted()).toEqual([...new Set(placeholders)].map((name) => `\`${name}\``).toSorted())
})
