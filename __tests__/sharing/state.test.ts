import { expect, it } from '@jest/globals'
import { imageAlone } from '../../src/sharing/state.ts'
import { image } from '../support/examples.ts'

it('an image of which only the id is known claims nothing else', () => {
  expect(imageAlone(image)).toEqual({
    image,
    name: '',
    state: '',
    owner: undefined,
    isBringYourOwnLicence: false,
    errors: [],
  })
})
