import { readWindow, writeWindow } from '../../kit/timeline/address.ts'
import type { Stretch } from '../../kit/timeline/model.ts'

/** What the address says about the page. */
export type InstrumentView = {
  /** The range of the charts, in the words of the range picker; empty for the usual one. */
  readonly from: string
  readonly to: string
  /** What is seen of it; null is all. */
  readonly zoom: Stretch | null
  /** Names of the channels that are drawn; null for the first few. */
  readonly channels: readonly string[] | null
}

export const usualRange = { from: 'now-24h', to: 'now' } as const

/** Reads `?from=now-7d&to=now&zoom=2024-05-01T10:00:00Z/2024-05-01T11:00:00Z&channels=pressure,flow`. */
export const readInstrumentView = (search: string): InstrumentView => {
  const parameters = new URLSearchParams(search)
  const read = (name: string) => (parameters.get(name) ?? '').trim()
  const [from = '', to = ''] = read('zoom').split('/')
  const channels = parameters.getAll('channel').filter(Boolean)
  return {
    from: read('from'),
    to: read('to'),
    zoom: readWindow(new URLSearchParams({ from, to })),
    channels: channels.length > 0 ? channels : null,
  }
}

/** Readable, and still taken as one value. */
const encode = (text: string) => encodeURIComponent(text).replaceAll(/%(?:3A|2F|2C)/g, (code) => decodeURIComponent(code))

const own = ['from', 'to', 'zoom', 'channel'] as const

/**
 * The other way round: what is usual is left out, so that equal views have equal addresses.
 * @param before the address as it is: what panels of plugins keep in it stays
 */
export const writeInstrumentView = ({ from, to, zoom, channels }: InstrumentView, before = ''): string => {
  const others = new URLSearchParams(before)
  for (const name of own) others.delete(name)
  const ends = zoom && new URLSearchParams(writeWindow(zoom))
  const parts = [
    from && `from=${encode(from)}`,
    to && `to=${encode(to)}`,
    ends && `zoom=${ends.get('from')}/${ends.get('to')}`,
    ...(channels ?? []).map((name) => `channel=${encode(name)}`),
    ...[...others].map(([name, value]) => `${encode(name)}=${encode(value)}`),
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}
