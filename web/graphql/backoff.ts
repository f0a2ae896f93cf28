const first = 400
const longest = 15_000

/**
 * Milliseconds to wait before trying again: doubled with each attempt (0, 1, 2 …) up to 15 s, and half of it drawn by
 * lot, so that a thousand pages don't come back to a restarted server at the same moment.
 * @param random in [0, 1)
 */
export const backoff = (attempt: number, random: number): number => {
  const ceiling = Math.min(longest, first * 2 ** Math.min(attempt, 16))
  return Math.round(ceiling / 2 + (random * ceiling) / 2)
}
