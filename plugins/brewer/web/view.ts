import { instrumentWords } from '../../../web/nouns/instrument-words.ts'
import { brewerConditions, type BrewerCondition } from './brewer-words.ts'

/** What of the world the map shows; null: the stations that there are. */
export type Camera = 'world' | { readonly latitude: number; readonly longitude: number; readonly zoom: number } | null

/** What the address says about the page. */
export type BrewersView = {
  readonly conditions: readonly BrewerCondition[]
  readonly text: string
  readonly camera: Camera
  /** On a phone the list has all of them, not the worst alone. */
  readonly isWhole: boolean
  /** What the decoder was given. */
  readonly mask: string
  /** Codes that have no bit in it. */
  readonly beyond: readonly number[]
}

export const mostZoom = 60

const readCamera = (text: string): Camera => {
  if (text === 'world') return text
  const [latitude, longitude, zoom] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (latitude === undefined || longitude === undefined || zoom === undefined) return null
  const isFit = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && zoom >= 1 && zoom <= mostZoom
  return isFit ? { latitude, longitude, zoom } : null
}

const writeCamera = (camera: Camera): string => {
  if (camera === null || camera === 'world') return camera ?? ''
  return [camera.latitude.toFixed(2), camera.longitude.toFixed(2), camera.zoom.toFixed(1)].map(Number).join(',')
}

/** Reads `?condition=critical,lost&text=izana&map=world&list=all&mask=0.32.112.0`; leaves out what it doesn't know. */
export const readBrewersView = (search: string): BrewersView => {
  const parameters = new URLSearchParams(search)
  const read = (name: string) => (parameters.get(name) ?? '').trim()
  const words = read('condition').toLowerCase().split(',')
  return {
    conditions: brewerConditions.filter((condition) => words.includes(instrumentWords[condition])),
    text: read('text'),
    camera: readCamera(read('map')),
    isWhole: read('list') === 'all',
    mask: read('mask'),
    beyond: [...new Set(read('beyond').split(',').filter((word) => /^\d{1,4}$/.test(word)).map(Number))],
  }
}

/** Readable, and still taken as one value. */
const encode = (text: string) => encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%20', '+')

/** The other way round: what is usual is left out, so that equal views have equal addresses. */
export const writeBrewersView = ({ conditions: chosen, text, camera, isWhole, mask, beyond }: BrewersView): string => {
  const parts = [
    chosen.length > 0 && `condition=${brewerConditions.filter((one) => chosen.includes(one)).map((one) => instrumentWords[one]).join(',')}`,
    text && `text=${encode(text)}`,
    camera !== null && `map=${writeCamera(camera)}`,
    isWhole && 'list=all',
    mask && `mask=${encode(mask)}`,
    beyond.length > 0 && `beyond=${beyond.join(',')}`,
  ].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}
