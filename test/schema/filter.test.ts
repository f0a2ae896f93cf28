import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client, Loose } from '../kit/client.ts'
import { createWorld } from '../kit/world.ts'

// What the users of a running logbook expect of its filters, with rows of our own.

let server: TestApp
let viewer: Client
let admin: Client

const day = (hours: number, minutes = 0) => new Date(Date.UTC(2019, 7, 8, hours, minutes)).toISOString()

beforeAll(async () => {
  server = await startApp()
  ;[admin, viewer] = await Promise.all([server.as('ADMIN'), server.as('VIEWER')])
  const world = createWorld(admin)
  world.fill(1, { beamType: 'Pb-Pb', stableBeamsStart: day(0), stableBeamsEnd: day(12) }).fill(2, { beamType: 'p-p', stableBeamsStart: day(14), stableBeamsEnd: day(14, 2) })
    .fill(3, { beamType: 'p-Pb' }).fill(4, { stableBeamsStart: day(20), stableBeamsEnd: day(33) }).fill(5, {}).fill(6, { beamType: 'p-p', fillingScheme: '25ns_2462b_2450_1737_1735_180bpi_17inj', stableBeamsStart: day(40), stableBeamsEnd: day(41) })
    .goodPhysics(49, day(40, 10), day(40, 40), { fillNumber: 6, detectors: ['ITS', 'FT0', 'TPC'] }).goodPhysics(54, day(0), day(3, 30), { fillNumber: 1, detectors: ['ITS', 'FT0'] })
    .run(55, { definition: 'PHYSICS', quality: 'BAD', startedAt: day(4), endedAt: day(29), detectors: ['ITS', { name: 'FT0', quality: 'BAD' }], type: 'PHYSICS', tags: ['FOOD', 'RUN'] })
    .run(56, { definition: 'COSMICS', quality: 'TEST', startedAt: day(4), endedAt: day(29), detectors: ['TPC'], tags: ['FOOD'] })
    .run(100, { startedAt: '2024-04-30T10:00:00Z', environmentId: 'EIDO13i3D' }).run(101, { startedAt: '2024-04-29T11:59:00Z', environmentId: '8E4aZTjY' })
    .run(102, { startedAt: day(0), endedAt: day(25), environmentId: '8E4aZTjY' }).run(103, { detectors: [], startedBy: 'Ada', endReasons: [{ category: 'DETECTORS', title: 'TPC', description: 'Some reason' }, { category: 'DETECTORS', title: 'ITS', description: 'other' }] })
    .run(104, { endReasons: [{ category: 'Detectors', title: 'ITS', description: '100% lost_it' }] }).run(105, { endReasons: [{ category: 'LHC', title: 'DUMP', description: 'awesome' }] })
    .environment('EIDO13i3D', ['STANDBY', 'ERROR', 'DONE']).environment('8E4aZTjY', ['PENDING', 'STANDBY', 'ERROR', 'RUNNING'])
    .environment('TDI59So3d', ['STANDBY', 'DEPLOYED', 'DESTROYED']).environment('Dxi029djX', ['STANDBY', 'DEPLOYED', 'CONFIGURED', 'RUNNING'])
  await world.make()
})
afterAll(() => server[Symbol.asyncDispose]())

const find = async (noun: 'runs' | 'fills' | 'environments', filter: object): Promise<Loose> => {
  const type = { runs: 'Run', fills: 'Fill', environments: 'Environment' }[noun]
  const key = noun === 'environments' ? 'id' : 'number'
  const order = noun === 'environments' ? 'ID' : 'NUMBER'
  const { list } = await viewer.get(`query ($filter: ${type}Filter) { list: ${noun}(filter: $filter, orderBy: { field: ${order}, direction: ASC }) { nodes { ${key} } totalCount } }`, { filter })
  expect(list.totalCount).toBe(list.nodes.length)
  return list.nodes.map((node: Loose) => node[key])
}
const codeOf = async (noun: string, filter: string) => (await viewer.ask(`{ ${noun}(filter: ${filter}) { totalCount } }`)).errors?.map(({ message, extensions: { code } }) => `${code} ${message}`)

describe('a filter of runs', () => {
  it.each([
    [{ numberRanges: '1-5,54,100..103' }, [54, 100, 101, 102, 103]],
    [{ numberRanges: '5' }, []],
    [{ numberRanges: '49, 49 ,49-49' }, [49]],
    [{ numberRanges: '1-2147483647' }, [49, 54, 55, 56, 100, 101, 102, 103, 104, 105]],
    [{ detectors: { all: ['ITS'] } }, [49, 54, 55]],
    [{ detectors: { all: ['ITS', 'TPC'] } }, [49]],
    [{ detectors: { any: ['FT0', 'TPC'] } }, [49, 54, 55, 56]],
    [{ detectors: { none: ['ITS', 'TPC', 'FT0', 'TOF'] } }, [100, 101, 102, 103, 104, 105]],
    [{ detectors: { all: ['ITS'], none: ['TPC'] } }, [54, 55]],
    [{ detectorQuality: { detector: 'FT0', quality: { eq: 'BAD' } } }, [55]],
    [{ detectorQuality: { detector: 'FT0', quality: { not: 'BAD' } } }, [49, 54]],
    [{ tags: { all: ['FOOD', 'RUN'] } }, [55]],
    [{ tags: { any: ['FOOD', 'NEVER'] } }, [55, 56]],
    [{ tags: { none: ['FOOD', 'NEVER'] }, numberRanges: '49-56' }, [49, 54]],
    [{ tags: { all: ['FOOD', 'NEVER'] } }, []],
    [{ durationSeconds: { eq: 90_000 } }, [55, 56, 102]],
    [{ durationSeconds: { gte: 90_000 } }, [55, 56, 100, 102]],
    [{ durationSeconds: { gt: 90_000 } }, [100]],
    [{ durationSeconds: { isNull: true } }, [101, 103, 104, 105]],
    [{ state: { eq: 'LOST' } }, [101]],
    [{ state: { in: ['RUNNING', 'UNKNOWN'] } }, [100, 103, 104, 105]],
    [{ quality: { in: ['BAD', 'TEST'] } }, [55, 56]],
    [{ definition: { eq: 'PHYSICS' }, quality: { eq: 'GOOD' } }, [49, 54]],
    [{ endReason: { category: 'DETECTORS' } }, [103, 104]],
    [{ endReason: { category: 'detectors', title: 'its' } }, [103, 104]],
    [{ endReason: { title: 'TPC', description: 'other' } }, []],
    [{ endReason: { description: 'some' } }, [103, 105]],
    [{ endReason: { description: '%' } }, [104]],
    [{ endReason: { description: 't_i' } }, [104]],
    [{ endReason: {} }, [103, 104, 105]],
    [{ text: 'ada' }, [103]],
    [{ text: '%' }, [104]],
    [{ text: '8e4a' }, [101, 102]],
    [{ text: '105' }, [105]],
    [{ startedAt: { from: day(4), to: day(40, 10) } }, [55, 56]],
    [{ startedAt: { from: '2019-08-08T06:00:00+02:00', to: day(4, 1) } }, [55, 56]],
    [{ endedAt: { from: day(29) } }, [49, 55, 56]],
    [{ endedAt: { to: day(29) } }, [54, 102]],
    [{ or: [] }, []],
    [{ and: [] }, [49, 54, 55, 56, 100, 101, 102, 103, 104, 105]],
    [{ not: {} }, []],
    [{ not: { type: { eq: 'PHYSICS' } }, numberRanges: '54-55' }, [54]],
    [{ type: { not: 'PHYSICS' }, numberRanges: '54-55' }, [54]],
    [{ or: [{ number: { lt: 50 } }, { and: [{ number: { gte: 104 } }, { not: { number: { eq: 104 } } }] }] }, [49, 105]],
  ])('%j finds %j', async (filter, expected) => {
    expect(await find('runs', filter)).toEqual(expected)
  })

  it.each([
    ['{ detectors: { any: ["NOPE"] } }', /^BAD_USER_INPUT There is no detector NOPE/],
    ['{ numberRanges: "5-1" }', /^BAD_USER_INPUT .*runs backwards/],
    ['{ numberRanges: "" }', /^BAD_USER_INPUT/],
    ['{ numberRanges: "1-99999999999" }', /^BAD_USER_INPUT/],
    ['{ numberRanges: "44:60:00" }', /^BAD_USER_INPUT/],
    ['{ startedAt: { from: "2019-08-08T04:00:00" } }', /offset/],
    ['{ state: { eq: FINISHED } }', /^GRAPHQL_VALIDATION_FAILED/],
  ])('%s is refused with a reason', async (filter, reason) => {
    expect(await codeOf('runs', filter)).toEqual([expect.stringMatching(reason)])
  })
})

describe('a filter of fills', () => {
  it.each([
    [{ hasStableBeams: true }, [1, 2, 4, 6]],
    [{ hasStableBeams: false }, [3, 5]],
    [{ numberRanges: '1-3,6' }, [1, 2, 3, 6]],
    [{ stableBeamsSeconds: { lte: 12 * 3600 } }, [1, 2, 6]],
    [{ stableBeamsSeconds: { gt: 100, lt: 130 } }, [2]],
    [{ stableBeamsSeconds: { gt: 12 * 3600 } }, [4]],
    [{ coveredSeconds: { eq: 0 }, hasStableBeams: true }, [2, 4]],
    [{ coveredSeconds: { gt: 3 * 3600 } }, [1]],
    [{ beamType: { in: ['Pb-Pb', 'p-p', 'p-Pb'] } }, [1, 2, 3, 6]],
    [{ beamType: { contains: 'PB' } }, [1, 3]],
    [{ beamType: { isNull: true } }, [4, 5]],
    [{ fillingScheme: { contains: '_180bpi_' } }, [6]],
    [{ fillingScheme: { contains: '2462b_2450_1737x' } }, []],
    [{ stableBeamsStart: { from: day(0), to: day(14) } }, [1]],
    [{ stableBeamsEnd: { from: day(33) } }, [4, 6]],
  ])('%j finds %j', async (filter, expected) => {
    expect(await find('fills', filter)).toEqual(expected)
  })
})

describe('a filter of environments', () => {
  it.each([
    [{ history: 'S-E' }, ['8E4aZTjY', 'EIDO13i3D']],
    [{ history: 'SE' }, ['8E4aZTjY', 'EIDO13i3D']],
    [{ history: ' s - e ' }, ['8E4aZTjY', 'EIDO13i3D']],
    [{ history: 'DX' }, ['TDI59So3d']],
    [{ history: 'X' }, ['EIDO13i3D', 'TDI59So3d']],
    [{ history: 'S-D-C-R' }, ['Dxi029djX']],
    [{ history: 'S-C' }, []],
    [{ status: { eq: 'RUNNING' } }, ['8E4aZTjY', 'Dxi029djX']],
    [{ status: { eq: 'DONE' } }, ['EIDO13i3D']],
    [{ runNumbers: '100-103' }, ['8E4aZTjY', 'EIDO13i3D']],
    [{ runNumbers: '102' }, ['8E4aZTjY']],
    [{ runNumbers: '10' }, []],
    [{ id: { contains: '8e4A' } }, ['8E4aZTjY']],
    [{ id: { in: ['TDI59So3d', 'none'] } }, ['TDI59So3d']],
    [{ updatedAt: { from: '2024-04-30T10:00:03Z' } }, ['8E4aZTjY', 'Dxi029djX']],
  ])('%j finds %j', async (filter, expected) => {
    expect((await find('environments', filter)).toSorted()).toEqual(expected.toSorted())
  })

  it.each(['', '-', 'S-', 'S--E', 'Q', '%', 'S_E'])('refuses the pattern %j', async (pattern) => {
    expect(await codeOf('environments', `{ history: ${JSON.stringify(pattern)} }`)).toEqual([expect.stringMatching(/^BAD_USER_INPUT history: /)])
  })
})

describe('text in a filter', () => {
  it('may hold whatever a keyboard gives, and finds it literally', async () => {
    const texts = ['100%', 'a_b', 'back\\slash', 'quote"d', "O'Neil", 'comma, {brace}', 'Ünïcode', '$1', '日本', '; drop table run; --']
    const world = createWorld(admin)
    texts.forEach((startedBy, index) => world.run(500 + index, { startedBy, fillNumber: 50 + index }).fill(50 + index, { fillingScheme: startedBy }))
    await world.make()
    for (const [index, text] of texts.entries()) {
      expect([text, await find('runs', { text: text.toUpperCase(), numberRanges: '500-599' })]).toEqual([text, [500 + index]])
      expect([text, await find('fills', { fillingScheme: { contains: text.toLowerCase() } })]).toEqual([text, [50 + index]])
      expect([text, await find('fills', { fillingScheme: { in: [text, 'other'] } })]).toEqual([text, [50 + index]])
      expect([text, await find('fills', { fillingScheme: { eq: text } })]).toEqual([text, [50 + index]])
    }
  })
})
