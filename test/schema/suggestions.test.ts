import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type TestApp } from '../kit/app.ts'
import type { Client } from '../kit/client.ts'
import { costOf } from '../kit/statements.ts'
import { createWorld } from '../kit/world.ts'

let server: TestApp
let viewer: Client

beforeAll(async () => {
  server = await startApp()
  viewer = await server.as('VIEWER')
  const world = createWorld(await server.as('ADMIN'))
    .fill(8178, { beamType: 'PROTON - PROTON', fillingScheme: '25ns_2462b' }).fill(8179, { beamType: 'PROTON - PROTON' }).fill(9081, { beamType: 'PB82 - PB82' })
    .environment('2bF3cSfQFeq', ['STANDBY', 'RUNNING'], '2024-04-01T00:00:00Z').environment('2bXX', ['ERROR'], '2024-04-02T00:00:00Z')
    .tag('unused tag')
  const people = ['Ada Lund', 'ada_b', 'Grace 100%', 'Lada']
  const taking = [['ITS', 'TPC'], ['TPC'], ['TPC', 'TOF'], []]
  for (let number = 1; number <= 8; number++) {
    world.run(number, {
      type: number < 6 ? 'PHYSICS' : 'COSMICS', period: 'LHC24a', fillNumber: number < 4 ? 8178 : 9081, environmentId: number < 6 ? '2bF3cSfQFeq' : '2bXX',
      startedAt: '2024-04-01T00:00:00Z', endedAt: '2024-04-01T01:00:00Z', quality: number < 6 ? 'GOOD' : 'BAD', startedBy: people[number % 4]!, ...(number < 3 ? { endedBy: 'Grace 100%' } : {}),
      detectors: taking[number % 4]!, tags: number % 2 ? ['to review', 'red'] : ['red'],
      endReasons: number < 4 ? [{ category: 'DETECTORS', title: 'TPC' }] : number === 4 ? [{ category: 'LHC' }] : [],
    })
  }
  await world.make()
})
afterAll(() => server[Symbol.asyncDispose]())

const query = 'query ($list: SuggestionList!, $key: String!, $prefix: String, $first: Int) { suggestions(list: $list, key: $key, prefix: $prefix, first: $first) { value count } }'
const ask = async (list: string, key: string, prefix?: string, first?: number) =>
  (await viewer.get(query, { list, key, prefix, first })).suggestions.map(({ value, count }: { value: string; count: number }) => `${value} ${count}`)

describe('suggestions', () => {
  it.each([
    ['RUNS', 'detector', '', ['TPC 6', 'ITS 2', 'TOF 2', 'FT0 0', 'MCH 0', 'PHS 0']],
    ['RUNS', 'detector', 't', ['TPC 6', 'TOF 2', 'ITS 2', 'FT0 0']],
    ['RUNS', 'tag', 'RE', ['red 8', 'to review 4']],
    ['RUNS', 'tag', '', ['red 8', 'to review 4', 'unused tag 0']],
    ['RUNS', 'type', '', ['PHYSICS 5', 'COSMICS 3']],
    ['RUNS', 'period', '24', ['LHC24a 8']],
    ['RUNS', 'quality', '', ['good 5', 'bad 3']],
    ['RUNS', 'by', 'ADA', ['Ada Lund 2', 'ada_b 2', 'Lada 2']],
    ['RUNS', 'by', '%', ['Grace 100% 4']],
    ['RUNS', 'by', '_', ['ada_b 2']],
    ['RUNS', 'ended-by', '', ['Grace 100% 2']],
    ['RUNS', 'reason', '', ['DETECTORS 3', 'DETECTORS/TPC 3', 'LHC 1']],
    ['RUNS', 'reason', 'tpc', ['DETECTORS/TPC 3']],
    ['RUNS', 'fill', '', ['9081 5', '8179 0', '8178 3']],
    ['RUNS', 'fill', '81', ['8179 0', '8178 3', '9081 5']],
    ['RUNS', 'fill', '%', []],
    ['RUNS', 'environment', '', ['2bXX 3', '2bF3cSfQFeq 5']],
    ['RUNS', 'env', '2BF', ['2bF3cSfQFeq 5']],
    ['RUNS', 'environment', 'xx', ['2bXX 3']],
    ['RUNS', 'environment', 'SFQ', ['2bF3cSfQFeq 5']],
    ['RUNS', 'environment', '_', []],
    ['FILLS', 'beam', 'p', ['PROTON - PROTON 2', 'PB82 - PB82 1']],
    ['FILLS', 'scheme', '2462', ['25ns_2462b 1']],
    ['ENVIRONMENTS', 'status', '', ['error 1', 'running 1']],
    ['ENVIRONMENTS', 'id', '2', ['2bXX 3', '2bF3cSfQFeq 5']],
    ['RUNS', 'by', 'NUL \0', []],
  ])('of %s for %s:%s are %j', async (list, key, prefix, expected) => {
    expect(await ask(list, key, prefix)).toEqual(expected)
  })

  it('are as many as were asked for', async () => {
    expect(await ask('RUNS', 'detector', '', 2)).toEqual(['TPC 6', 'ITS 2'])
    expect(await ask('RUNS', 'environment', '2', 1)).toEqual(['2bXX 3'])
    expect(await ask('RUNS', 'tag', '', 0)).toEqual([])
  })

  it.each([
    ['RUNS', 'colour', 10, /"colour" is no key of runs with values to suggest: detector, tag, type/],
    ['FILLS', 'constructor', 10, /no key of fills/],
    ['RUNS', 'tag', 101, /0 to 100 values/],
    ['RUNS', 'tag', -1, /0 to 100 values/],
  ])('of %s for %s, %i of them, are refused with a reason', async (list, key, first, reason) => {
    const { errors } = await viewer.ask(query, { list, key, first })
    expect(errors?.map(({ message, extensions }) => `${extensions.code} ${message}`)).toEqual([expect.stringMatching(reason)])
    expect(errors![0]!.extensions.code).toBe('BAD_USER_INPUT')
  })

  it('know a tag as soon as it is made, and cost one statement each', async () => {
    await createWorld(await server.as('ADMIN')).tag('fresh tag').make()
    expect(await ask('RUNS', 'tag', 'fresh')).toEqual(['fresh tag 0'])
    expect(await costOf(server.db, () => ask('RUNS', 'by', 'a'))).toBe(1)
  })
})
