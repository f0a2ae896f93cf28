import { readDuration } from './durations.ts'
import { isFault, type Read } from './fault.ts'
import { momentsOf, offsetAt, startOfDay, wallAt, type Wall } from './zone.ts'

/** When and where a text is read. `now` in epoch ms, `zone` an IANA name: that of times without an offset. */
export type Place = { now: number; zone: string }

/**
 * What a written time covers, in epoch ms: [start, end). A day, month or year is covered as a whole; a time of day as
 * exactly as it was written. As the end of a range a day is meant with all its hours, a time of day is meant itself.
 */
export type Time = {
  start: number
  end: number
  /** The end of a range that goes up to here. */
  upTo: number
  isRelative: boolean
}

const two = (value: number) => String(value).padStart(2, '0')
const hint = 'such as 2024-05-01, 2024-05-01T14:30, today, yesterday or now-12h'

const relative = /^(now|today|yesterday|tomorrow)(?:([+-])(.+))?$/i
const dates = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/
const moments = /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

const daysIn = (year: number, month: number) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()

const faultOfDate = (year: number, month: number, day: number): { fault: string; fix?: string } | null => {
  if (year < 1) return { fault: 'There is no year 0' }
  if (month < 1 || month > 12) return { fault: `There is no month ${month}` }
  const last = daysIn(year, month)
  const name = `${String(year).padStart(4, '0')}-${two(month)}`
  return day < 1 || day > last ? { fault: `${name} has no day ${day}: its last is the ${last}`, fix: `${name}-${two(last)}` } : null
}

const instant = (moment: number, span: number, isRelative: boolean): Time => ({
  start: moment, end: moment + span, upTo: moment, isRelative,
})

const span = (start: number, end: number): Time => ({ start, end, upTo: end, isRelative: false })

const readRelative = (word: string, sign: string | undefined, shift: string | undefined, { now, zone }: Place): Read<Time> => {
  const duration = shift === undefined ? { value: 0 } : readDuration(shift)
  if (isFault(duration)) return duration
  const seconds = (sign === '-' ? -1 : 1) * duration.value
  if (word === 'now') return { value: instant(Math.round(now + seconds * 1000), 0, true) }
  // Days of the calendar, however long they are.
  if (seconds % 86_400 !== 0) return { fault: `${word} is a whole day: go on from it by days, as in ${word}-7d, or from now` }
  const wall = wallAt(now, zone)
  const day = wall.day + { today: 0, yesterday: -1, tomorrow: 1 }[word as 'today'] + seconds / 86_400
  return { value: span(startOfDay(wall.year, wall.month, day, zone), startOfDay(wall.year, wall.month, day + 1, zone)) }
}

const readDate = (parts: RegExpExecArray, zone: string): Read<Time> => {
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)]
  const fault = faultOfDate(year, month, day)
  if (fault) return fault
  const end = parts[3] ? [year, month, day + 1] : parts[2] ? [year, month + 1, 1] : [year + 1, 1, 1]
  return { value: span(startOfDay(year, month, day, zone), startOfDay(end[0]!, end[1]!, end[2]!, zone)) }
}

const offsetText = (ms: number) => {
  const minutes = Math.abs(ms) / 60_000
  return `${ms < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`
}

/** A moment as a wall clock of the zone shows it, with its offset: 2024-05-01T14:30:00+02:00. */
export const writeMoment = (moment: number, zone: string): string => {
  const { year, month, day, hour, minute, second, ms } = wallAt(moment, zone)
  const offset = zone === 'UTC' ? 'Z' : offsetText(offsetAt(moment, zone))
  const fraction = ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${fraction}${offset}`
}

const readMoment = (text: string, parts: RegExpExecArray, zone: string): Read<Time> => {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as
    [number, number, number, number, number, number]
  const fault = faultOfDate(year, month, day)
  if (fault) return { fault: fault.fault }
  if (hour > 23 || minute > 59 || second > 59) return { fault: `"${text}" is no time of day: they go from 00:00 to 23:59:59` }
  const ms = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3))
  const precision = parts[7] ? 1 : parts[6] ? 1000 : 60_000
  const wall: Wall = { year, month, day, hour, minute, second, ms }
  const offset = parts[8]
  if (offset) {
    const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? []
    if (Number(hours) > 23 || Number(minutes) > 59) return { fault: `"${offset}" is no offset from UTC` }
    const away = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
    const [moment = 0] = momentsOf(wall, 'UTC').moments
    return { value: instant(moment - away, precision, false) }
  }
  const { moments: found, after } = momentsOf(wall, zone)
  const [first, last = first] = found
  if (first === undefined || last === undefined) {
    return {
      fault: `The clock of ${zone} never shows ${two(hour)}:${two(minute)} on ${year}-${two(month)}-${two(day)}: it goes forward there`,
      fix: writeMoment(after, zone),
    }
  }
  // Where an hour comes twice a start is the first and an end the second: nothing is left out.
  return { value: { start: first, end: last + precision, upTo: last, isRelative: false } }
}

/** Years 1 to 9999: what the API takes. */
const isWithin = ({ start, end }: Time) => start >= -62_135_596_800_000 && end <= 253_402_300_800_000

/** Reads `2024-05-01`, `2024-05`, `2024`, `2024-05-01T14:30[:15[.123]][Z|+02:00]`, `now-12h`, `today`, `today-7d`, `yesterday`. */
export const readTime = (text: string, place: Place): Read<Time> => {
  const clean = text.trim()
  const shifted = relative.exec(clean)
  const date = dates.exec(clean)
  const moment = moments.exec(clean)
  const read = shifted
    ? readRelative(shifted[1]!.toLowerCase(), shifted[2], shifted[3], place)
    : date
      ? readDate(date, place.zone)
      : moment
        ? readMoment(clean, moment, place.zone)
        : { fault: `"${text}" is no time, ${hint}` }
  return !isFault(read) && !isWithin(read.value) ? { fault: `"${text}" is beyond the years that are kept, 1 to 9999` } : read
}
