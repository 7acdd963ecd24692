import type { SignedIn } from '../ports/organization-service.ts'
import type { Runner } from '../ports/runner.ts'

/** Signs in, works with the images, and closes all connections even after an error. */
export async function withImages<Value>(
  connect: () => Promise<SignedIn>,
  runner: Pick<Runner, 'endGroup'>,
  work: (service: SignedIn) => Promise<Value>,
): Promise<Value> {
  let service: SignedIn | undefined
  try {
    service = await connect()
    return await work(service)
  } finally {
    runner.endGroup()
    service?.close()
  }
}
