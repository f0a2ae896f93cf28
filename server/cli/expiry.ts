import { parseMoment, toDate } from '../domain/moment.ts'
import { UsageFault } from './fault.ts'

const hour = 3_600_000
const lengths: Readonly<Record<string, number>> = { h: hour, d: 24 * hour, w: 7 * 24 * hour, y: 365 * 24 * hour }

/**
 * `30d` from now (h, d, w, y of 365 days), the end of a day in UTC (`2027-01-31`), or `2027-01-31T12:00:00Z`.
 * @param now epoch ms
 * @throws UsageFault when it is none of these
 */
export const parseExpiry = (text: string, now: number): Date => {
  const [, count, unit = ''] = /^(\d{1,5})([hdwy])$/.exec(text) ?? []
  if (Number(count) > 0) return new Date(now + Number(count) * (lengths[unit] ?? 0))
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const moment = parseMoment(isDay ? `${text}T00:00:00Z` : text)
  if (typeof moment !== 'string')
    throw new UsageFault(`--expires: ${moment.fault}; or write 12h, 30d, 2w, 1y, 2027-01-31`)
  const time = toDate(moment).getTime() + (isDay ? 24 * hour : 0)
  if (time <= now) throw new UsageFault(`"${text}" lies in the past`)
  return new Date(time)
}
