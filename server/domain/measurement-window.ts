/** How a window of measurements is put together from buckets of different widths, exactly to its edges. Pure; ms. */

/** Widths that numbers are kept by, in seconds (UTC), finest first. */
export const bucketLevels = [60, 600, 3600, 86_400] as const
export type BucketLevel = (typeof bucketLevels)[number]

/** A stretch [from, to) that is read from the points themselves (null) or from buckets of one width. */
export type Piece = { level: BucketLevel | null; from: number; to: number }

/** The widest buckets that are no wider than the bins asked for; null when only the points are fine enough. */
export const levelFor = (widthMs: number): BucketLevel | null => bucketLevels.findLast((level) => widthMs >= level * 1000) ?? null

const finer = (level: BucketLevel): BucketLevel | null => bucketLevels[bucketLevels.indexOf(level) - 1] ?? null

/** Whole buckets in the middle, and what sticks out on both sides from finer ones, down to the points. */
export const piecesOf = (from: number, to: number, level: BucketLevel | null): Piece[] => {
  if (from >= to) return []
  if (level === null) return [{ level, from, to }]
  const width = level * 1000
  const [first, last] = [Math.ceil(from / width) * width, Math.floor(to / width) * width]
  if (first >= last) return piecesOf(from, to, finer(level))
  return [...piecesOf(from, first, finer(level)), { level, from: first, to: last }, ...piecesOf(last, to, finer(level))]
}

/** Bins over a window, at most `points` of them: as wide as whole buckets and along with them, so that none is cut. */
export const binsOf = (from: number, to: number, points: number, level: BucketLevel | null): { origin: number; widthMs: number } => {
  const unit = level === null ? 1 : level * 1000
  const origin = Math.floor(from / unit) * unit
  return { origin, widthMs: Math.max(1, Math.ceil((to - origin) / points / unit)) * unit }
}
