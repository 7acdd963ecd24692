import { imageKey } from './identifiers.ts'
import type { Problem } from './problem.ts'
import type { WantedImage } from './request.ts'
import type { SourcePosition } from './source-position.ts'

/** A problem with the place in a file where its image is asked for; as it is where it has a place or there is none. */
export function withPlace(problem: Problem, where: SourcePosition | undefined): Problem {
  return where === undefined || problem.where !== undefined ? problem : { ...problem, where }
}

/** Problems with the places in a file where their images are asked for. */
export function withPlaces(problems: readonly Problem[], wanted: readonly WantedImage[]): readonly Problem[] {
  const places = new Map(wanted.map(({ image, where }) => [imageKey(image), where]))
  return problems.map((problem) =>
    problem.image === undefined ? problem : withPlace(problem, places.get(imageKey(problem.image))),
  )
}
