import { groupBy } from '../sharing/grouping.ts'
import { imageKey, type Region } from '../sharing/identifiers.ts'
import type { Problem } from '../sharing/problem.ts'
import type { Wanted, WantedImage, WantedNamedImage } from '../sharing/request.ts'
import type { ImageDescription } from '../sharing/state.ts'
import { reading, type Reading } from '../sharing/reading.ts'
import type { ImageReads } from './reads-until-outage.ts'

/** The images by id, and why others are not among them. */
export interface Resolution {
  readonly images: readonly WantedImage[]
  /** The names that led to no image, and images that occur twice. */
  readonly unresolved: readonly Wanted[]
  readonly problems: readonly Problem[]
}

/**
 * Finds the ids of images that are wanted by name. Names are unique in an account and Region. Only the caller's own
 * images are searched: a name that someone else gave to an image shared with us never matches.
 */
export async function resolveNames(
  wanted: readonly Wanted[],
  service: ImageReads,
  signal: AbortSignal,
): Promise<Resolution> {
  const regions = new Set(wanted.flatMap((one) => ('image' in one ? [] : [one.region])))
  const owned = new Map(
    await Promise.all(
      [...regions].map(
        async (region) => [region, await reading(service.listOwnedImages(region, signal))] as const,
      ),
    ),
  )
  const found: WantedImage[] = []
  const lost: Wanted[] = []
  const problems = new Set<Problem>()
  for (const one of wanted) {
    const image = 'image' in one ? one : find(one, owned)
    if ('reason' in image) {
      problems.add(image)
      lost.push(one)
    } else found.push(image)
  }
  const groups = [...groupBy(found, ({ image }) => imageKey(image)).values()]
  return {
    images: groups.filter(({ length }) => length === 1).flat(),
    unresolved: [...lost, ...groups.filter(({ length }) => length > 1).flat()],
    problems: [...problems, ...groups.flatMap((group) => group.slice(1).map(standsTwice))],
  }
}

function find(
  wanted: WantedNamedImage,
  owned: ReadonlyMap<Region, Reading<readonly ImageDescription[]>>,
): WantedImage | Problem {
  const images = owned.get(wanted.region)
  if (images?.kind === 'unread') return images.problem
  const matches = (images?.value ?? []).filter(({ name }) => name === wanted.name)
  const [match] = matches
  if (match !== undefined && matches.length === 1) {
    const { name: _, region: __, ...recipients } = wanted
    return { ...recipients, image: match.image }
  }
  const what = match === undefined ? 'no image' : `${matches.length} images`
  return {
    reason: 'image-not-found',
    message: `The account that is signed in owns ${what} named "${wanted.name}" in Region ${wanted.region}.`,
    remedy: 'Check the name, the Region and the account that is signed in, or give the id of the image.',
    where: wanted.where,
  }
}

// A name and an id can mean the same image. Then its wanted recipients are ambiguous.
function standsTwice({ image, where }: WantedImage): Problem {
  return {
    reason: 'invalid-policy',
    message: `Image ${image.id} in ${image.region} occurs twice in the policy, by its name and by its id.`,
    remedy: 'Put all its accounts in one place.',
    image,
    where,
  }
}
