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
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(zone, made)
  return made
}

/** @param moment epoch ms @param zone IANA name */
export const toWallTime = (moment: number, zone: string): WallTime => {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(moment)) parts[type] = value
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}:${parts.second}`,
    offset: parts.timeZoneName?.replace('GMT', '') || '+00:00',
  }
}

const minutesOf = (offset: string): number => {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number)
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

const near = 3 * 3_600_000

/** Whether the clock shows this moment twice: in the hour that is repeated when summer time ends. */
export const isRepeated = (moment: number, zone: string): boolean => {
  const { offset } = toWallTime(moment, zone)
  return [moment - near, moment + near].some((other) => {
    const shifted = toWallTime(other, zone).offset
    if (shifted === offset) return false
    const twin = moment + (minutesOf(offset) - minutesOf(shifted)) * 60_000
    return toWallTime(twin, zone).offset === shifted
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
