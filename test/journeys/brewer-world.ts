import { expect } from 'vitest'
import { systemActor } from '../../server/domain/actor.ts'
import { generateBFile, type BFileOptions } from '../../plugins/brewer/format/generate.ts'
import type { TestApp } from '../kit/app.ts'

/** The plugin as servers load it. */
export const brewerPlugin = new URL('../../plugins/brewer/index.ts', import.meta.url).href

export const places = {
  izana: { station: 'Izaña', latitude: 28.3081, longitudeWest: 16.4992 },
  arenosillo: { station: 'El Arenosillo', latitude: 37.1, longitudeWest: 6.73 },
  toronto: { station: 'Toronto', latitude: 43.78, longitudeWest: 79.47 },
} as const

/** A name as the program gives it: B, day of the year, year, number. */
const nameOf = ({ date, brewer }: Pick<BFileOptions, 'date' | 'brewer'>): string => {
  const day = (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / 86_400_000 + 1
  return `B${String(day).padStart(3, '0')}${date.slice(2, 4)}.${String(brewer).padStart(3, '0')}`
}

/** Sends files of Brewers as their stations do. */
export const createStations = async (app: TestApp) => {
  const { value } = await app.app.tokens.create({ name: 'stations', scopes: ['file:ingest'] }, systemActor('test'))
  return {
    send: async (options: BFileOptions) => {
      const response = await fetch(`${app.url}/ingest/brewer/files?name=${nameOf(options)}`, {
        method: 'POST', body: new Uint8Array(generateBFile(options)), headers: { authorization: `Bearer ${value!.secret}` },
      })
      expect({ status: response.status, answer: response.ok ? '' : await response.text() }).toEqual({ status: response.status, answer: '' })
    },
  }
}

/** The clock of the tests stands at 12:00 of this day. */
const today = '2024-05-01'

/** One Brewer of each kind but one: three critical, well and warned of, one stale, one lost. */
export const sendNetwork = async ({ send }: Awaited<ReturnType<typeof createStations>>) => {
  await send({ brewer: 185, date: today, ...places.izana, until: '11:50', faults: [{ at: '11:49', code: 15 }] })
  await send({ brewer: 157, date: today, ...places.izana, until: '11:50' })
  await send({ brewer: 33, date: today, ...places.arenosillo, until: '11:50', faults: [{ at: '11:49', code: 26 }] })
  await send({ brewer: 15, date: '2024-04-30', ...places.toronto, until: '11:00' })
  await send({ brewer: 70, date: '2024-04-28', ...places.arenosillo, until: '11:00', faults: [{ at: '10:59:50', code: 12 }] })
}
