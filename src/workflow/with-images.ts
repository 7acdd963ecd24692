import type { SignedIn } from '../ports/organization-service.ts'
import type { Region } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { World } from './run.ts'

/** Signs in, works with the images, and closes all connections even after an error. */
export async function withImages<Value>(
  signIn: SignIn,
  firstCalls: ReadonlyMap<Region, number>,
  world: Pick<World, 'connect' | 'runner'>,
  work: (service: SignedIn) => Promise<Value>,
): Promise<Value> {
  let service: SignedIn | undefined
  try {
    service = await world.connect(signIn, firstCalls)
    return await work(service)
  } finally {
    world.runner.endGroup()
    service?.close()
  }
}
