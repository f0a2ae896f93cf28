/** Rows drawn above and below those in sight, so that a short way shows no gaps. */
const margin = 6
/** The window moves by so many at once: not each row that is passed makes work. */
const stride = 4

export type Range = readonly [from: number, to: number]

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

/**
 * Which rows stand between two heights of the window.
 * @param bodyTop where the first row begins, px from the top of the window; negative when it was scrolled past
 * @param from px from the top of the window at which rows come into sight (below what sticks there) @param to the lower end
 */
export const rowsBetween = (bodyTop: number, from: number, to: number, rowHeight: number, size: number): Range => {
  const first = clamp(Math.floor((from - bodyTop) / rowHeight), 0, Math.max(0, size - 1))
  return [first, clamp(Math.ceil((to - bodyTop) / rowHeight), Math.min(first + 1, size), size)]
}

/** Which rows are drawn for those in sight. */
export const rowsToDraw = ([first, last]: Range, size: number): Range => [
  clamp(Math.floor((first - margin) / stride) * stride, 0, size),
  clamp(Math.ceil((last + margin) / stride) * stride, 0, size),
]
