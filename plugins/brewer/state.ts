import type { Condition, Incident } from './answers.ts'
import { codeOf } from './codes/code-table.ts'
import type { Level } from './codes/event.ts'
import { levels, worstOf } from './levels.ts'

/** An event that is open. */
export type OpenEvent = { id: number; code: number; level: Level; at: string; incident: string | null; message: string }

const hourMs = 3_600_000

/** Its silence comes before what it said last: nobody knows whether that still holds. Times in epoch ms. */
export const conditionOf = (openLevel: Level | null, lastRecordAt: number, now: number): Condition => {
  const silent = now - lastRecordAt
  return silent >= 48 * hourMs ? 'LOST' : silent >= 24 * hourMs ? 'STALE' : openLevel === null || openLevel === 'INFO' ? 'OK' : openLevel
}

const rank = (level: Level) => levels.indexOf(level)

/** Events of one fault are one occurrence; occurrences that share a code are one incident, which came so many times. */
export const incidentsOf = (events: readonly OpenEvent[]): Incident[] => {
  const occurrences = Map.groupBy(events, ({ id, incident }) => incident ?? `event ${id}`)
  const groups: { codes: Set<number>; occurrences: OpenEvent[][] }[] = []
  for (const occurrence of occurrences.values()) {
    const codes = new Set(occurrence.map(({ code }) => code))
    const [met, rest] = [true, false].map((meets) => groups.filter((group) => [...codes].some((code) => group.codes.has(code)) === meets)) as [typeof groups, typeof groups]
    const joined = { codes: new Set([...codes, ...met.flatMap((group) => [...group.codes])]), occurrences: [...met.flatMap((group) => group.occurrences), occurrence] }
    groups.splice(0, groups.length, ...rest, joined)
  }
  return groups.map(({ codes, occurrences: all }): Incident => {
    const flat = all.flat()
    const level = worstOf(flat.map((one) => one.level))!
    // Of the worst of them the newest speaks for all; of twins the one with the lower code.
    const lead = flat.filter((one) => one.level === level).toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.code - b.code))[0]!
    const times = flat.map(({ at }) => at).toSorted()
    return { code: lead.code, codes: [...codes].toSorted((a, b) => a - b), level, count: all.length, firstAt: times[0]!, lastAt: times.at(-1)!, message: lead.message, eventId: lead.id }
  }).toSorted((a, b) => rank(b.level) - rank(a.level) || (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : a.code - b.code))
}

/** Why a Brewer is as it is, in words: the worst incident. Null when all is well. */
export const reasonOf = ([worst, ...others]: readonly Incident[]): string | null => {
  if (!worst) return null
  const type = codeOf(worst.code)
  // What is beyond its limit is named in the message itself.
  const words = type?.origin === 'LIMIT' ? worst.message : `${type?.title ?? `Code ${worst.code}`}: ${worst.message.trim()}`
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  return words.slice(0, 900) + more
}
