import { AwsCallUnderFault } from '../aws-call.ts'
import { refusal, type FaultyCall } from '../fault-case.ts'
import type { FaultFixture } from '../fault-fixture.ts'
import { nowhere, strangeAuthority } from '../places.ts'

const ofEveryCall = [
  'AccessDeniedException',
  'AWSOrganizationsNotInUseException',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'ServiceException',
]
const ofEveryList = [...ofEveryCall, 'InvalidInputException']

/** A read of AWS Organizations: by paths, or on a walk through the units where there are none. */
function readUnderFault(
  operation: string,
  refusals: readonly string[],
  way: Parameters<FaultFixture['shareWithUnit']>[0],
): FaultyCall {
  const call = new AwsCallUnderFault({ on: { operation } })
  const throttled = refusal('TooManyRequestsException')
  return {
    call: `${operation} (AWS Organizations)`,
    onlyReads: true,
    prepare: (fixture) => fixture.shareWithUnit(way),
    hit: call.hit,
    own: {
      ...call.refusals(refusals),
      'TooManyRequestsException, for a while': call.does(throttled, 3),
      TooManyRequestsException: call.throttled(throttled),
      'wrong JSON types': call.does({ kind: 'wrong-types' }),
      ...(operation === 'DescribeOrganization'
        ? {
            'name not found (DNS)': {
              arrange: (fixture) => nowhere(fixture, 'AWS_ENDPOINT_URL_ORGANIZATIONS'),
            },
            'unknown CA (TLS)': {
              arrange: (fixture) => strangeAuthority(fixture, 'AWS_ENDPOINT_URL_ORGANIZATIONS'),
            },
          }
        : {
            'a page token that repeats': call.does({ kind: 'repeat-token' }),
            'endless pages': call.endlessPages(),
          }),
    },
  }
}

export const describeOrganization = readUnderFault(
  'DescribeOrganization',
  [...ofEveryCall, 'ConcurrentModificationException'],
  'paths',
)
export const listAccounts = readUnderFault('ListAccounts', ofEveryList, 'paths')
export const listAccountsForParent = readUnderFault(
  'ListAccountsForParent',
  [...ofEveryList, 'ParentNotFoundException'],
  'walk',
)
export const listUnits = readUnderFault(
  'ListOrganizationalUnitsForParent',
  [...ofEveryList, 'ParentNotFoundException'],
  'walk',
)

const call = new AwsCallUnderFault({ on: { operation: 'AssumeRole' } })
const throttled = refusal('Throttling')

export const assumeOrganizationsRole: FaultyCall = {
  call: 'AssumeRole (STS), for AWS Organizations',
  onlyReads: true,
  prepare: (fixture) => fixture.shareWithUnit('role'),
  hit: call.hit,
  own: {
    ...call.refusals([
      'AccessDenied',
      'ExpiredTokenException',
      'MalformedPolicyDocumentException',
      'PackedPolicyTooLargeException',
      'RegionDisabledException',
      'ValidationError',
      'InternalFailure',
    ]),
    'throttled for a while': call.does(throttled, 3),
    throttled: call.throttled(throttled),
    'XML of another shape': call.does({
      kind: 'http',
      status: 200,
      contentType: 'text/xml',
      body: '<a><b>7</b></a>',
    }),
  },
}
