/** Rows drawn above and below those in sight, so that a short way shows no gaps. */
const margin = 8

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
  clamp(first - margin, 0, size),
  clamp(last + margin, 0, size),
]

/**
 * The next step from what is drawn to what should be: at most so many rows more, those in sight first. What is wanted no
 * longer goes at once.
 */
export const stepTowards = (drawn: Range, wanted: Range, sight: Range, most: number): Range => {
  let from = Math.max(drawn[0], wanted[0])
  let to = Math.min(drawn[1], wanted[1])
  // Nothing of it is drawn: it begins at the top of what is in sight.
  if (from >= to) [from, to] = [sight[0], sight[0]]
  let left = most
  const grow = ([first, last]: Range) => {
    const below = Math.min(left, Math.max(0, last - to))
    to += below
    left -= below
    const above = Math.min(left, Math.max(0, from - first))
    from -= above
    left -= above
  }
  grow([Math.max(sight[0], wanted[0]), Math.min(sight[1], wanted[1])])
  grow(wanted)
  return [from, to]
}
