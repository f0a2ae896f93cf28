import type { Stretch } from './model.ts'

/** No closer than this: a pixel is about a millisecond then. */
const leastSpan = 1000

/** Pixels from the left edge of a plot of this width. */
export const toX = (moment: number, { start, end }: Stretch, width: number): number =>
  ((moment - start) / (end - start)) * width

/** The moment at a pixel; what lies beside the plot counts as its edge. */
export const toMoment = (x: number, { start, end }: Stretch, width: number): number =>
  start + (Math.min(Math.max(x, 0), width) / width) * (end - start)

/** The stretch itself, as long as it lies within the range and is not too short; else the nearest that does. */
export const within = (wanted: Stretch, range: Stretch): Stretch => {
  const span = Math.min(Math.max(wanted.end - wanted.start, leastSpan), range.end - range.start)
  const start = Math.min(Math.max(wanted.start, range.start), range.end - span)
  return { start, end: start + span }
}

/** Closer (factor < 1) or further away, so that `about` stays where it is. */
export const zoomAbout = ({ start, end }: Stretch, about: number, factor: number, range: Stretch): Stretch => {
  const span = Math.max((end - start) * factor, leastSpan)
  const share = (about - start) / (end - start)
  return within({ start: about - share * span, end: about + (1 - share) * span }, range)
}

/** Earlier (share < 0) or later, by a share of what is seen. */
export const pan = ({ start, end }: Stretch, share: number, range: Stretch): Stretch => {
  const by = (end - start) * share
  return within({ start: start + by, end: end + by }, range)
}

export const isSame = (a: Stretch, b: Stretch): boolean => a.start === b.start && a.end === b.end
