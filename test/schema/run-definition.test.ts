import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { callRun, readRun } from '../kit/run.ts'
import { createWorld, fullReadout, type FillWish, type RunWish, type World } from '../kit/world.ts'

let server: TestApp
let admin: Client
let world: World

beforeAll(async () => {
  server = await startApp()
  admin = await server.as('ADMIN')
  world = createWorld(admin)
})
afterAll(() => server[Symbol.asyncDispose]())

let last = 0
const made = async (wish: RunWish) => {
  await world.run(++last, wish).make()
  return last
}
const definitionOf = async (number: number) => (await readRun(admin, number, 'definition')).definition
const defined = async (wish: RunWish) => definitionOf(await made(wish))
const beams: FillWish = { stableBeamsStart: '2022-10-01T10:00:00Z', stableBeamsEnd: '2022-10-02T10:00:00Z' }
let lastFill = 100
const newFill = async (wish: FillWish = beams) => {
  await world.fill(++lastFill, wish).make()
  return lastFill
}
const noon = { triggerStartedAt: '2022-10-01T12:00:00Z', triggerEndedAt: '2022-10-01T14:00:00Z' }
const physics = { ...noon, detectors: ['ITS', 'PHS', 'FT0'], conditions: fullReadout }

describe('the definition of a run', () => {
  it('is PHYSICS for full read-out with ITS and FT0 during stable beams', async () => {
    const fillNumber = await newFill()
    expect(await defined({ ...physics, fillNumber })).toBe('PHYSICS')
    expect(await defined({ ...physics, fillNumber, conditions: { ...fullReadout, processingMode: 'processing-disk' } })).toBe('PHYSICS')
    expect(await defined(physics)).toBe('COMMISSIONING')
    expect(await defined({ ...physics, fillNumber, detectors: ['ITS', 'PHS'] })).toBe('COMMISSIONING')
    expect(await defined({ ...physics, fillNumber, triggerStartedAt: '2022-10-02T10:00:01Z', triggerEndedAt: '2022-10-02T12:00:00Z' })).toBe('COMMISSIONING')
    for (const [name, value] of Object.entries({ dcs: false, dataDistribution: false, epn: null, trigger: 'LTU', processingMode: 'physics', workflowParameters: 'QC' })) {
      expect([name, await defined({ ...physics, fillNumber, conditions: { ...fullReadout, [name]: value } })]).toEqual([name, 'COMMISSIONING'])
    }
  })

  it.each([
    ['COSMICS', { type: 'COSMICS', conditions: fullReadout }],
    ['COSMICS', { type: 'cosmic', conditions: { ...fullReadout, beamMode: 'NO BEAM' } }],
    ['COMMISSIONING', { type: 'COSMICS', conditions: { ...fullReadout, beamMode: 'STABLE BEAMS' } }],
    ['COMMISSIONING', { type: 'COSMICS' }],
    ['TECHNICAL', { type: 'TECHNICAL', conditions: { pdpBeamType: 'technical' } }],
    ['COMMISSIONING', { type: 'TECHNICAL', conditions: { pdpBeamType: 'pp' } }],
    ['SYNTHETIC', { type: 'REPLAY', conditions: { dcs: false, trigger: 'OFF' } }],
    ['SYNTHETIC', { type: 'SYNTHETIC', conditions: { trigger: 'OFF' } }],
    ['COMMISSIONING', { type: 'SYNTHETIC', conditions: { dcs: true, trigger: 'OFF' } }],
    ['CALIBRATION', { type: 'CALIBRATION_ITHR_TUNING' }],
    ['CALIBRATION', { type: 'PEDESTAL' }],
    ['CALIBRATION', { type: 'LASER', conditions: fullReadout }],
    ['COMMISSIONING', { type: 'PHYSICS' }],
    ['COMMISSIONING', {}],
  ] satisfies [string, RunWish][])('is %s for %j', async (definition, wish) => {
    expect(await defined(wish)).toBe(definition)
  })

  it('counts a run and stable beams that go on to now', async () => {
    const now = new Date(server.clock.now()).toISOString()
    const open = await newFill({ stableBeamsStart: '2024-05-01T11:00:00Z' })
    expect(await defined({ startedAt: '2024-05-01T10:00:00Z', detectors: ['ITS', 'FT0'], conditions: fullReadout, fillNumber: open })).toBe('PHYSICS')
    const future = await newFill({ stableBeamsStart: '2024-05-01T13:00:00Z' })
    expect([now, await defined({ startedAt: '2024-05-01T10:00:00Z', detectors: ['ITS', 'FT0'], conditions: fullReadout, fillNumber: future })]).toEqual([now, 'COMMISSIONING'])
  })
})

describe('the definition is derived again', () => {
  it('when what it was derived from changes', async () => {
    const fillNumber = await newFill()
    const number = await made({ ...physics, fillNumber })
    const change = async (input: object) => (await callRun(admin, 'updateRun', { number, ...input }, 'definition')).run.definition
    expect(await change({ conditions: { trigger: 'LTU' } })).toBe('COMMISSIONING')
    expect(await change({ conditions: { trigger: 'CTP' } })).toBe('PHYSICS')
    expect(await change({ detectors: [{ name: 'ITS' }] })).toBe('COMMISSIONING')
    expect(await change({ detectors: [{ name: 'ITS' }, { name: 'FT0' }], fillNumber: null })).toBe('COMMISSIONING')
    expect(await change({ type: 'PULSER' })).toBe('CALIBRATION')
    expect(await change({ fillNumber })).toBe('PHYSICS')
    expect(await change({ triggerStartedAt: '2022-10-03T00:00:00Z', triggerEndedAt: '2022-10-03T01:00:00Z', type: null })).toBe('COMMISSIONING')
    const { changes } = await readRun(admin, number, 'changes(first: 4) { nodes { field before after } }')
    expect(changes.nodes).toContainEqual({ field: 'definition', before: 'PHYSICS', after: 'COMMISSIONING' })
  })

  it('when the stable beams of its fill are told, moved, and taken back', async () => {
    const fillNumber = await newFill({})
    const [inside, later] = [await made({ ...physics, fillNumber }), await made({ ...physics, fillNumber, triggerStartedAt: '2022-10-01T20:00:00Z', triggerEndedAt: '2022-10-01T21:00:00Z' })]
    const both = async () => [await definitionOf(inside), await definitionOf(later)]
    expect(await both()).toEqual(['COMMISSIONING', 'COMMISSIONING'])
    await world.fill(fillNumber, beams).make()
    expect(await both()).toEqual(['PHYSICS', 'PHYSICS'])
    await world.fill(fillNumber, { stableBeamsEnd: '2022-10-01T15:00:00Z' }).make()
    expect(await both()).toEqual(['PHYSICS', 'COMMISSIONING'])
    await world.fill(fillNumber, { stableBeamsStart: null, stableBeamsEnd: null }).make()
    expect(await both()).toEqual(['COMMISSIONING', 'COMMISSIONING'])
    const { changes, revision } = await readRun(admin, later, 'revision changes { nodes { field before after actor } }')
    expect(changes.nodes).toEqual([
      { field: 'definition', before: 'PHYSICS', after: 'COMMISSIONING', actor: 'admin' }, { field: 'definition', before: 'COMMISSIONING', after: 'PHYSICS', actor: 'admin' },
    ])
    expect(revision).toBe(3)
  })

  it('when the run comes before its fill', async () => {
    const fillNumber = ++lastFill
    const number = await made({ ...physics, fillNumber })
    expect(await definitionOf(number)).toBe('COMMISSIONING')
    await world.fill(fillNumber, beams).make()
    expect(await definitionOf(number)).toBe('PHYSICS')
  })

  it('but not when the source said it', async () => {
    const fillNumber = await newFill({})
    const number = await made({ ...physics, fillNumber, definition: 'TECHNICAL' })
    await world.fill(fillNumber, beams).make()
    await callRun(admin, 'updateRun', { number, type: 'LASER' })
    expect(await definitionOf(number)).toBe('TECHNICAL')
    expect((await callRun(admin, 'updateRun', { number, definition: null }, 'definition')).run).toEqual({ definition: 'PHYSICS' })
    await world.fill(fillNumber, { stableBeamsStart: null, stableBeamsEnd: null }).make()
    expect(await definitionOf(number)).toBe('CALIBRATION')
  })

  it('nor when the source said what the rules had found already', async () => {
    const fillNumber = await newFill({})
    const number = await made({ ...physics, fillNumber })
    expect(await definitionOf(number)).toBe('COMMISSIONING')
    await world.run(number, { definition: 'COMMISSIONING' }).make()
    expect(await readRun(admin, number, 'definitionIsExplicit revision changes { nodes { field before after } }')).toEqual({
      definitionIsExplicit: true, revision: 2, changes: { nodes: [{ field: 'definitionIsExplicit', before: false, after: true }] },
    })
    await world.fill(fillNumber, beams).make()
    expect(await definitionOf(number)).toBe('COMMISSIONING')
    await callRun(admin, 'updateRun', { number, definition: 'PHYSICS' })
    await callRun(admin, 'updateRun', { number, definition: null })
    await world.fill(fillNumber, { stableBeamsStart: null, stableBeamsEnd: null }).make()
    expect(await definitionOf(number)).toBe('COMMISSIONING')
  })

  it('when a run that went on is ended before the stable beams', async () => {
    const fillNumber = await newFill({ stableBeamsStart: '2024-05-01T11:00:00Z' })
    const number = await made({ startedAt: '2024-05-01T09:00:00Z', detectors: ['ITS', 'FT0'], conditions: fullReadout, fillNumber })
    expect(await definitionOf(number)).toBe('PHYSICS')
    await callRun(admin, 'endRun', { number, endedAt: '2024-05-01T10:00:00Z' })
    expect(await definitionOf(number)).toBe('COMMISSIONING')
  })
})
