import type { ImageService } from '../ports/image-service.ts'
import type { Region } from '../sharing/identifiers.ts'
import type { SignIn } from '../sharing/sign-in.ts'
import type { World } from './run.ts'

/** Signs in, works with the images, and closes all connections even after an error. */
export async function withImages<Value>(
  signIn: SignIn,
  firstCalls: ReadonlyMap<Region, number>,
  world: Pick<World, 'connect' | 'runner'>,
  work: (service: ImageService) => Promise<Value>,
): Promise<Value> {
  let service: ImageService | undefined
  try {
    service = await world.connect(signIn, firstCalls)
    return await work(service)
  } finally {
    world.runner.endGroup()
    service?.close()
  }
}
