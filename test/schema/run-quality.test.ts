import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { callRun, codesOf, readRun } from '../kit/run.ts'
import { createWorld } from '../kit/world.ts'

let server: TestApp
let shifter: Client
let admin: Client

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
  shifter = await server.as('SHIFTER')
})
afterAll(() => server[Symbol.asyncDispose]())

let last = 0
/** A run that ended an hour ago, or one that goes on. */
const newRun = async (wish: object = {}, ended = true) => {
  const number = ++last
  await createWorld(admin).run(number, { startedAt: '2024-05-01T10:00:00Z', ...(ended ? { endedAt: '2024-05-01T11:00:00Z' } : {}), detectors: ['ITS', 'TPC'], ...wish }).make()
  return number
}

describe('the quality of a run', () => {
  const set = (number: number, quality: string, reason?: string | null) => callRun(shifter, 'setRunQuality', { number, quality, reason }, 'quality revision')

  it('can be set only after the end', async () => {
    const number = await newRun({}, false)
    for (const quality of ['GOOD', 'BAD', 'TEST']) expect(codesOf(await set(number, quality, 'because'))).toEqual(['RUN_NOT_ENDED quality'])
    expect((await set(number, 'NONE')).userErrors).toEqual([])
    expect(await readRun(admin, number, 'quality revision')).toEqual({ quality: 'NONE', revision: 1 })
  })

  it('can be set of a run that is known by its number only', async () => {
    const number = ++last
    await createWorld(admin).run(number).make()
    expect((await set(number, 'GOOD')).run.quality).toBe('GOOD')
  })

  it.each([
    ['NONE', 'GOOD', false], ['NONE', 'TEST', false], ['NONE', 'BAD', true], ['GOOD', 'BAD', true], ['GOOD', 'NONE', true], ['GOOD', 'TEST', true],
    ['BAD', 'GOOD', true], ['BAD', 'NONE', true], ['BAD', 'TEST', true], ['TEST', 'GOOD', true], ['TEST', 'BAD', true], ['TEST', 'NONE', true],
  ])('from %s to %s needs a reason: %s', async (from, to, needed) => {
    const number = await newRun({ quality: from })
    for (const none of [undefined, null, '', '  \n ']) {
      const { run, userErrors } = await set(number, to, none)
      if (!needed) return expect(run).toEqual({ quality: to, revision: 2 })
      expect([run, codesOf({ userErrors })]).toEqual([null, ['REASON_REQUIRED reason']])
    }
    expect((await set(number, to, 'the magnet was off')).run).toEqual({ quality: to, revision: 2 })
    const { changes } = await readRun(admin, number, 'changes { nodes { field before after reason actor } }')
    expect(changes.nodes).toEqual([{ field: 'quality', before: from, after: to, reason: 'the magnet was off', actor: 'shifter' }])
  })

  it('may be said again without a reason, and that changes nothing', async () => {
    const number = await newRun({ quality: 'BAD' })
    expect((await set(number, 'BAD')).run).toEqual({ quality: 'BAD', revision: 1 })
  })

  it('follows the same rules in updateRun', async () => {
    const number = await newRun({ quality: 'GOOD' })
    expect(codesOf(await callRun(shifter, 'updateRun', { number, quality: 'BAD', endedBy: 'X' }))).toEqual(['REASON_REQUIRED reason'])
    expect(codesOf(await callRun(shifter, 'updateRun', { number, quality: null }))).toEqual(['REASON_REQUIRED reason'])
    expect(await readRun(admin, number, 'quality endedBy revision')).toEqual({ quality: 'GOOD', endedBy: null, revision: 1 })
    expect((await callRun(shifter, 'updateRun', { number, quality: null, reason: 'wrong run' }, 'quality')).run).toEqual({ quality: 'NONE' })
  })

  it('is left alone when somebody else judged since the editor looked', async () => {
    const number = await newRun()
    await set(number, 'BAD', 'the magnet was off')
    const judge = (quality: string, expectedQuality: string) => callRun(shifter, 'setRunQuality', { number, quality, expectedQuality, reason: 'looks fine' }, 'quality')
    const { run, userErrors } = await judge('GOOD', 'NONE')
    expect(run).toBe(null)
    expect(userErrors).toEqual([{ code: 'CONFLICT', path: ['expectedQuality'], message: `Run ${number} was judged meanwhile: it is BAD, not NONE` }])
    expect((await judge('BAD', 'NONE')).run).toEqual({ quality: 'BAD' })
    expect(await readRun(admin, number, 'quality revision')).toEqual({ quality: 'BAD', revision: 2 })
    expect((await judge('GOOD', 'BAD')).run).toEqual({ quality: 'GOOD' })
  })

  it('stands in the way of opening the run again', async () => {
    const number = await newRun({ quality: 'GOOD' })
    expect(codesOf(await callRun(shifter, 'updateRun', { number, endedAt: null, reason: 'goes on' }))).toEqual(['RUN_NOT_ENDED endedAt'])
    const { run } = await callRun(shifter, 'updateRun', { number, endedAt: null, quality: 'NONE', reason: 'goes on' }, 'state quality')
    expect([run, await readRun(admin, number, 'state quality')]).toEqual([null, { state: 'ENDED', quality: 'GOOD' }])
    await set(number, 'NONE', 'it goes on')
    expect((await callRun(shifter, 'updateRun', { number, endedAt: null }, 'state quality')).run).toEqual({ state: 'RUNNING', quality: 'NONE' })
  })

  it('is stated by a source without a reason, but never of a run that goes on', async () => {
    const number = await newRun({ quality: 'GOOD' })
    await createWorld(admin).run(number, { quality: 'BAD' }).make()
    expect(await readRun(admin, number, 'quality')).toEqual({ quality: 'BAD' })
    const open = await newRun({}, false)
    await expect(createWorld(admin).run(open, { quality: 'GOOD' }).make()).rejects.toThrow('RUN_NOT_ENDED')
  })
})

describe('the quality of a detector in a run', () => {
  const set = (number: number, detector: string, quality: string, reason?: string) =>
    callRun(shifter, 'setDetectorQuality', { number, detector, quality, reason }, 'detectors { name quality }')

  it('needs a reason, the end of the run, and a detector that takes part', async () => {
    const number = await newRun()
    expect(codesOf(await set(number, 'ITS', 'GOOD'))).toEqual(['REASON_REQUIRED reason'])
    expect(codesOf(await set(number, 'ITS', 'GOOD', ' '))).toEqual(['REASON_REQUIRED reason'])
    expect(codesOf(await set(number, 'NOPE', 'GOOD', 'x'))).toEqual(['UNKNOWN_DETECTOR detector'])
    expect(codesOf(await set(number, 'PHS', 'GOOD', 'x'))).toEqual(['INVALID_INPUT detector'])
    expect(codesOf(await set(404_404, 'ITS', 'GOOD', 'x'))).toEqual(['NOT_FOUND number'])
    const open = await newRun({}, false)
    expect(codesOf(await set(open, 'ITS', 'GOOD', 'x'))).toEqual(['RUN_NOT_ENDED quality'])
    expect(await readRun(admin, number, 'detectors { quality }')).toEqual({ detectors: [{ quality: 'NONE' }, { quality: 'NONE' }] })
  })

  it('is left alone when somebody else judged since the editor looked', async () => {
    const number = await newRun()
    await set(number, 'TPC', 'BAD', 'tripped')
    const judge = (expectedQuality: string) => callRun(shifter, 'setDetectorQuality', { number, detector: 'TPC', quality: 'GOOD', expectedQuality, reason: 'x' }, 'quality')
    expect(codesOf(await judge('NONE'))).toEqual(['CONFLICT expectedQuality'])
    expect(await readRun(admin, number, 'detectors { name quality }')).toEqual({ detectors: [{ name: 'ITS', quality: 'NONE' }, { name: 'TPC', quality: 'BAD' }] })
    expect(codesOf(await judge('BAD'))).toEqual([])
  })

  it('is told with its reason', async () => {
    const number = await newRun()
    expect((await set(number, 'TPC', 'BAD', 'tripped')).run).toEqual({ detectors: [{ name: 'ITS', quality: 'NONE' }, { name: 'TPC', quality: 'BAD' }] })
    const { changes, quality } = await readRun(admin, number, 'quality changes { nodes { field before after reason actor } }')
    expect(quality).toBe('NONE')
    expect(changes.nodes).toEqual([{ field: 'detectors.TPC.quality', before: 'NONE', after: 'BAD', reason: 'tripped', actor: 'shifter' }])
  })

  it('needs a reason in updateRun too', async () => {
    const number = await newRun()
    const detectors = [{ name: 'ITS', quality: 'GOOD' }, { name: 'TPC' }]
    expect(codesOf(await callRun(shifter, 'updateRun', { number, detectors }))).toEqual(['REASON_REQUIRED reason'])
    expect((await callRun(shifter, 'updateRun', { number, detectors, reason: 'seen' }, 'detectors { quality }')).run).toEqual({ detectors: [{ quality: 'GOOD' }, { quality: 'NONE' }] })
  })
})

describe('the state of a run', () => {
  const state = (number: number) => readRun(admin, number, 'state durationSeconds')

  it('goes from running to lost after 48 hours, and to ended whenever its end is told', async () => {
    const number = await newRun({ startedAt: server.clock.now() && new Date(server.clock.now()).toISOString() }, false)
    expect(await state(number)).toEqual({ state: 'RUNNING', durationSeconds: 0 })
    server.clock.forward(48 * 3_600_000)
    expect(await state(number)).toEqual({ state: 'RUNNING', durationSeconds: 48 * 3600 })
    server.clock.forward(1)
    expect(await state(number)).toEqual({ state: 'LOST', durationSeconds: null })
    const { run } = await callRun(shifter, 'endRun', { number, endedAt: '2024-05-02T12:00:00Z' }, 'state durationSeconds')
    expect(run).toEqual({ state: 'ENDED', durationSeconds: 24 * 3600 })
  })

  it('is unknown without times, and ended by an end alone', async () => {
    const [nothing, endOnly] = [++last, ++last]
    await createWorld(admin).run(nothing).run(endOnly, { endedAt: '2024-05-01T11:00:00Z' }).make()
    expect(await state(nothing)).toEqual({ state: 'UNKNOWN', durationSeconds: null })
    expect(await state(endOnly)).toEqual({ state: 'ENDED', durationSeconds: null })
  })

  it('follows the trigger where it is known, each edge by itself', async () => {
    const number = await newRun({ triggerStartedAt: '2024-05-01T10:10:00Z' })
    expect(await state(number)).toEqual({ state: 'ENDED', durationSeconds: 50 * 60 })
    expect((await callRun(shifter, 'updateRun', { number, triggerEndedAt: '2024-05-01T10:40:00.250Z' }, 'state durationSeconds')).run).toEqual({ state: 'ENDED', durationSeconds: 1800.25 })
  })

  it('does not run backwards when the clock of its source is ahead', async () => {
    const number = await newRun({ startedAt: new Date(server.clock.now() + 60_000).toISOString() }, false)
    expect(await state(number)).toEqual({ state: 'RUNNING', durationSeconds: 0 })
  })
})
