/** A moment that comes when a test says so. */
export interface Moment {
  readonly come: Promise<void>
  readonly comes: () => void
}

export function moment(): Moment {
  let resolve: (() => void) | undefined
  const come = new Promise<void>((settle) => {
    resolve = settle
  })
  return { come, comes: () => resolve?.() }
}
