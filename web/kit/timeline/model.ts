/** How an interval looks. Each has a pattern of its own: colour is never the only sign. */
export const tones = ['good', 'bad', 'test', 'plain', 'live', 'beam', 'accent', 'warn', 'quiet', 'yellow', 'orange', 'black'] as const
export type Tone = (typeof tones)[number]

/** What a kind of interval is called, and how it looks. */
export type Kind = { readonly word: string; readonly tone: Tone }

export type TimelineInterval = {
  /** Unique in the timeline. */
  readonly id: string
  /** Epoch ms. */
  readonly start: number
  /** Epoch ms; null while it goes on. */
  readonly end: number | null
  /** A key of the timeline's kinds. */
  readonly kind: string
  readonly label: string
  /** What else is told of it: one thing a line. */
  readonly hint?: string | undefined
  readonly href?: string | undefined
}

export type TimelineRow = {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly intervals: readonly TimelineInterval[]
}

/** A stretch of time, in epoch ms: start < end. */
export type Stretch = { readonly start: number; readonly end: number }

/** A stretch that is pointed out over all rows. */
export type TimelineMark = Stretch & { readonly label: string }

/** Where an interval ends on the page: one that goes on ends now, and never before it began. */
export const shownEnd = ({ start, end }: Pick<TimelineInterval, 'start' | 'end'>, now: number): number =>
  Math.max(start, end ?? now)

const leastRange = 60_000

/** From the first start to the last end, with a little room on both sides; an hour before now when there is nothing. */
export const rangeOf = (rows: readonly TimelineRow[], now: number): Stretch => {
  let [start, end] = [Infinity, -Infinity]
  for (const { intervals } of rows) {
    for (const each of intervals) {
      start = Math.min(start, each.start)
      end = Math.max(end, shownEnd(each, now))
    }
  }
  if (start > end) return { start: now - 3_600_000, end: now }
  const room = Math.max(leastRange, end - start) * 0.02
  return { start: start - room, end: end + room }
}
