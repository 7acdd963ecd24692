import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as fc from '../support/fast-check.ts'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import { resultJson } from '../../src/report/result-json.ts'
import { resultWithoutPlan } from '../../src/sharing/result.ts'
import { account, imageNumber, problem } from '../support/examples.ts'
import { anyResult, done, failed, runResult, sharesEnding } from '../support/results.ts'

const schema = parseObject(readFileSync('schema/result.schema.json', 'utf8')) ?? {}
const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema)

/** What the published schema finds wrong with a result. */
function wrongWith(result: Parameters<typeof resultJson>[0]): unknown {
  const json: unknown = JSON.parse(JSON.stringify(resultJson(result)))
  return validate(json) ? [] : validate.errors
}

it('fits the output of any run', () => {
  fc.assert(
    fc.property(anyResult, (result) => {
      expect(wrongWith(result)).toEqual([])
    }),
  )
})

it('fits names, ends of shares and places in the policy', () => {
  const where = { file: 'policy.yml', line: 3, column: 5 }
  const timeBoxes = new Map([[account(1), { until: '2027-03-31', daysLeft: 9, hasEnded: false }]])
  const images = [{ ...sharesEnding(failed({ where, image: imageNumber(1) }), done), timeBoxes }]
  const accountNames = new Map([[account(1), 'workplace']])
  expect(wrongWith(runResult({ images, accountNames, problems: [problem({ where })] }))).toEqual([])
  expect(wrongWith(resultWithoutPlan(undefined, [problem()]))).toEqual([])
})

it('does not fit anything else', () => {
  expect(validate({ ...resultJson(runResult()), extra: 1 })).toBe(false)
  expect(validate({ ...resultJson(runResult()), failureReason: 'other' })).toBe(false)
})
