import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client, Loose } from '../../test/kit/client.ts'
import { startLogline } from '../../test/kit/author/in-repository.ts'
import { follow } from '../../test/kit/live.ts'
import { checksOf } from './checks.ts'
import { quantities } from './codes/quantity.ts'
import { bringDemo, demoFiles } from './demo.ts'
import { examples } from './web/examples.ts'

// The made-up Brewers of the demo: one in each condition.

let logline: Awaited<ReturnType<typeof startLogline>>
let viewer: Client
let coordinator: Client

beforeAll(async () => {
  logline = await startLogline({ plugins: [new URL('./index.ts', import.meta.url)], env: { LOGLINE_ANONYMOUS: 'coordinator' } })
  viewer = await logline.as('VIEWER')
  coordinator = await logline.as('COORDINATOR')
  await logline.until(async () => (await viewer.get('{ plugin(name: "brewer") { state } }')).plugin?.state === 'READY')
  await bringDemo(async ({ name, hash: _, size: __ }) => {
    const { bytes } = demoFiles(now).find((file) => name!.endsWith(file.name))!
    const response = await fetch(`${logline.url}/ingest/brewer/files?name=${name!.slice(name!.indexOf('/') + 1)}`, { method: 'POST', body: new Uint8Array(bytes) })
    return { status: response.status, body: await response.json() }
  }, { now, signal: new AbortController().signal })
  await coordinator.get('mutation { createInstrument(input: { name: "pump1", kind: "pump" }) { userErrors { message } } }')
}, 120_000)
afterAll(() => logline[Symbol.asyncDispose]())

const now = Date.now()
const days = (count: number) => new Date(now + count * 86_400_000).toISOString()
const brewer = async (name: string, fields: string): Promise<Loose> => (await viewer.get(`query ($name: String!) { instrument(name: $name) { status statusReason brewer { ${fields} } } }`, { name })).instrument
const mutate = async (field: string, input: object, type: string, fields: string, client = coordinator): Promise<Loose> =>
  (await client.get(`mutation ($input: ${type}!) { ${field}(input: $input) { ${fields} userErrors { code path } } }`, { input }))[field]

describe('a Brewer', () => {
  it('is in the condition that its files and its silence put it in', async () => {
    const { brewers } = await viewer.get('{ brewers { instrument { name status place latitude longitude } number station latitude longitude state openLevel rawLevel lastRecordAt date openEvents { code } } }')
    expect(brewers.map(({ number, state }: Loose) => [number, state])).toEqual([[901, 'OK'], [902, 'OK'], [903, 'WARNING'], [904, 'ERROR'], [905, 'CRITICAL'], [906, 'STALE'], [907, 'LOST']])
    // The core says the same.
    expect(brewers.map(({ instrument }: Loose) => instrument.status)).toEqual(brewers.map(({ state }: Loose) => state))
    expect(brewers[4]).toMatchObject({ instrument: { name: 'brewer-905', place: 'Demo Harbour', latitude: 35.4, longitude: 139.6 }, station: 'Demo Harbour', latitude: 35.4, longitude: 139.6, openLevel: 'CRITICAL', rawLevel: 'CRITICAL' })
    expect(brewers[6]).toMatchObject({ openLevel: 'CRITICAL' })
    expect(brewers[0]).toMatchObject({ openLevel: null, openEvents: [] })
    expect((await brewer('pump1', 'number')).brewer).toBeNull()
  })

  it('says why it is as it is, and how each of its parts is', async () => {
    const { statusReason, brewer: one } = await brewer('brewer-905', `masks { a b c d text codes } openEvents { code codes title level count firstAt lastAt message event { id line file { name } } }
      checks { name title codes condition level unit value target limit at } schedule expectedSchedule configuration { at deadTimeNs calStep etcO3 model icf schedule } configurations { at deadTimeNs calStep etcO3 model icf schedule }
      events(first: 2, filter: { level: { eq: CRITICAL } }) { totalCount nodes { code instrument { name } } } files(first: 2) { totalCount nodes { name } }`)
    expect(statusReason).toContain('Azimuth tracker zeroing failure')
    expect(one.openEvents).toMatchObject([{ code: 11, codes: [11], level: 'CRITICAL', count: 1, message: 're: Azimuth tracker ZEROING FAILURE !!', event: { line: expect.any(Number) } }])
    expect(one.masks.a & 1).toBe(1)
    expect(one.checks.map(({ name }: Loose) => name)).toEqual(checksOf({ incidents: [], latest: [], lastRecordAt: null }).map(({ name }) => name))
    expect(one.checks.find(({ name }: Loose) => name === 'AZIMUTH')).toMatchObject({ condition: 'CRITICAL', level: 'CRITICAL', codes: [11], value: null })
    expect(one.checks.find(({ name }: Loose) => name === 'R6')).toMatchObject({ condition: 'OK', level: null, value: expect.any(Number), target: expect.any(Number), limit: expect.any(Number), at: expect.any(String) })
    expect(one.configuration).toEqual({ ...one.configurations.at(-1), at: expect.any(String) })
    expect(one.configuration.deadTimeNs).toBeGreaterThan(10)
    expect(one).toMatchObject({ schedule: 'o30618a', expectedSchedule: null, events: { totalCount: 1, nodes: [{ code: 11, instrument: { name: 'brewer-905' } }] }, files: { totalCount: 4 } })
    expect(one.files.nodes).toHaveLength(2)
  })

  it('has series with the limits that held, and constants where they changed', async () => {
    const { brewer: one } = await brewer('brewer-901', `series(quantities: [R6, PLUS_5V], from: "${days(-10)}", to: "${days(1)}", points: 20) { quantity title unit at mean min max target bound }
      configurations { at line file { name } deadTimeNs calStep etcO3 model icf schedule }`)
    expect(one.series.map(({ quantity, unit }: Loose) => [quantity, unit])).toEqual([['R6', null], ['PLUS_5V', 'V']])
    for (const { at, mean, min, max, target, bound } of one.series) {
      expect(at.length).toBeGreaterThan(2)
      expect(at).toEqual(at.toSorted())
      expect([mean, min, max, target, bound].map(({ length }: Loose) => length)).toEqual(Array(5).fill(at.length))
      expect(mean.every((value: number, index: number) => min[index] <= value && value <= max[index])).toBe(true)
    }
    expect(one.configurations.length).toBeGreaterThan(0)
    expect(one.configurations[0]).toMatchObject({ calStep: 285, model: 'mkiii', file: { name: expect.stringContaining('.901') } })
    for (const window of [`from: "${days(1)}", to: "${days(0)}"`, `from: "${days(0)}", to: "${days(1)}", points: 0`]) {
      const { errors } = await viewer.ask(`{ instrument(name: "brewer-901") { brewer { series(quantities: [R6], ${window}) { at } } } }`)
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    }
  })

  it('that is red is explained by one line of curl', async () => {
    const query = '{ brewers { number state openEvents { title lastAt message event { file { name } line } } } }'
    const { stdout } = await promisify(execFile)('curl', ['-s', `${logline.url}/graphql`, '-H', 'content-type: application/json', '-d', JSON.stringify({ query })])
    const { data } = JSON.parse(stdout) as Loose
    expect(data.brewers.find(({ state }: Loose) => state === 'CRITICAL')).toMatchObject({
      number: 905, openEvents: [{ title: 'Azimuth tracker zeroing failure', message: 're: Azimuth tracker ZEROING FAILURE !!', event: { file: { name: expect.stringMatching(/\.905$/) }, line: expect.any(Number) } }],
    })
  })
})

describe('the examples of the API page', () => {
  it.each(examples.map((example) => [example.id, example] as const))('%s is answered, with something in it', async (id, { document, variables, kind }) => {
    expect(id).toMatch(/^brewer-/)
    const data = await coordinator.get<Record<string, Loose>>(document, variables?.({ now }))
    for (const value of Object.values(data)) expect((value.nodes ?? value.codes ?? [value]).length).toBeGreaterThan(0)
    if (kind === 'mutation') await mutate('unmuteBrewerCode', { id: data['muteBrewerCode'].mute.id }, 'BrewerUnmuteInput', 'mute { id }')
  })
})

describe('a mute', () => {
  const fields = 'mute { id instrument code title level reason at until actor endedAt endedBy isActive }'

  it('takes a code out of the state until its end, is told live, and stays in the history', async () => {
    const listening = await follow(viewer, 'subscription ($after: String) { instrumentChanged(filter: { name: { eq: "brewer-905" } }, after: $after) { node { name status brewer { state openEvents { code } } } } }')
    const told = async (condition: string) => {
      for (;;) {
        const { node } = (await listening.next()).instrumentChanged
        if (node?.status === condition && node.brewer.state === condition) return node
      }
    }
    const { mute, userErrors } = await mutate('muteBrewerCode', { instrument: 'brewer-905', code: 11, until: days(2), reason: 'tracker is in the workshop' }, 'BrewerMuteInput', fields)
    expect(userErrors).toEqual([])
    expect(mute).toMatchObject({ instrument: 'brewer-905', code: 11, title: 'Azimuth tracker zeroing failure', level: 'CRITICAL', reason: 'tracker is in the workshop', until: days(2), actor: 'coordinator', endedAt: null, isActive: true })
    expect(await told('OK')).toMatchObject({ brewer: { openEvents: [] } })
    const muted = await viewer.get('{ brewerEvents(filter: { instrument: { eq: "brewer-905" }, state: { eq: MUTED } }) { nodes { code state } } }')
    expect(muted.brewerEvents.nodes).toEqual([{ code: 11, state: 'MUTED' }])
    expect((await brewer('brewer-905', 'rawLevel mutes(active: true) { id }')).brewer).toEqual({ rawLevel: 'CRITICAL', mutes: [{ id: mute.id }] })

    const ended = await mutate('unmuteBrewerCode', { id: mute.id }, 'BrewerUnmuteInput', fields)
    expect(ended.mute).toMatchObject({ id: mute.id, isActive: false, endedBy: 'coordinator' })
    await told('CRITICAL')
    await listening.stop()
    const { brewer: after } = await brewer('brewer-905', 'active: mutes(active: true) { id } ended: mutes(active: false) { id reason } mutes { id }')
    expect(after.active).toEqual([])
    expect(after.ended[0]).toEqual({ id: mute.id, reason: 'tracker is in the workshop' })
    expect(after.mutes).toEqual(after.ended.map(({ id }: Loose) => ({ id })))
  })

  it('is refused without what it needs', async () => {
    const good = { instrument: 'brewer-905', code: 11, until: days(1), reason: 'why' }
    const tries: [object, object][] = [
      [{ ...good, code: 999 }, { code: 'INVALID_INPUT', path: ['code'] }],
      [{ ...good, until: days(-1) }, { code: 'INVALID_INPUT', path: ['until'] }],
      [{ ...good, until: days(800) }, { code: 'INVALID_INPUT', path: ['until'] }],
      [{ ...good, instrument: 'brewer-000' }, { code: 'NOT_FOUND', path: ['instrument'] }],
      [{ ...good, instrument: 'pump1' }, { code: 'NOT_FOUND', path: ['instrument'] }],
      [{ ...good, reason: '  ' }, { code: 'REASON_REQUIRED', path: ['reason'] }],
    ]
    for (const [input, fault] of tries) expect([input, await mutate('muteBrewerCode', input, 'BrewerMuteInput', 'mute { id }')]).toEqual([input, { mute: null, userErrors: [fault] }])
    expect(await mutate('unmuteBrewerCode', { id: 'x' }, 'BrewerUnmuteInput', 'mute { id }')).toMatchObject({ mute: null, userErrors: [{ code: 'NOT_FOUND' }] })
    const { errors } = await viewer.ask('mutation ($input: BrewerMuteInput!) { muteBrewerCode(input: $input) { mute { id } } }', { input: good })
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})

describe('a limit', () => {
  const fields = 'threshold { quantity title unit code target limit level source setBy setAt reason }'
  const set = (input: object) => mutate('setBrewerThreshold', input, 'BrewerThresholdInput', fields)
  const plus5 = async () => (await brewer('brewer-902', 'state thresholds { quantity limit source setBy reason } thresholdHistory { quantity isForAll target limit level reason actor at } openEvents { code level }')).brewer

  it('holds for all quantities, set or not', async () => {
    const { thresholds } = await plus5()
    expect(thresholds.map(({ quantity }: Loose) => quantity)).toEqual(Object.keys(quantities))
    expect((await viewer.get('{ brewerThresholds { quantity source setBy } }')).brewerThresholds.map(({ setBy }: Loose) => setBy)).toEqual(Object.keys(quantities).map(() => null))
  })

  it('that is set makes events of what is out of it, is taken back, and stays in the history', async () => {
    const { threshold, userErrors } = await set({ instrument: 'brewer-902', quantity: 'PLUS_5V', target: 5.5, limit: 0.1, level: 'ERROR', reason: 'other supply' })
    expect(userErrors).toEqual([])
    expect(threshold).toMatchObject({ quantity: 'PLUS_5V', unit: 'V', code: quantities.PLUS_5V.code, target: 5.5, limit: 0.1, level: 'ERROR', source: 'BREWER', setBy: 'coordinator', reason: 'other supply' })
    await logline.until(async () => (await plus5()).state === 'ERROR', 'the files are judged by the new limit')
    expect((await plus5()).openEvents).toMatchObject([{ code: quantities.PLUS_5V.code, level: 'ERROR' }])
    const reset = await mutate('resetBrewerThreshold', { instrument: 'brewer-902', quantity: 'PLUS_5V', reason: 'as before' }, 'BrewerThresholdResetInput', fields)
    expect(reset.threshold).toMatchObject({ source: 'DEFAULT' })
    await logline.until(async () => (await plus5()).state === 'OK', 'the files are judged by the old limit')
    expect((await plus5()).thresholdHistory).toMatchObject([
      { quantity: 'PLUS_5V', isForAll: false, limit: null, reason: 'as before', actor: 'coordinator' }, { quantity: 'PLUS_5V', isForAll: false, target: 5.5, limit: 0.1, level: 'ERROR', reason: 'other supply' },
    ])
  })

  it('for all holds for each that has none of its own', async () => {
    await set({ quantity: 'TEMPERATURE', limit: 60, reason: 'summer' })
    expect((await viewer.get('{ brewerThresholds { quantity limit setBy } }')).brewerThresholds).toContainEqual({ quantity: 'TEMPERATURE', limit: 60, setBy: 'coordinator' })
    const { thresholds, thresholdHistory } = await plus5()
    expect(thresholds).toContainEqual(expect.objectContaining({ quantity: 'TEMPERATURE', limit: 60, reason: 'summer' }))
    expect(thresholdHistory[0]).toMatchObject({ quantity: 'TEMPERATURE', isForAll: true })
    await mutate('resetBrewerThreshold', { quantity: 'TEMPERATURE', reason: 'autumn' }, 'BrewerThresholdResetInput', fields)
  })

  it('is refused without what it needs', async () => {
    const good = { instrument: 'brewer-902', quantity: 'HUMIDITY', limit: 3, reason: 'why' }
    expect(await set({ ...good, limit: -1 })).toMatchObject({ threshold: null, userErrors: [{ code: 'INVALID_INPUT', path: ['limit'] }] })
    expect(await set({ ...good, reason: '' })).toMatchObject({ threshold: null, userErrors: [{ code: 'REASON_REQUIRED', path: ['reason'] }] })
    expect(await set({ ...good, instrument: 'nobody' })).toMatchObject({ threshold: null, userErrors: [{ code: 'NOT_FOUND', path: ['instrument'] }] })
    const { errors } = await viewer.ask('mutation ($input: BrewerThresholdInput!) { setBrewerThreshold(input: $input) { threshold { limit } } }', { input: good })
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})

describe('a schedule', () => {
  it('that is expected makes an event of another one, and stays in the history', async () => {
    const expect47 = async (schedule: string | null, reason: string) => {
      const { brewer: one, userErrors } = await mutate('setBrewerSchedule', { instrument: 'brewer-901', schedule, reason }, 'BrewerScheduleInput', 'brewer { number schedule expectedSchedule scheduleHistory { schedule reason actor at } }')
      expect(userErrors).toEqual([])
      return one
    }
    expect(await expect47('zz0101', 'summer plan')).toMatchObject({ number: 901, schedule: 'o30618a', expectedSchedule: 'zz0101', scheduleHistory: [{ schedule: 'zz0101', reason: 'summer plan', actor: 'coordinator' }] })
    await logline.until(async () => (await brewer('brewer-901', 'openEvents { code }')).brewer.openEvents.some(({ code }: Loose) => code === 47), 'another schedule is told of')
    expect(await expect47(null, 'any will do')).toMatchObject({ expectedSchedule: null, scheduleHistory: [{ schedule: null }, { schedule: 'zz0101' }] })
    await logline.until(async () => (await brewer('brewer-901', 'state')).brewer.state === 'OK', 'it is well again')
  })
})
