/** In epoch ms; an end that is null goes on. */
export type Span = { readonly start: number; readonly end: number | null }

/** Seconds that two spans have in common, until now where they go on. */
export const sharedSeconds = (a: Span, b: Span, now: number): number => {
  const end = Math.min(a.end ?? now, b.end ?? now)
  return Math.max(0, end - Math.max(a.start, b.start)) / 1000
}
