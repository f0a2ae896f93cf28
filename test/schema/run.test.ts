import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { callRun, codesOf, readRun } from '../kit/run.ts'
import { createWorld } from '../kit/world.ts'

let server: TestApp
let admin: Client

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
})
afterAll(() => server[Symbol.asyncDispose]())

const whole = `number type { name } definition state quality startedAt endedAt triggerStartedAt triggerEndedAt durationSeconds
  fill { number } environment { id } period { name } detectors { name quality } tags { text } endReasons { category title description createdBy createdAt }
  counters { name value unit } conditions { dcs dataDistribution epn trigger processingMode workflowParameters pdpBeamType beamMode }
  startedBy endedBy revision createdAt updatedAt`

const call = (verb: string, input: object, { fields = whole, as = admin }: { fields?: string; as?: Client } = {}) => callRun(as, verb, input, fields)
const read = (number: number, fields = whole) => readRun(admin, number, fields)

describe('startRun', () => {
  it('starts now when nobody says when, and can be asked for by number', async () => {
    const { run, userErrors } = await call('startRun', { number: 1, type: 'PHYSICS', detectors: [{ name: 'ITS' }] })
    expect(userErrors).toEqual([])
    expect(run).toEqual({
      number: 1, type: { name: 'PHYSICS' }, definition: 'COMMISSIONING', state: 'RUNNING', quality: 'NONE',
      startedAt: '2024-05-01T12:00:00.000Z', endedAt: null, triggerStartedAt: null, triggerEndedAt: null, durationSeconds: 0,
      fill: null, environment: null, period: null, detectors: [{ name: 'ITS', quality: 'NONE' }], tags: [], endReasons: [], counters: [],
      conditions: {
        dcs: null, dataDistribution: null, epn: null, trigger: null, processingMode: null, workflowParameters: null, pdpBeamType: null, beamMode: null,
      },
      startedBy: 'admin', endedBy: null, revision: 1, createdAt: '2024-05-01T12:00:00.000Z', updatedAt: '2024-05-01T12:00:00.000Z',
    })
    expect(await read(1)).toEqual(run)
  })

  it('takes everything that RunInput takes, and makes the fill, environment, type and period it names', async () => {
    const { run, userErrors } = await call('startRun', {
      number: 2, type: 'NEW_TYPE', startedAt: '2024-05-01T11:00:00+02:00', triggerStartedAt: '2024-05-01T09:00:01.5Z', fillNumber: 77,
      environmentId: 'envOne', period: 'LHC24x', detectors: [{ name: 'TPC' }, { name: 'FT0' }], tags: ['first', 'second'],
      startedBy: 'ECS', counters: [{ name: 'bytesReadOut', value: '9007199254740993', unit: 'B' }], conditions: { dcs: true, trigger: 'CTP' },
    })
    expect(userErrors).toEqual([])
    expect(run).toMatchObject({
      type: { name: 'NEW_TYPE' }, startedAt: '2024-05-01T09:00:00.000Z', triggerStartedAt: '2024-05-01T09:00:01.500Z', durationSeconds: 3 * 3600 - 1.5,
      fill: { number: 77 }, environment: { id: 'envOne' }, period: { name: 'LHC24x' }, startedBy: 'ECS',
      detectors: [{ name: 'FT0', quality: 'NONE' }, { name: 'TPC', quality: 'NONE' }], tags: [{ text: 'first' }, { text: 'second' }],
      counters: [{ name: 'bytesReadOut', value: '9007199254740993', unit: 'B' }],
    })
    const { runTypes, periods, fill, environment } = await admin.get('{ runTypes { name } periods { name } fill(number: 77) { number stableBeamsStart } environment(id: "envOne") { id status } }')
    expect(runTypes).toContainEqual({ name: 'NEW_TYPE' })
    expect(periods).toContainEqual({ name: 'LHC24x' })
    expect(fill).toEqual({ number: 77, stableBeamsStart: null })
    expect(environment).toEqual({ id: 'envOne', status: null })
  })

  it('refuses a number that is taken, and leaves the run as it is', async () => {
    const before = await read(1)
    expect(codesOf(await call('startRun', { number: 1, type: 'COSMICS' }))).toEqual(['ALREADY_EXISTS number'])
    expect(await read(1)).toEqual(before)
  })

  it.each([
    [{ number: 0 }, 'INVALID_INPUT number'],
    [{ number: -5 }, 'INVALID_INPUT number'],
    [{ number: 90, detectors: [{ name: 'NOPE' }] }, 'UNKNOWN_DETECTOR detectors.0.name'],
    [{ number: 90, detectors: [{ name: 'ITS' }, { name: 'ITS' }] }, 'INVALID_INPUT detectors.1.name'],
    [{ number: 90, quality: 'GOOD' }, 'RUN_NOT_ENDED quality'],
    [{ number: 90, detectors: [{ name: 'ITS', quality: 'BAD' }] }, 'RUN_NOT_ENDED detectors.0.quality'],
    [{ number: 90, startedAt: '2024-05-01T12:00:00Z', endedAt: '2024-05-01T12:00:00Z' }, 'INVALID_INPUT endedAt'],
    [{ number: 90, triggerStartedAt: '2024-05-01T12:00:01Z', triggerEndedAt: '2024-05-01T12:00:00Z' }, 'INVALID_INPUT triggerEndedAt'],
    [{ number: 90, triggerStartedAt: '2024-05-01T12:00:01Z', endedAt: '2024-05-01T12:00:00Z' }, 'INVALID_INPUT endedAt'],
    [{ number: 90, fillNumber: 0 }, 'INVALID_INPUT fillNumber'],
    [{ number: 90, environmentId: 'with blank' }, 'INVALID_INPUT environmentId'],
    [{ number: 90, type: ' padded' }, 'INVALID_INPUT type'],
    [{ number: 90, period: '' }, 'INVALID_INPUT period'],
    [{ number: 90, tags: ['x'] }, 'INVALID_INPUT tags.0'],
    [{ number: 90, counters: [{ name: '1st', value: '1' }] }, 'INVALID_INPUT counters.0.name'],
    [{ number: 90, counters: [{ name: 'a', value: '1' }, { name: 'a', value: '2' }] }, 'INVALID_INPUT counters.1.name'],
    [{ number: 90, endReasons: [{ category: 'DETECTORS', title: 'NOPE' }] }, 'UNKNOWN_DETECTOR endReasons.0.title'],
    [{ number: 90, startedBy: 'x'.repeat(129) }, 'INVALID_INPUT startedBy'],
  ])('refuses %j', async (input, code) => {
    expect(codesOf(await call('startRun', input))).toEqual([code])
    expect(await read(90)).toBeNull()
  })
})

describe('endRun', () => {
  it('ends now, by who asks, and says so in the history', async () => {
    server.clock.forward(90_000)
    const { run } = await call('endRun', { number: 1 }, { fields: 'state endedAt endedBy durationSeconds changes { nodes { field before after actor at reason } }' })
    expect(run).toEqual({
      state: 'ENDED', endedAt: '2024-05-01T12:01:30.000Z', endedBy: 'admin', durationSeconds: 90,
      changes: {
        nodes: [
          { field: 'endedBy', before: null, after: 'admin', actor: 'admin', at: '2024-05-01T12:01:30.000Z', reason: null },
          { field: 'endedAt', before: null, after: '2024-05-01T12:01:30.000Z', actor: 'admin', at: '2024-05-01T12:01:30.000Z', reason: null },
        ],
      },
    })
  })

  it('changes nothing when the same end is said again, whoever says it', async () => {
    const before = await read(1)
    const shifter = await server.as('SHIFTER')
    for (const as of [admin, shifter]) {
      const { run, userErrors } = await call('endRun', { number: 1, endedAt: '2024-05-01T12:01:30Z' }, { as })
      expect(userErrors).toEqual([])
      expect(run).toEqual(before)
    }
  })

  it('refuses another end, a run that is not there, and an end before the start', async () => {
    expect(codesOf(await call('endRun', { number: 1, endedAt: '2024-05-01T13:00:00Z' }))).toEqual(['RUN_ALREADY_ENDED number'])
    expect(codesOf(await call('endRun', { number: 1 }))).toEqual(['RUN_ALREADY_ENDED number'])
    expect(codesOf(await call('endRun', { number: 404 }))).toEqual(['NOT_FOUND number'])
    expect(codesOf(await call('endRun', { number: 2, endedAt: '2024-05-01T08:00:00Z' }))).toEqual(['INVALID_INPUT endedAt'])
    expect(await read(2, 'endedAt')).toEqual({ endedAt: null })
  })
})

describe('updateRun', () => {
  it('leaves what is left out, and clears what is null', async () => {
    await createWorld(admin).run(3, {
      type: 'PHYSICS', startedAt: '2024-04-01T10:00:00Z', endedAt: '2024-04-01T11:00:00Z', triggerStartedAt: '2024-04-01T10:01:00Z', triggerEndedAt: '2024-04-01T10:59:00Z',
      fillNumber: 78, environmentId: 'envTwo', period: 'LHC24a', detectors: ['ITS'], startedBy: 'A', endedBy: 'B',
      conditions: { dcs: true, beamMode: 'STABLE BEAMS' }, tags: ['kept tag'], counters: [{ name: 'events', value: '7' }],
    }).make()
    const before = await read(3)
    const { run } = await call('updateRun', { number: 3 })
    expect(run).toEqual(before)
    const cleared = await call('updateRun', {
      number: 3, type: null, triggerStartedAt: null, triggerEndedAt: null, fillNumber: null, environmentId: null, period: null, startedBy: null, endedBy: null,
      conditions: { dcs: null }, reason: 'typed into the wrong run',
    })
    expect(cleared.userErrors).toEqual([])
    expect(cleared.run).toEqual({
      ...before, type: null, triggerStartedAt: null, triggerEndedAt: null, durationSeconds: 3600, fill: null, environment: null, period: null, startedBy: null, endedBy: null,
      conditions: { ...before.conditions, dcs: null }, revision: 2, updatedAt: '2024-05-01T12:01:30.000Z',
    })
  })

  it('clears the list of detectors with null, as with an empty list', async () => {
    expect((await call('updateRun', { number: 3, detectors: null }, { fields: 'detectors { name }' })).run).toEqual({ detectors: [] })
    await call('updateRun', { number: 3, detectors: [{ name: 'TPC' }] })
    expect((await call('updateRun', { number: 3, detectors: [] }, { fields: 'detectors { name }' })).run).toEqual({ detectors: [] })
  })

  it('keeps the quality of a detector that stays, and drops those that go', async () => {
    await createWorld(admin).run(4, { startedAt: '2024-04-01T10:00:00Z', endedAt: '2024-04-01T11:00:00Z', detectors: [{ name: 'ITS', quality: 'GOOD' }, { name: 'TPC', quality: 'BAD' }] }).make()
    const { run } = await call('updateRun', { number: 4, detectors: [{ name: 'TOF' }, { name: 'ITS' }] }, { fields: 'detectors { name quality detector { name } } changes(first: 1) { nodes { field before after } }' })
    expect(run).toEqual({
      detectors: [{ name: 'ITS', quality: 'GOOD', detector: { name: 'ITS' } }, { name: 'TOF', quality: 'NONE', detector: { name: 'TOF' } }],
      changes: { nodes: [{ field: 'detectors', before: ['ITS', 'TPC'], after: ['ITS', 'TOF'] }] },
    })
  })

  it('is a conflict when the run has moved on since the editor looked', async () => {
    const { revision } = await read(4, 'revision')
    expect(codesOf(await call('updateRun', { number: 4, endedBy: 'X', expectedRevision: revision - 1 }))).toEqual(['CONFLICT expectedRevision'])
    const { run } = await call('updateRun', { number: 4, endedBy: 'Y', expectedRevision: revision }, { fields: 'endedBy revision' })
    expect(run).toEqual({ endedBy: 'Y', revision: revision + 1 })
    expect(codesOf(await call('updateRun', { number: 4, endedBy: 'Z', expectedRevision: revision }))).toEqual(['CONFLICT expectedRevision'])
  })

  it('lets exactly one of many editors of the same revision through', async () => {
    const { revision } = await read(4, 'revision')
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => call('updateRun', { number: 4, startedBy: `editor ${index}`, expectedRevision: revision })))
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1)
    expect(answers.flatMap(codesOf)).toEqual(Array(11).fill('CONFLICT expectedRevision'))
  })

  it('tells who changed what, when, from, to and why, newest first', async () => {
    const shifter = await server.as('SHIFTER')
    server.clock.forward(1000)
    await call('updateRun', { number: 4, type: 'COSMICS', startedAt: '2024-04-01T10:30:00+00:00', reason: 'the clock was off' }, { as: shifter })
    const { changes } = await read(4, 'changes(first: 2) { totalCount nodes { field before after reason actor at } }')
    const by = { reason: 'the clock was off', actor: 'shifter', at: '2024-05-01T12:01:31.000Z' }
    expect(changes.nodes).toEqual([
      { field: 'startedAt', before: '2024-04-01T10:00:00.000Z', after: '2024-04-01T10:30:00.000Z', ...by },
      { field: 'type', before: null, after: 'COSMICS', ...by },
    ])
  })

  it('refuses a run that is not there', async () => {
    expect(codesOf(await call('updateRun', { number: 404, type: 'X' }))).toEqual(['NOT_FOUND number'])
    const { runTypes } = await admin.get('{ runTypes { name } }')
    expect(runTypes).not.toContainEqual({ name: 'X' })
  })
})

describe('the neighbours of a run', () => {
  it('are the next numbers that are there, however far', async () => {
    await createWorld(admin).run(1000).run(2_147_483_647).make()
    const around = 'previous { number previous { number } } next { number type { name } }'
    expect(await read(4, around)).toEqual({ previous: { number: 3, previous: { number: 2 } }, next: { number: 1000, type: null } })
    expect(await read(1, around)).toMatchObject({ previous: null })
    expect(await read(2_147_483_647, around)).toEqual({ previous: { number: 1000, previous: { number: 4 } }, next: null })
  })

  it('have ids that lead back to them, up to the largest number', async () => {
    const { id } = await read(2_147_483_647, 'id')
    expect(await admin.get('query ($id: ID!) { node(id: $id) { __typename ... on Run { number } } }', { id })).toEqual({ node: { __typename: 'Run', number: 2_147_483_647 } })
  })
})
