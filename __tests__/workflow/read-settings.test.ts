import { describe, expect, it } from '@jest/globals'
import type { InputName } from '../../src/input/input-texts.ts'
import { readSettings } from '../../src/workflow/read-settings.ts'
import { RecordingRunner } from '../support/runner.ts'
import { soundTexts, textsOf } from '../support/input-texts.ts'
import { accounts, image } from '../support/examples.ts'

const today = new Date('2027-03-15T12:00:00Z')
const policy = [
  'version: 1',
  'images:',
  '  - id: wsi-0123456789abc',
  '    share-with:',
  '      - "000000000001"',
  '      - account: "000000000002"',
  '        until: 2027-03-14',
  '',
].join('\n')

async function read(given: Partial<Record<InputName, string>>, text?: string) {
  const runner = new RecordingRunner(textsOf(given))
  if (text !== undefined) runner.files.set('policy.yml', text)
  return readSettings(runner, today)
}
const policied = { 'policy-file': 'policy.yml', 'aws-region': 'eu-west-1' }

describe('settings', () => {
  it('are read from the inputs alone', async () => {
    expect(await read(soundTexts)).toMatchObject({ kind: 'sound' })
  })

  it('are read from a policy too, by the day it is', async () => {
    expect(await read(policied, policy)).toMatchObject({
      kind: 'sound',
      settings: { request: { images: [{ image, share: accounts(1), unshare: accounts(2) }] } },
    })
  })

  it('are refused with a policy that is not there', async () => {
    expect(await read({ ...policied, mode: 'x' })).toMatchObject({
      kind: 'refused',
      problems: [
        { reason: 'invalid-input' },
        { reason: 'invalid-policy', message: 'In memory: there is no policy.yml.' },
      ],
    })
  })

  it.each(['true', 'True', 'TRUE'])(
    'are refused with a policy that unshares, when they are temporary: %s',
    async (temporary) => {
      expect(await read({ ...policied, temporary }, policy)).toMatchObject({
        kind: 'refused',
        problems: [{ reason: 'invalid-policy', where: { file: 'policy.yml', line: 7 } }],
      })
    },
  )
})
