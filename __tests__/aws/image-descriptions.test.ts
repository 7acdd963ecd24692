import { describe, expect, it } from '@jest/globals'
import type { WorkspaceImage } from '@aws-sdk/client-workspaces'
import { parseObject } from '../../sandbox/aws/json-object.ts'
import { readDescription } from '../../src/aws/image-descriptions.ts'
import type { ImageDescription } from '../../src/sharing/state.ts'
import { describing, image, region } from '../support/examples.ts'

const raw: WorkspaceImage = {
  ImageId: image.id,
  Name: 'golden',
  State: 'AVAILABLE',
  OwnerAccountId: '111122223333',
  RequiredTenancy: 'DEFAULT',
}
/** An answer whose types are not those of the model. */
const odd = (json: string): WorkspaceImage => ({ ...raw, ...parseObject(json) })

describe('the description of an image', () => {
  it.each<[what: string, given: WorkspaceImage, but: Partial<ImageDescription>]>([
    ['as usual', raw, {}],
    ['BYOL', { ...raw, RequiredTenancy: 'DEDICATED' }, { isBringYourOwnLicence: true }],
    ['little', { ImageId: image.id }, { name: '', state: 'unknown', owner: undefined }],
    ['an owner that is no account', { ...raw, OwnerAccountId: 'amazon' }, { owner: undefined }],
    ['a new state', odd('{"State":"ARCHIVED"}'), { state: 'ARCHIVED' }],
    [
      'wrong types',
      odd('{"Name":{},"State":7,"OwnerAccountId":111122223333,"ErrorDetails":{}}'),
      { name: '', state: 'unknown', owner: undefined },
    ],
    [
      'an error',
      { ...raw, State: 'ERROR', ErrorCode: 'E1', ErrorMessage: 'Sysprep failed.' },
      { state: 'ERROR', errors: ['E1: Sysprep failed.'] },
    ],
    [
      'errors, each once',
      odd(
        '{"ErrorMessage":"E2: No space.","ErrorDetails":[{"ErrorCode":"E2","ErrorMessage":"No space."},{"ErrorCode":"E3"},{"ErrorMessage":"Only words."},{}]}',
      ),
      { errors: ['E2: No space.', 'E3', 'Only words.'] },
    ],
    ['an empty error', { ...raw, ErrorCode: '', ErrorMessage: '' }, {}],
  ])('with %s', (_what, given, but) => {
    expect(readDescription(given, region)).toEqual(describing(image, but))
  })

  it.each(['{"ImageId":null}', '{"ImageId":7}', '{"ImageId":"ami-1"}'])('is none for %s', (json) => {
    expect(readDescription(odd(json), region)).toBeUndefined()
  })
})
