import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codes } from './codes/code-table.ts'
import { openBrewer } from '../../test/kit/brewer.ts'
import { createClock } from '../../test/kit/clock.ts'
import type { EventState } from './answers.ts'
import { generateBFile } from './format/generate.ts'

// A server whose clock stands, years from the clock of its database.

const clock = createClock('2031-06-02T00:00:00.000Z')
const hourMs = 3_600_000
const instrument = 'brewer-030'
const someone = { id: 'test', name: 'test' }
let brewer: Awaited<ReturnType<typeof openBrewer>>

beforeAll(async () => {
  brewer = await openBrewer({ clock, config: { windows: { 26: 6.5 } } })
  expect(await brewer.take('B15231.030', generateBFile({ brewer: 30, date: '2031-06-01', until: '15:00', faults: [{ at: '15:00', code: 12 }] }))).toBe(200)
})
afterAll(() => brewer[Symbol.asyncDispose]())

const page = { first: 10, last: null, after: null, before: null }

const stateOfEvent = async () => {
  const { service } = brewer
  const found = async (state: EventState) => (await (await service.events({ code: { eq: 12 }, state: { eq: state } }, page)).page).rows.length
  const { page: all } = await service.events({ code: { eq: 12 } }, page)
  return { says: all.rows.map(({ state }) => state), open: await found('OPEN'), muted: await found('MUTED'), level: (await service.stateOf([instrument])).get(instrument)?.openLevel ?? null, active: (await service.mutesOf([instrument], true)).get(instrument)!.length }
}

describe('a mute goes by the clock that it was written by', () => {
  it('and holds until that says so', async () => {
    const loud = { says: ['OPEN'], open: 1, muted: 0, level: 'CRITICAL', active: 0 }
    const quiet = { says: ['MUTED'], open: 0, muted: 1, level: null, active: 1 }
    expect(await stateOfEvent()).toEqual(loud)
    const { value, faults } = await brewer.service.mute({ instrument, code: 12, until: new Date(clock.now() + hourMs).toISOString(), reason: 'a cable' }, someone as never)
    expect([faults, value]).toMatchObject([[], { isActive: true }])
    expect(await stateOfEvent()).toEqual(quiet)
    clock.forward(hourMs - 1)
    expect(await stateOfEvent()).toEqual(quiet)
    clock.forward(1)
    expect(await stateOfEvent()).toEqual(loud)
  })
})

it('the table of codes says what counts here', () => {
  const hours = (code: number) => brewer.service.windowOf(codes.find((one) => one.code === code)!)
  expect([hours(26), hours(12)]).toEqual([6.5, 48])
})

describe('a Brewer whose clock is years ahead', () => {
  const told = async () => {
    const state = (await brewer.service.stateOf([instrument])).get(instrument)!
    const open = (await (await brewer.service.events({ instrument: { eq: instrument }, state: { eq: 'OPEN' } }, page)).page).rows
    return { codes: state.incidents.map(({ code }) => code), open: open.map(({ code }) => code).toSorted(), last: state.lastRecordAt?.slice(0, 10), level: state.openLevel }
  }

  it('is told so, and what it said before is as open as it was', async () => {
    const before = await told()
    expect(before).toMatchObject({ codes: [12], last: '2031-06-01' })
    const ahead = generateBFile({ brewer: 30, date: '2033-06-01', until: '15:00', faults: [{ at: '10:00', cure: 'hg' }, { at: '14:00', code: 11 }] })
    expect(await brewer.take('B15233.030', ahead)).toBe(200)
    expect(await told()).toEqual({ ...before, codes: [42, 12], open: [12, 42] })
  })

  it('and no more when its next file is right', async () => {
    clock.forward(20 * hourMs)
    expect(await brewer.take('B15331.030', generateBFile({ brewer: 30, date: '2031-06-02', until: '15:00' }))).toBe(200)
    expect(await told()).toEqual({ codes: [], open: [], last: '2031-06-02', level: null })
  })
})

it('What is sent again has come when it was sent, not when it first was', async () => {
  const day = (until: string) => generateBFile({ brewer: 31, date: '2031-06-02', until })
  expect(await brewer.take('B15331.031', day('04:00'))).toBe(200)
  clock.forward(12 * hourMs)
  expect(await brewer.take('B15331.031', day('23:00'))).toBe(200)
  const { page: all } = await brewer.service.events({ instrument: { eq: 'brewer-031' }, code: { in: [42, 44] } }, page)
  expect((await all).rows).toEqual([])
})
