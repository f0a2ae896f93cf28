import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readSettings, strayNames, withoutSecrets } from './settings.ts'

const settings = z.strictObject({
  pollMinutes: z.number().int().max(60).default(15), name: z.string().default('x'), places: z.array(z.string()).default([]), zone: z.string().optional(),
})

const read = (environment: Record<string, string>, file: Record<string, unknown> = {}, ids = ['pump', 'pump-two']) =>
  readSettings({ id: 'pump', config: settings as never }, { environment, file }, ids, 1)

describe('settings of a plugin', () => {
  it('come from the file, and above it from the environment', async () => {
    const { settings, given } = await read({ LOGLINE_PLUGIN_PUMP_POLL_MINUTES: '5' }, { pump: { pollMinutes: 7, name: 'a' } })
    expect(settings).toEqual({ pollMinutes: 5, name: 'a', places: [] })
    expect(given).toEqual({ pollMinutes: 5, name: 'a' })
  })

  it('are JSON only where the text as it is does not fit', async () => {
    expect((await read({ LOGLINE_PLUGIN_PUMP_NAME: '12', LOGLINE_PLUGIN_PUMP_PLACES: '["here"]' })).settings).toEqual({ pollMinutes: 15, name: '12', places: ['here'] })
  })

  it('with all their faults told together, by the names they were set by', async () => {
    const faults = read({ LOGLINE_PLUGIN_PUMP_POLL_MINUTES: 'often' }, { pump: { places: 'here', colour: 'red' } })
    await expect(faults).rejects.toThrow(/LOGLINE_PLUGIN_PUMP_POLL_MINUTES: .*settings\.pump\.places: .*settings\.pump\.colour: /)
  })

  it('are those of the longer id where two fit', async () => {
    expect((await read({ LOGLINE_PLUGIN_PUMP_TWO_NAME: 'two' })).settings).toEqual({ pollMinutes: 15, name: 'x', places: [] })
  })

  it('of no plugin are told, with what may be meant', () => {
    const stray = strayNames({ environment: { LOGLINE_PLUGIN_PUMB_NAME: 'x', LOGLINE_PLUGIN_PUMP_NAME: 'y' }, file: { valve: {} } }, ['pump'])
    expect(stray).toEqual(['LOGLINE_PLUGIN_PUMB_NAME is a setting of no plugin; did you mean pump?', 'settings.valve of logline.config.ts: there is no such plugin'])
  })

  it('show no secrets', () => {
    expect(withoutSecrets({ url: 'https://me:hunter@host/x', apiKey: 'a', mail: { password: 'b', to: ['c'] } }))
      .toEqual({ url: 'https://me:…@host/x', apiKey: '…', mail: { password: '…', to: ['c'] } })
  })
})
