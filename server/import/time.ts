import { parseMoment, type Moment, type MomentFault } from '../domain/moment.ts'

/** Date and time as a clock on the wall shows them; `fraction` is the digits after the second's point. */
type WallTime = {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  fraction: string
}

const pad = (value: number, width = 2) => String(value).padStart(width, '0')

const show = (wall: WallTime): string =>
  `${pad(wall.year, 4)}-${pad(wall.month)}-${pad(wall.day)} ${pad(wall.hour)}:${pad(wall.minute)}:${pad(wall.second)}`

const asUtc = (wall: WallTime): Moment | MomentFault =>
  parseMoment(`${show(wall)}${wall.fraction && `.${wall.fraction}`}Z`)

const wallTime = (parts: readonly (string | undefined)[]): WallTime => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number)
  return { year, month, day, hour, minute, second: parts[5] === undefined ? 0 : second, fraction: parts[6] ?? '' }
}

const wallPattern = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?$/i

/** Reads `2023.10.29  14:43:56` and the like, which say no offset because they are UTC; an offset is obeyed. */
export const parseUtcTime = (text: string): Moment | MomentFault => {
  const found = wallPattern.exec(text)
  return found ? asUtc(wallTime(found.slice(1))) : parseMoment(text)
}

const americanPattern = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})\s+(\d{1,2}):(\d{2}):(\d{2})$/

/** Reads brilcalc's two notations, both UTC: month/day/year `06/16/17 20:55:44`, and seconds since 1970 (`--tssec`). */
export const parseBrilcalcTime = (text: string): Moment | MomentFault => {
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1000).toISOString()
  const found = americanPattern.exec(text)
  if (!found) return parseUtcTime(text)
  const [month, day, year = '', ...time] = found.slice(1)
  return asUtc(wallTime([year.length === 2 ? `20${year}` : year, month, day, ...time]))
}

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (zone: string): Intl.DateTimeFormat => {
  let format = formats.get(zone)
  if (!format) {
    const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      second: 'numeric',
      ...parts,
    })
    formats.set(zone, format)
  }
  return format
}

/** Whether the runtime knows this IANA time zone. */
export const isZone = (zone: string): boolean => {
  try {
    return formatOf(zone) !== undefined
  } catch {
    return false
  }
}

/** What the zone's clocks show at an instant, minus the instant, in milliseconds. */
const offsetAt = (zone: string, instant: number): number => {
  const part: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(instant)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000
}

const dayMs = 86_400_000

/**
 * Reads a time. With an offset it is a moment; without one it is what the clocks of `zone` (IANA) showed. An hour that
 * the clocks skipped or showed twice names no moment, and is refused.
 */
export const parseTime = (text: string, zone?: string): Moment | MomentFault => {
  const found = wallPattern.exec(text)
  if (!found) return parseMoment(text)
  if (!zone) return { fault: `"${text}" has no offset: add Z or +02:00, or say its zone (--zone)` }
  const wall = wallTime(found.slice(1))
  const utc = asUtc(wall)
  if (typeof utc !== 'string') return utc
  const shown = Date.parse(`${utc.slice(0, 19)}Z`)
  // No zone changes its clocks twice within two days, so one of these two holds at the moment itself.
  const offsets = new Set([offsetAt(zone, shown - dayMs), offsetAt(zone, shown + dayMs)])
  const instants = [...offsets]
    .map((offset) => shown - offset)
    .filter((instant) => offsetAt(zone, instant) === shown - instant)
  const [instant] = instants
  if (instant === undefined) return { fault: `The clocks of ${zone} never showed ${show(wall)}: they were put forward` }
  if (instants.length > 1) return { fault: `The clocks of ${zone} showed ${show(wall)} twice: say the offset` }
  return new Date(instant).toISOString().slice(0, 19) + utc.slice(19)
}
