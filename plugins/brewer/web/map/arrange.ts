import type { Frame } from './projection.ts'

/** Where something is in a frame, px. */
export type Spot = { readonly x: number; readonly y: number }

/** A sign for one thing, or for several that lie too close together to be told apart. */
export type Sign<Thing> = Spot & {
  readonly things: readonly Thing[]
  /** Where they really are. */
  readonly home: Spot
}

const rounds = 140
/** How far a sign may be from its place, in gaps: further away it would be taken to stand elsewhere. */
const farthest = 1.4

const distance = (a: Spot, b: Spot) => Math.hypot(a.x - b.x, a.y - b.y)

/** Moves signs apart until none stands on another, each as near to its place as that lets it. */
const fannedOut = <Thing>(signs: readonly Sign<Thing>[], { width, height }: Frame, gap: number): Sign<Thing>[] => {
  // Those of one place leave it in different directions.
  const spots = signs.map(({ home }, index) => ({ x: home.x + Math.cos(index * 2.4) / 2, y: home.y + Math.sin(index * 2.4) / 2 }))
  for (let round = 0; round < rounds; round++) {
    let isCrowded = false
    for (let i = 0; i < spots.length; i++)
      for (let j = i + 1; j < spots.length; j++) {
        const a = spots[i]!
        const b = spots[j]!
        const dx = b.x - a.x
        const dy = b.y - a.y
        const square = dx * dx + dy * dy
        if (square >= gap * gap) continue
        isCrowded = true
        const apart = Math.sqrt(square)
        const push = (gap - apart) / 2 / (apart || 1)
        a.x -= dx * push
        a.y -= dy * push
        b.x += dx * push
        b.y += dy * push
      }
    for (const [index, spot] of spots.entries()) {
      const { home } = signs[index]!
      if (isCrowded && round < rounds * 0.7) {
        spot.x += (home.x - spot.x) * 0.03
        spot.y += (home.y - spot.y) * 0.03
      }
      spot.x = Math.min(width - gap / 2, Math.max(gap / 2, spot.x))
      spot.y = Math.min(height - gap / 2, Math.max(gap / 2, spot.y))
    }
    if (!isCrowded) break
  }
  return signs.map((sign, index) => ({ ...sign, ...spots[index]! }))
}

const together = <Thing>(a: Sign<Thing>, b: Sign<Thing>): Sign<Thing> => {
  const [m, n] = [a.things.length, b.things.length]
  const home = { x: (a.home.x * m + b.home.x * n) / (m + n), y: (a.home.y * m + b.home.y * n) / (m + n) }
  return { ...home, home, things: [...a.things, ...b.things] }
}

/** Puts the closest of different places together, so many pairs at once; null when all are of one place. */
const merged = <Thing>(signs: readonly Sign<Thing>[], wanted: number): Sign<Thing>[] | null => {
  const pairs: { i: number; j: number; apart: number }[] = []
  for (let i = 0; i < signs.length; i++)
    for (let j = i + 1; j < signs.length; j++) pairs.push({ i, j, apart: distance(signs[i]!.home, signs[j]!.home) })
  const taken = new Set<number>()
  const next: Sign<Thing>[] = []
  // Zooming in parts what is of different places; what is of one it never will.
  for (const { i, j } of pairs.filter(({ apart }) => apart > 1).toSorted((a, b) => a.apart - b.apart)) {
    if (next.length >= wanted) break
    if (taken.has(i) || taken.has(j)) continue
    taken.add(i).add(j)
    next.push(together(signs[i]!, signs[j]!))
  }
  return next.length === 0 ? null : [...signs.filter((_, index) => !taken.has(index)), ...next]
}

/**
 * Signs for things at their places: those that lie together are fanned out, and where that would lead too far from
 * their places, grouped. Things outside the frame have none.
 * @param gap px between the middles of two signs, at least
 */
export const arrange = <Thing>(things: readonly (Spot & { thing: Thing })[], frame: Frame, gap: number): readonly Sign<Thing>[] => {
  const inside = things.filter(({ x, y }) => x >= 0 && y >= 0 && x <= frame.width && y <= frame.height)
  let signs: Sign<Thing>[] = inside.map(({ x, y, thing }) => ({ x, y, home: { x, y }, things: [thing] }))
  for (;;) {
    const placed = fannedOut(signs, frame, gap)
    const strayed = placed.filter((sign) => distance(sign, sign.home) > farthest * gap).length
    if (strayed === 0) return placed
    const fewer = merged(signs, Math.ceil(strayed / 4))
    if (!fewer) return placed
    signs = fewer
  }
}
