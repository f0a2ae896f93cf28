import { momentsOf } from '../../schema/language/zone.ts'
import { parseMoment } from '../../server/domain/moment.ts'

/** RFC 3339 in UTC, or why it is none. */
export type TimeRead = string | { fault: string }

const wall = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?$/
const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const tenMinutes = 600_000

/**
 * Reads times of tables: with an offset; seconds or milliseconds since 1970; or what the clocks of a zone showed. An
 * hour that they skipped or showed twice names no moment.
 * @param zone IANA; without it a time without an offset is refused
 */
export const createTimeReader = (zone: string | undefined): ((text: string) => TimeRead) => {
  // No zone changes its clocks but at full tens of minutes: asked once for each of them.
  const known = new Map<number, number | { fault: string }>()

  const offsetOf = (shown: number): number | { fault: string } => {
    const at = new Date(shown)
    const { moments: [first, second] } = momentsOf({
      year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: 0, ms: 0,
    }, zone!)
    const said = at.toISOString().slice(0, 16).replace('T', ' ')
    if (first === undefined) return { fault: `The clocks of ${zone} never showed ${said}: they were put forward` }
    return second === undefined ? shown - first : { fault: `The clocks of ${zone} showed ${said} twice: say the offset` }
  }

  return (text) => {
    if (utc.test(text) && !Number.isNaN(Date.parse(text))) return parseMoment(text) === text ? text : (parseMoment(text) as TimeRead)
    if (/^\d{9,10}(\.\d+)?$/.test(text)) return new Date(Math.round(Number(text) * 1000)).toISOString()
    if (/^\d{12,13}$/.test(text)) return new Date(Number(text)).toISOString()
    const found = wall.exec(text)
    if (!found) return parseMoment(text)
    if (zone === undefined) return { fault: `"${text.slice(0, 40)}" has no offset: add Z or +02:00, or say its zone` }
    const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number]
    const shown = Date.UTC(year, month - 1, day, hour, minute, second) + Number((found[7] ?? '').padEnd(3, '0').slice(0, 3))
    const exists = new Date(shown)
    if (month < 1 || exists.getUTCMonth() !== month - 1 || exists.getUTCDate() !== day || minute > 59 || second > 59) return { fault: `"${text.slice(0, 40)}" names a day or hour that does not exist` }
    const start = Math.floor(shown / tenMinutes) * tenMinutes
    const offset = known.get(start) ?? offsetOf(start)
    if (known.size > 10_000) known.clear()
    known.set(start, offset)
    return typeof offset === 'number' ? new Date(shown - offset).toISOString() : offset
  }
}
