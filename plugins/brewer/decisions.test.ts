import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLogline } from '../../test/kit/author/in-repository.ts'
import type { Logline } from '../../test/kit/author/start.ts'
import type { Client, Loose } from '../../test/kit/client.ts'
import { pauseJobs } from '../../test/kit/paused-jobs.ts'
import { generateBFile, type BFileOptions } from './format/generate.ts'

let logline: Logline
let coordinator: Client
const dayMs = 86_400_000
/** Days are told from here, also when midnight passes meanwhile. */
const begunAt = Date.now()

beforeAll(async () => {
  logline = await startLogline({ plugins: [new URL('./index.ts', import.meta.url)] })
  coordinator = await logline.as('COORDINATOR')
  await pauseJobs(logline, 'brewer:state')
})
afterAll(() => logline[Symbol.asyncDispose]())

const dateOf = (daysAgo: number) => new Date(begunAt - daysAgo * dayMs).toISOString().slice(0, 10)

let secret: string | undefined

const send = async (options: BFileOptions): Promise<void> => {
  const admin = await logline.as('ADMIN')
  secret ??= (await admin.get('mutation { createToken(input: { name: "files", scopes: ["file:ingest"] }) { secret } }')).createToken.secret as string
  const { date, brewer } = options
  const day = Math.round((Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / dayMs) + 1
  const name = `B${String(day).padStart(3, '0')}${date.slice(2, 4)}.${String(brewer).padStart(3, '0')}`
  const response = await fetch(`${logline.url}/ingest/brewer/files?name=${name}`, { method: 'POST', body: new Uint8Array(generateBFile(options)), headers: { authorization: `Bearer ${secret}` } })
  expect([response.status, await response.json()]).toMatchObject([200, {}])
}

const nameOf = (brewer: number) => `brewer-${String(brewer).padStart(3, '0')}`

const stateOf = async (brewer: number): Promise<Loose> =>
  (await coordinator.get('query ($name: String!) { instrument(name: $name) { status reportedStatus statusReason brewer { state openLevel rawLevel schedule expectedSchedule openEvents { code codes count message } } } }', { name: nameOf(brewer) })).instrument

const openCodes = async (brewer: number): Promise<number[]> => (await stateOf(brewer)).brewer.openEvents.flatMap(({ codes }: Loose) => codes).toSorted((a: number, b: number) => a - b)

const eventsOf = async (brewer: number, codes: number[]): Promise<Loose[]> =>
  (await coordinator.get(
    `query ($name: String!, $codes: [Int!]) { brewerEvents(filter: { instrument: { eq: $name }, code: { in: $codes } }, first: 1000) { nodes { id code state at clearedAt value target limit source file { name } } } }`,
    { name: nameOf(brewer), codes },
  )).brewerEvents.nodes

const inputs = { setBrewerThreshold: 'Threshold', resetBrewerThreshold: 'ThresholdReset', muteBrewerCode: 'Mute', unmuteBrewerCode: 'Unmute', setBrewerSchedule: 'Schedule' } as const

const act = async (mutation: keyof typeof inputs, input: object): Promise<Loose> =>
  (await coordinator.get(`mutation ($input: Brewer${inputs[mutation]}Input!) { payload: ${mutation}(input: $input) { userErrors { code path message } } }`, { input })).payload

describe('what is open', () => {
  it('is over when the same routine does well in a later file, also in one that comes first', async () => {
    await send({ brewer: 11, date: dateOf(3), until: '12:00', faults: [{ at: '12:00', code: 23 }] })
    expect(await openCodes(11)).toContain(23)
    const [failed] = await eventsOf(11, [23])
    await send({ brewer: 11, date: dateOf(2) })
    expect(await openCodes(11)).not.toContain(23)
    expect(await eventsOf(11, [23])).toEqual([{ ...failed, state: 'CLEARED', clearedAt: expect.any(String) }])
    // Filled in from behind: what had happened by then is cleared already.
    await send({ brewer: 11, date: dateOf(4), until: '20:00', faults: [{ at: '20:00', code: 23 }] })
    expect((await eventsOf(11, [23])).map(({ state }) => state)).toEqual(['CLEARED', 'CLEARED'])
  })

  it('grows old by the brewer’s own time, not by ours', async () => {
    await send({ brewer: 12, date: dateOf(30), until: '12:00', faults: [{ at: '12:00', code: 12 }] })
    expect(await eventsOf(12, [12])).toMatchObject([{ state: 'OPEN' }])
    expect(await stateOf(12)).toMatchObject({ status: 'LOST', reportedStatus: 'CRITICAL', brewer: { state: 'LOST', openLevel: 'CRITICAL' } })
    await send({ brewer: 12, date: dateOf(27) })
    expect((await eventsOf(12, [12]))[0]!.state).not.toBe('OPEN')
    expect((await stateOf(12)).reportedStatus).not.toBe('CRITICAL')
  })

  it('is told to the core with its reason, twins as one', async () => {
    await send({ brewer: 13, date: dateOf(1), until: '23:59', faults: [{ at: '23:50', code: 15 }] })
    const { reportedStatus, statusReason, brewer } = await stateOf(13)
    expect(reportedStatus).toBe('CRITICAL')
    expect(statusReason).toContain('Lamp not detected')
    expect(brewer.openEvents).toMatchObject([{ code: 15, codes: [15, 16], count: 1 }])
  })
})

describe('a mute', () => {
  it('takes a code out of the state until its end, and says so', async () => {
    await send({ brewer: 20, date: dateOf(1), until: '15:00', faults: [{ at: '15:00', code: 12 }] })
    expect((await stateOf(20)).reportedStatus).toBe('CRITICAL')
    const input = { instrument: nameOf(20), code: 12, reason: 'cable is on its way', until: new Date(Date.now() + 3_600_000).toISOString() }
    const { userErrors } = await act('muteBrewerCode', input)
    expect(userErrors).toEqual([])
    expect(await openCodes(20)).toEqual([])
    expect(await eventsOf(20, [12])).toMatchObject([{ state: 'MUTED' }])
    expect((await stateOf(20)).reportedStatus).toBe('OK')
    // Its end comes by itself: the job tells the core, which does not ask.
    await logline.db.writer.execute(`update brewer.mute set until = now() - interval '1 second' where instrument = 'brewer-020'`)
    expect(await openCodes(20)).toEqual([12])
    expect((await stateOf(20)).reportedStatus).toBe('OK')
    expect((await logline.runJob('brewer:state')).result).toMatchObject({ reported: 1 })
    expect((await stateOf(20)).reportedStatus).toBe('CRITICAL')
    expect((await logline.runJob('brewer:state')).result).toMatchObject({ reported: 0 })
  })

  it('can be ended, replaced, and is refused without a reason, for an unknown code, brewer or end', async () => {
    await send({ brewer: 21, date: dateOf(1), until: '15:00', faults: [{ at: '15:00', code: 12 }] })
    const input = { instrument: nameOf(21), code: 12, reason: 'first', until: new Date(Date.now() + 3_600_000).toISOString() }
    await act('muteBrewerCode', input)
    await act('muteBrewerCode', { ...input, reason: 'second' })
    const mutes = async (): Promise<Loose[]> => (await coordinator.get('query ($name: String!) { instrument(name: $name) { brewer { mutes { id reason isActive endedBy } } } }', { name: nameOf(21) })).instrument.brewer.mutes
    expect(await mutes()).toMatchObject([{ reason: 'second', isActive: true }, { reason: 'first', isActive: false, endedBy: 'coordinator' }])
    const { userErrors } = await act('unmuteBrewerCode', { id: (await mutes())[0]!.id })
    expect(userErrors).toEqual([])
    expect((await mutes()).map(({ isActive }) => isActive)).toEqual([false, false])
    expect(await openCodes(21)).toEqual([12])
    const wrong = async (other: object) => (await act('muteBrewerCode', { ...input, ...other })).userErrors.map(({ path }: Loose) => path.join('.'))
    expect(await wrong({ reason: ' ' })).toEqual(['reason'])
    expect(await wrong({ code: 9999 })).toEqual(['code'])
    expect(await wrong({ instrument: 'brewer-999' })).toEqual(['instrument'])
    expect(await wrong({ until: '2020-01-01T00:00:00Z' })).toEqual(['until'])
  })
})

describe('a limit', () => {
  it('that is set judges all files of the brewer again, and taken back once more', async () => {
    const temper = { humidity: 5 }
    for (const ago of [3, 2, 1]) await send({ brewer: 30, date: dateOf(ago), temper })
    expect(await eventsOf(30, [70])).toEqual([])
    const input = { instrument: nameOf(30), quantity: 'HUMIDITY', limit: 4, reason: 'it stands in the damp' }
    expect((await act('setBrewerThreshold', input)).userErrors).toEqual([])
    const beyond = await eventsOf(30, [70])
    expect(new Set(beyond.map(({ file }) => file.name)).size).toBe(3)
    expect(beyond[0]).toMatchObject({ value: 5, target: 0, limit: 4, source: 'BREWER' })
    expect(await openCodes(30)).toContain(70)
    const of = async () => (await coordinator.get('query ($name: String!) { instrument(name: $name) { brewer { thresholds { quantity limit source setBy reason } thresholdHistory { quantity limit reason } } } }', { name: nameOf(30) })).instrument.brewer
    expect((await of()).thresholds.find(({ quantity }: Loose) => quantity === 'HUMIDITY')).toEqual({ quantity: 'HUMIDITY', limit: 4, source: 'BREWER', setBy: 'coordinator', reason: 'it stands in the damp' })
    expect((await act('resetBrewerThreshold', { instrument: nameOf(30), quantity: 'HUMIDITY', reason: 'dry again' })).userErrors).toEqual([])
    expect(await eventsOf(30, [70])).toEqual([])
    expect((await of()).thresholdHistory).toMatchObject([{ reason: 'dry again', limit: null }, { reason: 'it stands in the damp', limit: 4 }])
    expect((await act('setBrewerThreshold', { ...input, limit: -1 })).userErrors).toMatchObject([{ path: ['limit'] }])
    expect((await act('setBrewerThreshold', { ...input, instrument: 'brewer-998' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  it('for all holds where none is set for one', async () => {
    await send({ brewer: 31, date: dateOf(1), temper: { humidity: 6 } })
    await send({ brewer: 32, date: dateOf(1), temper: { humidity: 6 } })
    await act('setBrewerThreshold', { instrument: nameOf(32), quantity: 'HUMIDITY', limit: 9, reason: 'other sensor' })
    await act('setBrewerThreshold', { quantity: 'HUMIDITY', limit: 5, reason: 'all of them' })
    expect((await eventsOf(31, [70])).length).toBeGreaterThan(0)
    expect(await eventsOf(32, [70])).toEqual([])
    await act('resetBrewerThreshold', { quantity: 'HUMIDITY', reason: 'again' })
    expect(await eventsOf(31, [70])).toEqual([])
  })

  it('against its own median is the same whatever order the files came in', async () => {
    const days = [9, 8, 7, 6, 5, 4, 3, 2, 1]
    const fileOf = (brewer: number, ago: number): BFileOptions => ({ brewer, date: dateOf(ago), seed: 3, temper: { r6: ago === 1 ? 1935 : 1900 } })
    for (const ago of days) await send(fileOf(40, ago))
    for (const ago of days.toReversed()) await send({ ...fileOf(40, ago), brewer: 41, seed: 3 })
    await logline.runJob('brewer:state')
    const [inOrder, reversed] = [await eventsOf(40, [65]), await eventsOf(41, [65])]
    expect(inOrder.length).toBeGreaterThan(0)
    expect(reversed.length).toBe(inOrder.length)
    expect(new Set(reversed.map(({ file }) => file.name.slice(0, 6)))).toEqual(new Set(inOrder.map(({ file }) => file.name.slice(0, 6))))
  })
})

it('a schedule that is expected makes another one an event, in the files that are there already', async () => {
  await send({ brewer: 50, date: dateOf(1), schedule: 'o30618a' })
  expect(await eventsOf(50, [47])).toEqual([])
  expect((await act('setBrewerSchedule', { instrument: nameOf(50), schedule: 'summer', reason: 'campaign' })).userErrors).toEqual([])
  expect((await eventsOf(50, [47])).length).toBeGreaterThan(0)
  expect((await stateOf(50)).brewer).toMatchObject({ schedule: 'o30618a', expectedSchedule: 'summer' })
  expect(await openCodes(50)).toContain(47)
  await act('setBrewerSchedule', { instrument: nameOf(50), schedule: null, reason: 'over' })
  expect(await eventsOf(50, [47])).toEqual([])
})

it('values come in bins with the limit that held then, and the constants that were in force', async () => {
  for (const ago of [3, 2, 1]) await send({ brewer: 60, date: dateOf(ago), temper: { deadTime: 30 }, faults: [{ at: '12:00', constants: { deadTime: 33, calStep: 290 } }] })
  const [from, to] = [`${dateOf(4)}T00:00:00Z`, `${dateOf(-1)}T00:00:00Z`]
  const { instrument: { brewer } } = await coordinator.get(
    `query ($name: String!, $from: DateTime!, $to: DateTime!) { instrument(name: $name) { brewer {
      series(quantities: [TEMPERATURE, DEAD_TIME], from: $from, to: $to, points: 50) { quantity at mean min max target bound }
      all: series(quantities: [TEMPERATURE], from: $from, to: $to, points: 5000) { at }
      configurations(from: $from, to: $to) { at deadTimeNs calStep line } } } }`, { name: nameOf(60), from, to })
  const [deadTime, temperature] = ['DEAD_TIME', 'TEMPERATURE'].map((quantity) => brewer.series.find((one: Loose) => one.quantity === quantity))
  expect(temperature.at.length).toBeLessThanOrEqual(50)
  expect(brewer.all[0].at.length).toBeGreaterThan(temperature.at.length)
  for (const [index, mean] of (temperature.mean as number[]).entries()) {
    expect(temperature.min[index]).toBeLessThanOrEqual(mean + 1e-9)
    expect(temperature.max[index]).toBeGreaterThanOrEqual(mean - 1e-9)
  }
  expect(temperature.target).toEqual(temperature.at.map(() => 22.5))
  expect(deadTime.target[0]).toBe(30)
  expect(brewer.configurations.map(({ deadTimeNs }: Loose) => deadTimeNs)).toContain(33)
  expect(temperature.at.toSorted()).toEqual(temperature.at)
})
