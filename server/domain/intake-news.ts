/** So often (ms) others are woken at most while file comes upon file: each time they look, and so does every server. */
const gatherMs = 250

/** Wakes those who wait for events: at once for the first, then for many together. */
export const createNews = (wake: () => void) => {
  let wokenAt = -Infinity
  let isWaiting = false
  const flush = () => {
    if (!isWaiting) return
    isWaiting = false
    wokenAt = performance.now()
    wake()
  }
  return {
    add: () => {
      isWaiting = true
      if (performance.now() - wokenAt >= gatherMs) flush()
    },
    /** Nothing follows that would wake them for what still waits. */
    flush,
  }
}
