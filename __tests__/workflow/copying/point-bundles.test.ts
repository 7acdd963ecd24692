import { describe, expect, it } from '@jest/globals'
import type { Bundle, BundleId } from '../../../src/copying/bundle.ts'
import type { ImageCopies } from '../../../src/ports/image-copies.ts'
import type { ImageReference } from '../../../src/sharing/identifiers.ts'
import { ProblemError, type FailureReason } from '../../../src/sharing/problem.ts'
import { pointBundles } from '../../../src/workflow/copying/point-bundles.ts'
import { bundle, bundleId, copyOfSource, recipient } from '../../support/copies.ts'
import { imageNumber, problem } from '../../support/examples.ts'
import { fakePorts } from '../../support/fake-ports.ts'

const copy = copyOfSource().image
const planned = imageNumber(8).id
const another = imageNumber(7).id
const never = async (): Promise<never> => Promise.reject(new Error('Pointing bundles needs no such call'))

/** Bundles in memory: each call takes effect at once. */
class BundlesInMemory implements ImageCopies {
  readonly callerAccount = recipient
  readonly calls: string[] = []
  readonly #bundles: Map<BundleId, Bundle>
  readonly #unread: FailureReason | undefined

  /** @param unread why reads fail */
  constructor(bundles: readonly Bundle[], unread?: FailureReason) {
    this.#bundles = new Map(bundles.map((one) => [one.id, one]))
    this.#unread = unread
  }

  async readBundles(_region: unknown, ids: readonly BundleId[]): Promise<readonly Bundle[]> {
    this.calls.push('read')
    if (this.#unread !== undefined) throw new ProblemError(problem({ reason: this.#unread }))
    return ids.flatMap((id) => this.#bundles.get(id) ?? [])
  }

  async pointBundle(id: BundleId, { id: image }: ImageReference): Promise<void> {
    this.calls.push(id)
    this.#bundles.set(id, bundle({ id, image }))
  }

  readonly startCopy = never
  readonly listOwnImages = never
  readonly listSharedImages = never

  close(): void {}
}

/** Points bundles that were planned from {@link planned}; tells what was called, and of each bundle what became of it. */
async function pointed(copies: BundlesInMemory, bundles: readonly Bundle[] = [bundle()]): Promise<unknown> {
  const settled = await pointBundles(bundles, copy, { ...fakePorts(), copies })
  return {
    calls: copies.calls,
    are: settled.map(({ bundle: { image }, outcome }) => [
      image,
      outcome.kind,
      outcome.kind === 'not-attempted' ? outcome.because?.reason : undefined,
    ]),
  }
}

describe('a bundle', () => {
  it('is read, pointed at the copy and read again', async () => {
    expect(await pointed(new BundlesInMemory([bundle()]))).toEqual({
      calls: ['read', bundleId(1), 'read'],
      are: [[planned, 'updated', undefined]],
    })
  })

  it('that somebody gave another image since the plan keeps it, and stops no other', async () => {
    const other = bundle({ id: bundleId(2) })
    const copies = new BundlesInMemory([bundle({ image: another }), other])
    expect(await pointed(copies, [bundle(), other])).toEqual({
      calls: ['read', bundleId(2), 'read'],
      are: [
        [another, 'not-attempted', 'refused-by-guard'],
        [planned, 'updated', undefined],
      ],
    })
  })

  it('that somebody pointed at the copy since the plan is left as it is', async () => {
    expect(await pointed(new BundlesInMemory([bundle({ image: copy.id })]))).toEqual({
      calls: ['read'],
      are: [[copy.id, 'unchanged', undefined]],
    })
  })

  it('that the plan shows at the copy takes no call', async () => {
    expect(await pointed(new BundlesInMemory([]), [bundle({ image: copy.id })])).toEqual({
      calls: [],
      are: [[copy.id, 'unchanged', undefined]],
    })
  })

  it('that can not be read before its call is not pointed at the copy', async () => {
    expect(await pointed(new BundlesInMemory([bundle()], 'unreachable'))).toEqual({
      calls: ['read'],
      are: [[planned, 'not-attempted', 'unreachable']],
    })
  })
})
