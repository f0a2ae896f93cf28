/** A moment on the wall clock of a zone. */
export type WallTime = {
  /** 2023-10-29 */
  date: string
  /** 02:30:00 */
  time: string
  /** +02:00 */
  offset: string
}

const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' })
  formatters.set(zone, made)
  return made
}

/** Clocks are put forward and back on whole quarters of an hour (ms). */
const quarter = 900_000
const mostOffsets = 10_000
const offsets = new Map<string, string>()

/** +02:00, as the zone had it then. Intl takes 20 µs to tell, and a page of a list asks it hundreds of times. */
const offsetOf = (moment: number, zone: string): string => {
  const key = `${Math.floor(moment / quarter)} ${zone}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const parts = formatterOf(zone).formatToParts(moment)
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') || '+00:00'
  if (offsets.size >= mostOffsets) offsets.clear()
  offsets.set(key, offset)
  return offset
}

/** Offsets of long ago have seconds. */
const secondsOf = (offset: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number)
  return (offset.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
}

/** @param moment epoch ms @param zone IANA name */
export const toWallTime = (moment: number, zone: string): WallTime => {
  const offset = offsetOf(moment, zone)
  const [date = '', time = ''] = new Date(moment + secondsOf(offset) * 1000).toISOString().split('T')
  return { date, time: time.slice(0, 8), offset }
}

const near = 3 * 3_600_000

/** Whether the clock shows this moment twice: in the hour that is repeated when summer time ends. */
export const isRepeated = (moment: number, zone: string): boolean => {
  const offset = offsetOf(moment, zone)
  return [moment - near, moment + near].some((other) => {
    const shifted = offsetOf(other, zone)
    if (shifted === offset) return false
    const twin = moment + (secondsOf(offset) - secondsOf(shifted)) * 1000
    return offsetOf(twin, zone) === shifted
  })
}

/** The moment in full, with its zone, and in UTC: what stands behind every time on hover. */
export const describeMoment = (moment: number, zone: string): string => {
  const { date, time, offset } = toWallTime(moment, zone)
  if (zone === 'UTC') return `${date} ${time} UTC`
  const utc = toWallTime(moment, 'UTC')
  return `${date} ${time} ${offset} (${zone})\n${utc.date} ${utc.time} UTC`
}

/** How many days later one wall-clock date (2023-10-29) is than another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Europe/Zurich → Zurich */
export const shortZone = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
