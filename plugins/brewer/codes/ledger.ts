import type { Place } from '../format/record.ts'
import { codeOf } from './code-table.ts'
import { curesOf } from './cures.ts'
import { toSecond } from './days.ts'
import type { BrewerEvent, Cure, Level } from './event.ts'

/** More are counted, and not kept. */
const MOST_EVENTS = 10_000

/** Codes that one test of a lamp tells together. */
const ofLamp: ReadonlySet<number> = new Set([14, 15, 16, 22])

export type Raised = {
  code: number
  place: Place
  at: number
  message: string
  /** Which part of the program told it: what one tells in one second is one fault. */
  routine: string
  level?: Level
  isGuess?: boolean
  measured?: BrewerEvent['measured']
  /** What else ends this one, in this file. */
  cures?: readonly string[]
  /** When it came about, told later than that: what did well in between has ended it. */
  since?: number
  clearedAt?: number
}

export type Ledger = {
  raise(raised: Raised): void
  cure(name: string, at: number): void
  close(): { events: BrewerEvent[]; counts: Map<number, number>; cures: Cure[] }
}

/** Events of a file in the order of its records, how often each code came, and what was well again when. */
export const createLedger = (): Ledger => {
  const events: BrewerEvent[] = []
  const counts = new Map<number, number>()
  const cures: Cure[] = []
  /** By the name of a cure: how it went until now, and the events that wait for it. */
  const ends = new Map<string, { cure: Cure | null; waiting: BrewerEvent[] }>()
  let before: { routine: string; event: BrewerEvent } | null = null

  const endOf = (name: string) => {
    let end = ends.get(name)
    if (!end) ends.set(name, end = { cure: null, waiting: [] })
    return end
  }

  /** Of print there are no routines, and times are carried on: only lines beside each other that speak of one lamp are twins. */
  const isTwin = (routine: string, event: BrewerEvent) =>
    before !== null && before.routine === routine && Math.floor(before.event.at / 1000) === Math.floor(event.at / 1000) &&
    (routine !== '' || (event.line - before.event.line <= 1 && ofLamp.has(event.code) && ofLamp.has(before.event.code)))

  return {
    raise({ code, place, at, message, routine, level, isGuess = false, measured = null, cures: more = [], since = at, clearedAt }) {
      const type = codeOf(code)
      if (!type?.level) return
      const count = (counts.get(code) ?? 0) + 1
      counts.set(code, count)
      if (events.length >= MOST_EVENTS) return
      const names = [...new Set([...curesOf(code, message), ...more])]
      const isOver = since < at && names.some((name) => (ends.get(name)?.cure?.lastAt ?? -Infinity) >= since)
      const event: BrewerEvent = {
        code, level: level ?? type.level, at, line: place.line, offset: place.offset, length: place.length, message, count, isGuess,
        incident: null, measured, clearedAt: clearedAt ?? (isOver ? at : null),
      }
      events.push(event)
      if (event.level === 'INFO') return
      if (isTwin(routine, event)) event.incident = before!.event.incident ??= `${routine || 'line'} ${toSecond(at)}`
      before = { routine, event }
      for (const name of names) endOf(name).waiting.push(event)
    },
    cure(name, at) {
      const end = endOf(name)
      if (!end.cure) cures.push(end.cure = { name, firstAt: at, lastAt: at })
      else if (at < end.cure.firstAt) end.cure.firstAt = at
      else if (at > end.cure.lastAt) end.cure.lastAt = at
      if (end.waiting.length === 0) return
      for (const event of end.waiting) if (event.at <= at) event.clearedAt ??= at
      // A mean that was measured before the fault says nothing of it.
      end.waiting = end.waiting.filter((event) => event.at > at)
    },
    close: () => ({ events, counts, cures }),
  }
}
