import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { createWorld } from '../kit/world.ts'

// The words of the filter box ask for what the same filter asks for when it is written out.

let server: TestApp
let viewer: Client

const day = (hours: number, minutes = 0) => new Date(Date.UTC(2019, 7, 8, hours, minutes)).toISOString()

beforeAll(async () => {
  server = await startApp()
  const admin = await server.as('ADMIN')
  viewer = await server.as('VIEWER')
  await createWorld(admin)
    .fill(1, { beamType: 'Pb-Pb', energyGeV: 6800, stableBeamsStart: day(0), stableBeamsEnd: day(12) }).fill(2, { beamType: 'p-p', fillingScheme: '25ns_2462b', stableBeamsStart: day(14), stableBeamsEnd: day(14, 2) }).fill(3, { beamType: 'p-Pb', collidingBunches: 2450 })
    .goodPhysics(54, day(0), day(3, 30), { fillNumber: 1, detectors: ['ITS', 'FT0'] })
    .run(55, { definition: 'PHYSICS', quality: 'BAD', startedAt: day(4), endedAt: day(29), fillNumber: 1, detectors: ['ITS', { name: 'FT0', quality: 'BAD' }], type: 'PHYSICS', tags: ['not for physics', 'RUN'], period: 'LHC19a' })
    .run(56, { definition: 'COSMICS', quality: 'TEST', startedAt: day(4), endedAt: day(29), detectors: ['TPC'], tags: ['RUN'], environmentId: 'EIDO13i3D' })
    .run(102, { startedAt: '2024-04-30T10:00:00Z', startedBy: 'Ada Lovelace', environmentId: '8E4aZTjY' })
    .run(103, { startedBy: 'Bob', endReasons: [{ category: 'DETECTORS', title: 'TPC', description: 'a trip' }] })
    .run(104, { endReasons: [{ category: 'LHC', title: 'DUMP' }] })
    .environment('EIDO13i3D', ['STANDBY', 'ERROR', 'DONE']).environment('8E4aZTjY', ['PENDING', 'STANDBY', 'DEPLOYED', 'RUNNING']).make()
})
afterAll(() => server[Symbol.asyncDispose]())

const types = { runs: 'Run', fills: 'Fill', environments: 'Environment' } as const
type Noun = keyof typeof types

const find = async (noun: Noun, filter: object): Promise<Loose> => {
  const key = noun === 'environments' ? 'id' : 'number'
  const { list } = await viewer.get(`query ($filter: ${types[noun]}Filter) { list: ${noun}(filter: $filter, orderBy: { field: ${key.toUpperCase()}, direction: ASC }) { nodes { ${key} } totalCount } }`, { filter })
  expect(list.totalCount).toBe(list.nodes.length)
  return list.nodes.map((node: Loose) => node[key])
}

describe('the words of a filter', () => {
  it.each<[Noun, string, object, unknown[]]>([
    ['runs', '', {}, [54, 55, 56, 102, 103, 104]],
    ['runs', 'detector:ITS quality:bad', { detectors: { all: ['ITS'] }, quality: { eq: 'BAD' } }, [55]],
    ['runs', 'detector:ITS,TPC', { detectors: { any: ['ITS', 'TPC'] } }, [54, 55, 56]],
    ['runs', 'detector:FT0 -tag:"not for physics"', { detectors: { all: ['FT0'] }, tags: { none: ['not for physics'] } }, [54]],
    ['runs', 'detector:FT0=bad', { detectorQuality: { detector: 'FT0', quality: { eq: 'BAD' } } }, [55]],
    ['runs', '54..56 -55', { numberRanges: '54-56', not: { numberRanges: '55' } }, [54, 56]],
    ['runs', 'run:>55 state:unknown', { number: { gt: 55 }, state: { eq: 'UNKNOWN' } }, [103, 104]],
    ['runs', 'fill:1 duration:>4h', { fillNumber: { eq: 1 }, durationSeconds: { gt: 14_400 } }, [55]],
    ['runs', 'fill:none definition:cosmics', { fillNumber: { isNull: true }, definition: { eq: 'COSMICS' } }, [56]],
    ['runs', '-type:PHYSICS', { type: { not: 'PHYSICS' } }, [54, 56, 102, 103, 104]],
    ['runs', 'period:~lhc19', { period: { contains: 'lhc19' } }, [55]],
    ['runs', 'started:2019-08-08T00:00Z..2019-08-08T04:00Z', { startedAt: { from: day(0), to: day(4) } }, [54]],
    ['runs', 'started:2024-04-30', { startedAt: { from: '2024-04-29T22:00:00Z', to: '2024-04-30T22:00:00Z' } }, [102]],
    ['runs', 'started:>now-1d', { startedAt: { from: '2024-04-30T12:00:00Z' } }, []],
    ['runs', 'reason:DETECTORS/TPC', { endReason: { category: 'DETECTORS', title: 'TPC' } }, [103]],
    ['runs', '-reason:none reason:~trip', { endReason: { description: 'trip' } }, [103]],
    ['runs', 'lovelace', { text: 'lovelace' }, [102]],
    ['runs', 'by:~ada', { startedBy: { contains: 'ada' } }, [102]],
    ['runs', 'quality:test or environment:~8E4 sort:duration', { or: [{ quality: { eq: 'TEST' } }, { environmentId: { contains: '8E4' } }] }, [56, 102]],
    ['fills', 'beam:~pb stable:no', { beamType: { contains: 'pb' }, hasStableBeams: false }, [3]],
    ['fills', 'energy:6.8TeV', { energyGeV: { eq: 6800 } }, [1]],
    ['fills', 'duration:<1h', { stableBeamsSeconds: { lt: 3600 } }, [2]],
    ['fills', '25ns or bunches:>2000', { or: [{ fillingScheme: { contains: '25ns' } }, { collidingBunches: { gt: 2000 } }] }, [2, 3]],
    ['fills', 'covered:>3h started:2019-08', { coveredSeconds: { gt: 10_800 } }, [1]],
    ['environments', 'history:S-E', { history: 'S-E' }, ['EIDO13i3D']],
    ['environments', 'status:running', { status: { eq: 'RUNNING' } }, ['8E4aZTjY']],
    ['environments', 'run:56,102 id:~EIDO', { runNumbers: '56,102', id: { contains: 'EIDO' } }, ['EIDO13i3D']],
  ])('%s: %s', async (noun, query, written, expected) => {
    expect(await find(noun, written)).toEqual(expected)
    expect(await find(noun, { query })).toEqual(expected)
  })

  it('count together with the other fields, at any depth', async () => {
    expect(await find('runs', { query: 'detector:ITS', quality: { eq: 'BAD' } })).toEqual([55])
    expect(await find('runs', { not: { query: 'detector:ITS,TPC' } })).toEqual([102, 103, 104])
    expect(await find('runs', { or: [{ query: '54' }, { and: [{ query: 'tag:RUN' }, { query: 'detector:TPC' }] }] })).toEqual([54, 56])
  })

  it('count in the lists that a fill and an environment have', async () => {
    const { fill, environment } = await viewer.get('{ fill(number: 1) { runs(filter: { query: "quality:bad" }) { nodes { number } totalCount } } environment(id: "8E4aZTjY") { runs(filter: { query: "-by:~ada" }) { totalCount } } }')
    expect(fill.runs).toEqual({ nodes: [{ number: 55 }], totalCount: 1 })
    expect(environment.runs.totalCount).toBe(0)
  })

  it('are refused with the word, its place and what would be right', async () => {
    const { errors } = await viewer.ask('{ runs(filter: { query: "detector:ITS qualty:bad duration:10" }) { totalCount } }')
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'query: "qualty" at 14: There is no key "qualty". Did you mean quality?',
        extensions: expect.objectContaining({
          code: 'BAD_USER_INPUT',
          faults: [
            { word: 'qualty', from: 13, to: 19, message: 'There is no key "qualty". Did you mean quality?', fix: 'quality' },
            { word: '10', from: 33, to: 35, message: '10 of what? Say 10s, 10m, 10h or 10d', fix: '10m' },
          ],
        }),
      }),
    ])
  })

  it('may hold whatever a keyboard gives', async () => {
    for (const query of ['100%', 'a_b', '"quote\\"d"', "O'Neil", '; drop table run; --', '日本', 'x\u0000y', '"\ud800"', 'tag:"$1"']) {
      expect([query, (await viewer.ask('query ($filter: RunFilter) { runs(filter: $filter) { totalCount } }', { filter: { query } })).errors ?? null]).toEqual([query, null])
    }
  })
})
