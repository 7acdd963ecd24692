import { SandboxAws, SANDBOX_ACCOUNT } from '../sandbox/aws/aws.ts'
import { SandboxGitHub } from '../sandbox/github/github.ts'
import { loopbackCertificate } from '../sandbox/http/certificate.ts'
import { startRelay } from './relay.ts'
import { region, unit, type Playing, type Request, type Workload, type Seen } from './workload.ts'

const role = `arn:aws:iam::${SANDBOX_ACCOUNT}:role/share-images`
const certificate = await loopbackCertificate()

interface Set {
  readonly workload: Workload
  readonly aws: SandboxAws
  readonly github: SandboxGitHub
}
let current: Set | undefined

async function set(workload: Workload): Promise<Playing> {
  await Promise.all([current?.aws.close(), current?.github.close()])
  const { latencyMs, roundTripMs } = workload
  const [aws, github] = await Promise.all([
    SandboxAws.start({ tls: certificate, latencyMs }),
    SandboxGitHub.start({ tls: certificate }),
  ])
  current = { workload, aws, github }
  for (const id of Object.keys(workload.images)) aws.addImage({ region, id })
  aws.trustRole({ arn: role })
  aws.setOrganization({
    id: 'o-a1b2c3d4e5',
    root: 'r-ab12',
    managementAccount: SANDBOX_ACCOUNT,
    units: [{ id: unit, name: 'Workplace' }],
    accounts: Array.from({ length: workload.organizationAccounts ?? 0 }, (_, index) => ({
      id: String(index + 1).padStart(12, '0'),
      name: `account ${index + 1}`,
      parent: unit,
    })),
  })
  round()
  const endpoints = {
    AWS_ENDPOINT_URL: await distant(aws.url, roundTripMs),
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  const oidc = github.oidcEnvironment()
  const tokenUrl = (oidc['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '').replace(
    github.url,
    await distant(github.url, roundTripMs),
  )
  return {
    ownKeys: { ...aws.environment(), ...endpoints },
    oidc: { ...endpoints, ...oidc, ACTIONS_ID_TOKEN_REQUEST_URL: tokenUrl },
    role,
    authority: certificate.ca,
  }
}

async function distant(url: string, roundTripMs: number): Promise<string> {
  if (roundTripMs === 0) return url
  return `https://127.0.0.1:${await startRelay(Number(new URL(url).port), roundTripMs)}`
}

function round(): Seen {
  if (current === undefined) throw new Error('No workload is set')
  const { workload, aws } = current
  const ids = Object.keys(workload.images)
  const seen = {
    operations: aws.calls.map(({ operation }) => operation),
    connections: new Set(aws.calls.map(({ connection }) => connection)).size,
    recipients: ids.reduce((sum, id) => sum + aws.recipients(region, id).length, 0),
  }
  aws.calls.length = 0
  aws.clearFaults()
  if (workload.bucket !== undefined) {
    aws.inject({
      on: { operation: 'UpdateWorkspaceImagePermission' },
      do: { kind: 'token-bucket', ...workload.bucket },
    })
  }
  for (const id of ids) aws.setRecipients(region, id, workload.images[id] ?? [])
  return seen
}

process.on('message', (request: Request) => {
  if (request.kind === 'round') process.send?.(round())
  else void set(request.workload).then((playing) => process.send?.(playing))
})
