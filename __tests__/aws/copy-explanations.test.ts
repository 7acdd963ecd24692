import { describe, expect, it } from '@jest/globals'
import { explainCopyError } from '../../src/aws/copy-explanations.ts'
import { source } from '../support/copies.ts'
import { owner, problem, regionOf } from '../support/examples.ts'

describe('a copy that AWS refuses', () => {
  const order = { source, owner, region: source.region, name: 'golden' }
  const doing = `Could not copy ${source.id} from ${source.region} to ${source.region} as golden: `

  it.each<[name: string, reason: string, why: string]>([
    [
      'ResourceLimitExceededException',
      'not-supported',
      `the account has as many images in ${source.region} as its quota allows (40 unless it was raised).`,
    ],
    ['ResourceNotFoundException', 'image-not-found', 'the image is not shared with the account any more.'],
    [
      'ResourceUnavailableException',
      'image-not-available',
      'the image is in a state in which AWS does not allow it.',
    ],
  ])('is explained for %s', (name, reason, why) => {
    const aws = { name }
    expect(explainCopyError(problem({ aws }), aws, order)).toMatchObject({ reason, message: doing + why })
  })

  it.each(['InvalidParameterValuesException', 'AccessDeniedException'])(
    'is explained as any other call for %s',
    (name) => {
      const aws = { name }
      expect(explainCopyError(problem({ aws }), aws, order)).toMatchObject(problem({ aws }))
    },
  )
})

describe('a copy that AWS does not support', () => {
  it.each<[from: string, to: string, why: RegExp]>([
    ['cn-north-1', 'cn-northwest-1', /only within the Region\.$/],
    ['cn-northwest-1', 'cn-northwest-1', /for this image or account\.$/],
    ['us-gov-west-1', 'us-gov-east-1', /only through AWS Support\.$/],
    ['us-gov-west-1', 'us-gov-west-1', /for this image or account\.$/],
    ['eu-west-1', 'us-east-1', /for this image or account, or not between these Regions\.$/],
    ['eu-west-1', 'eu-west-1', /for this image or account\.$/],
  ])('is explained for one from %s to %s', (from, to, why) => {
    const aws = { name: 'OperationNotSupportedException' }
    const order = {
      source: { ...source, region: regionOf(from) },
      owner,
      region: regionOf(to),
      name: 'golden',
    }
    const explained = explainCopyError(problem({ aws }), aws, order)
    expect(explained.reason).toBe('not-supported')
    expect(explained.message).toMatch(why)
  })
})
