import { readRange } from '../../../schema/language/index.ts'
import type { Stretch } from '../../../web/kit/timeline/model.ts'

const minute = 60_000
const day = 86_400_000
/** Trends are of weeks. */
const usualDays = 30

type Place = { now: number; zone: string; shiftZone: string }
type RangeText = { from: string; to: string }

const iso = (moment: number) => new Date(moment).toISOString().replace(/:\d\d\.\d{3}Z$/, 'Z')

/** The last thirty days; of a Brewer that has been silent for two days, those before its last record. */
export const usualRange = (lastRecordAt: string | null, now: number): RangeText => {
  const last = lastRecordAt === null ? now : Date.parse(lastRecordAt)
  if (now - last < 2 * day) return { from: `now-${usualDays}d`, to: 'now' }
  const end = Math.ceil((last + 1) / minute) * minute
  return { from: iso(end - usualDays * day), to: iso(end) }
}

/** A range as times; an end that cannot be read is that of the usual length. */
export const stretchOf = ({ from, to }: RangeText, place: Place): Stretch => {
  const { range } = readRange({ from: from || null, to: to || null }, { ...place, find: () => undefined })
  const end = range.to ?? place.now
  const start = range.from ?? end - usualDays * day
  return start < end ? { start, end } : { start: end - usualDays * day, end }
}

/** `2019-01-13T00:00:00Z/2019-01-14T00:00:00Z` as times; null for what is none. */
export const readZoom = (text: string): Stretch | null => {
  const [start = NaN, end = NaN] = text.split('/').map((time) => Date.parse(time))
  return start < end ? { start, end } : null
}

export const writeZoom = (zoom: Stretch | null): string =>
  zoom === null ? '' : [zoom.start, zoom.end].map((moment) => new Date(Math.round(moment)).toISOString().replace('.000Z', 'Z')).join('/')
