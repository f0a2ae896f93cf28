import { expect } from 'vitest'
import type { Client } from '../kit/client.ts'
import { ingest } from '../kit/world.ts'

export const startOfDay = Date.parse('2024-05-01T00:00:00Z')
/** Seconds after the midnight before the clock of the tests, 12:00:00. */
export const momentOf = (seconds: number): string => new Date(startOfDay + seconds * 1000).toISOString()
export const noon = 12 * 3600

const sendAs = (client: Client) => async (mutation: string, type: string, input: object) => {
  const { payload } = await client.get(`mutation ($input: ${type}!) { payload: ${mutation}(input: $input) { userErrors { message } } }`, { input })
  expect(payload.userErrors).toEqual([])
}

/** When instruments of the tests are made known: before anything is told of them. */
export const dawn = '2024-05-01T00:00:00Z'

/** Says of instruments what their keepers and programs say. Each fails the test when it is refused. */
export const createKeeper = (client: Client) => {
  const send = sendAs(client)
  return {
    make: (name: string, more: object = {}) => send('createInstrument', 'CreateInstrumentInput', { name, kind: 'pump', ...more }),
    change: (name: string, more: object) => send('updateInstrument', 'UpdateInstrumentInput', { name, ...more }),
    putAway: (name: string) => send('archiveInstrument', 'ArchiveInstrumentInput', { name }),
    report: (name: string, status: string, reason: string | null = null, at?: string) =>
      send('reportInstrumentStatus', 'ReportInstrumentStatusInput', { name, status, reason, ...(at && { at }) }),
    /** A value at each of these seconds after midnight. */
    measure: async (instrument: string, channel: string, seconds: readonly number[], valueOf: (second: number) => number, unit = 'mbar') => {
      const { results } = await ingest(client, 'Measurements', [{ instrument, channel, unit, at: seconds.map(momentOf), value: seconds.map(valueOf) }])
      expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([])
    },
  }
}

export const every = (step: number, from: number, to: number): number[] =>
  Array.from({ length: Math.floor((to - from) / step) }, (_, index) => from + index * step)
