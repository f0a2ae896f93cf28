import type { Values } from './model.ts'

export type Point = readonly [x: number, y: number]

type Scales = { x: (moment: number) => number; y: (value: number) => number }

/**
 * A line as points in px, in pieces between its gaps. A column of one px keeps its first, least, most and last value: as
 * many as can be seen, and no peak is lost.
 */
export const toPieces = (
  moments: readonly number[],
  values: Values,
  { x, y }: Scales,
  from = 0,
  to = moments.length,
): Point[][] => {
  const pieces: Point[][] = []
  let piece: Point[] = []
  let column = NaN
  let [first, least, most, last] = [-1, -1, -1, -1]

  const flush = () => {
    if (first < 0) return
    const kept = [...new Set([first, least, most, last])].toSorted((a, b) => a - b)
    for (const index of kept) piece.push([x(moments[index]!), y(values[index]!)])
    first = -1
  }
  const end = () => {
    flush()
    if (piece.length > 0) pieces.push(piece)
    piece = []
    column = NaN
  }
  for (let index = from; index < to; index++) {
    const value = values[index]
    if (value === null || value === undefined) {
      end()
      continue
    }
    const here = Math.floor(x(moments[index]!))
    if (here !== column) {
      flush()
      column = here
      first = least = most = index
    }
    if (value < values[least]!) least = index
    if (value > values[most]!) most = index
    last = index
  }
  end()
  return pieces
}

const short = (value: number): string => String(Math.round(value * 10) / 10)
const at = ([x, y]: Point): string => `${short(x)} ${short(y)}`

/** Pieces as the `d` of an SVG path; a single value between gaps is a dot of the line's width. */
export const toPath = (pieces: readonly (readonly Point[])[]): string =>
  pieces.map(([first, ...rest]) => (first ? `M${at(first)}${rest.length > 0 ? `L${rest.map(at).join(' ')}` : 'h0'}` : '')).join('')

/** The ground between two lines, piece by piece: there along one, back along the other. */
export const toBand = (low: readonly (readonly Point[])[], high: readonly (readonly Point[])[]): string =>
  low.map((piece, index) => `M${[...piece, ...(high[index]?.toReversed() ?? [])].map(at).join('L')}Z`).join('')
