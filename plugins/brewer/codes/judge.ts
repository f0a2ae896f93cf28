import type { BrewerRecord, FileName } from '../format/record.ts'
import type { BrewerEvent, Configuration, Digest, Level, LimitSource, Reading } from './event.ts'
import type { Quantity } from './quantity.ts'

/** What values are held against; looked up by whoever has them. */
export type Limits = {
  /** What holds at a moment (epoch ms) with the constants then in force; null: nothing does. `bound` is the distance from `target`. */
  of(quantity: Quantity, at: number, configuration: Configuration | null): { target: number; bound: number; level: Level; source: LimitSource } | null
}

export type Circumstances = {
  name: FileName | null
  limits: Limits
  /** Name of the schedule that should be running; null: any. */
  expectedSchedule: string | null
  /** Epoch ms at which the file was last written, as far as known. */
  arrivedAt: number | null
}

const MOST_EVENTS = 10_000
const MOST_PROBLEMS = 100

/** Reads the records of one file, in their order, once; `end` says what the file says. Never throws, whatever the records. */
export const createDigest = ({ name }: Circumstances): { take(record: BrewerRecord): void; end(): Digest } => {
  let records = 0
  let bytes = 0
  let firstAt: number | null = null
  let lastAt: number | null = null
  const events: BrewerEvent[] = []
  const counts = new Map<number, number>()
  const problems: { line: number; message: string }[] = []

  return {
    take(record) {
      records += 1
      bytes = Math.max(bytes, record.offset + record.length + 1)
      if (record.at !== null) {
        firstAt = firstAt === null ? record.at : Math.min(firstAt, record.at)
        lastAt = lastAt === null ? record.at : Math.max(lastAt, record.at)
      }
      if (record.type === 'problem' && problems.length < MOST_PROBLEMS) problems.push({ line: record.line, message: record.message })
      if (events.length > MOST_EVENTS) events.pop()
    },
    end: () => ({
      kind: name?.kind ?? null, brewer: name?.brewer ?? null, date: name?.date ?? null, station: null, latitude: null, longitude: null,
      records, bytes, firstAt, lastAt, events, counts, cures: [], readings: [], configurations: [], problems,
    }),
  }
}

/** Values beyond their limits, judged again when a limit was changed; `count` from 1 in the order given. */
export const judgeReadings = (_readings: readonly Reading[], _configurations: readonly Configuration[], _limits: Limits): BrewerEvent[] => []
