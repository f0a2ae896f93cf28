import { describe, expect, it } from 'vitest'
import { collect, inPieces } from '../../test/kit/tables.ts'
import type { Entry, RunItem } from './item.ts'
import type { ReadOptions } from './mapping.ts'
import { readRuns } from './read.ts'

const read = (text: string, options: ReadOptions = {}) => collect(readRuns(inPieces(text, 50), options))
const itemsOf = (entries: readonly Entry<RunItem>[]) =>
  entries.flatMap((entry) => (entry.kind === 'item' ? [entry.item] : []))

const sections = (
  rows: readonly string[],
  header = '#run:fill,ls,time,beamstatus,E(GeV),delivered(/pb),recorded(/pb),avgpu,source',
) => ['#Data tag : 19v2 , Norm tag: None', header, ...rows, '#Summary:', '#nfill,nrun', '#1,2'].join('\r\n')

describe('brilcalc tables', () => {
  it('are summed to runs without losing a digit; a run ends one lumisection after its last one starts', async () => {
    const entries = await read(
      sections([
        '297050:5839,1:1,06/16/17 20:55:44,STABLE BEAMS,6500,0.160000792,0.154234862,40.3,HFET',
        '297056:5840,1:1,06/17/17 05:00:46,STABLE BEAMS,6500,0.1,0.1,40.3,HFET',
        '297050:5839,2:0,06/16/17 20:56:07,STABLE BEAMS,6500,0.159879482,0,40.2,HFET',
      ]),
    )
    expect(itemsOf(entries)[0]).toEqual({
      number: 297050,
      fillNumber: 5839,
      startedAt: '2017-06-16T20:55:44.000Z',
      // 20:56:07 and 2^18 orbits at 11245.5 Hz
      endedAt: '2017-06-16T20:56:30.311Z',
      counters: [
        { name: 'lumisections', value: 2n },
        { name: 'recordedLumisections', value: 1n },
        { name: 'deliveredLuminosity', value: 319_880_274_000n, unit: 'b⁻¹' },
        { name: 'recordedLuminosity', value: 154_234_862_000n, unit: 'b⁻¹' },
      ],
    })
    expect(entries).toHaveLength(2)
  })

  it('count a lumisection that is listed twice once, and say where', async () => {
    const row = '297050:5839,7:7,06/16/17 20:55:44,STABLE BEAMS,6500,0.16,0.15,40.3,HFET'
    const entries = await read(sections([row, row]))
    expect(entries[0]).toMatchObject({
      kind: 'merged',
      line: 4,
      into: 3,
      refusedValues: [{ field: 'lumisection', value: '7' }],
    })
    expect(entries[1]).toMatchObject({
      kind: 'item',
      item: { counters: [{ value: 1n }, { value: 1n }, { value: 160_000_000_000n }, {}] },
    })
    expect(entries[1]?.kind === 'item' && entries[1].warnings).toEqual([expect.stringContaining('lumisection 7')])
  })

  it('take the unit from the header, and pass over a luminosity that has no sum', async () => {
    const header = '#run:fill,ls,time,delivered(/ub),recorded(hz/ub)'
    const [item] = itemsOf(await read(sections(['1:2,1:1,1497646544,14.181185411,3000'], header)))
    expect(item?.counters).toContainEqual({ name: 'deliveredLuminosity', value: 14_181_185n, unit: 'b⁻¹' })
    expect(item?.counters).toHaveLength(3)
    expect(item?.startedAt).toBe('2017-06-16T20:55:44.000Z')
  })

  it('by run give the start and the sums; nothing tells the end', async () => {
    const text = [
      '+-----+',
      '| run:fill | time | nls | ncms | delivered(/ub) | recorded(/ub) |',
      '+-----+',
      '| 381147:9666 | 05/24/24 11:08:23 | 231 | 223 | 91256126.248753428 | 0 |',
      '+-----+',
    ].join('\n')
    expect(itemsOf(await read(text))).toEqual([
      {
        number: 381147,
        fillNumber: 9666,
        startedAt: '2024-05-24T11:08:23.000Z',
        counters: [
          { name: 'lumisections', value: 231n },
          { name: 'recordedLumisections', value: 223n },
          { name: 'deliveredLuminosity', value: 91_256_126_248_753n, unit: 'b⁻¹' },
          { name: 'recordedLuminosity', value: 0n, unit: 'b⁻¹' },
        ],
      },
    ])
  })

  it('refuse rows without run, fill or lumisection, by line', async () => {
    const entries = await read(
      sections(['totals,1:1,06/16/17 20:55:44,,,1,1,,', '1:2,x,06/16/17 20:55:44,,,1,1,,', '3:4,1:1,,,,,,,']),
    )
    expect(entries.map(({ kind, line }) => [kind, line])).toEqual([
      ['refused', 3],
      ['refused', 4],
      ['item', 5],
    ])
  })
})

describe('run → lumisection lists', () => {
  const text = '{"306546":[[1, 72], [70, 80]],\n "306547":[[5, 4], [1, 3]],\n "x": [],\n "306548":[]}'

  it('give the number of listed lumisections, and no quality by themselves', async () => {
    const entries = await read(text)
    expect(itemsOf(entries)).toEqual([
      { number: 306546, counters: [{ name: 'listedLumisections', value: 80n }] },
      { number: 306547, counters: [{ name: 'listedLumisections', value: 3n }] },
      { number: 306548, counters: [{ name: 'listedLumisections', value: 0n }] },
    ])
    expect(entries).toContainEqual({ kind: 'refused', line: 3, reason: expect.stringContaining('whole number') })
    expect(entries).toContainEqual(
      expect.objectContaining({ line: 2, refusedValues: [expect.objectContaining({ value: '[5,4]' })] }),
    )
  })

  it('give good quality when they are said to be certified', async () => {
    expect(itemsOf(await read(text, { certified: true }))[0]).toMatchObject({ quality: 'GOOD' })
  })

  it('unite a run that is named twice', async () => {
    const entries = await read('{"5": [[1, 10]], "5": [[8, 12]]}')
    expect(entries).toMatchObject([
      { kind: 'merged', added: ['counters'] },
      { kind: 'item', item: { counters: [{ value: 12n }] } },
    ])
  })
})

describe('sPHENIX run details', () => {
  const details = {
    runnumber: 54264,
    events_sum: 1325828,
    all_ok: true,
    runtype: 'physics',
    run_length: 452,
    magnet_current: 45967636.0,
    emcal_status: 'GOLDEN',
    emcal_reason: 'GoodRun',
    emcal_auto_status: 'BAD',
    ohcal_status: 'BAD',
    ihcal_status: 'QUESTIONABLE',
    mbd_status: null,
    sepd_status: 'WEIRD',
  }

  it('give type, detectors with a verdict of people, and counters', async () => {
    const [entry] = await read(JSON.stringify([details], null, 2))
    expect(entry).toEqual({
      kind: 'item',
      line: 2,
      item: {
        number: 54264,
        type: 'PHYSICS',
        detectors: [
          { name: 'EMCAL', quality: 'GOOD' },
          { name: 'OHCAL', quality: 'BAD' },
          { name: 'IHCAL', quality: 'NONE' },
          { name: 'SEPD', quality: 'NONE' },
        ],
        counters: [
          { name: 'events', value: 1325828n },
          { name: 'runLength', value: 452n, unit: 's' },
        ],
      },
      warnings: [expect.stringContaining('QUESTIONABLE'), expect.stringContaining('WEIRD')],
      refusedValues: [],
    })
  })

  it('survive what Python writes for no number, and refuse what is no run', async () => {
    const text = JSON.stringify([
      details,
      { ...details, runnumber: null },
      { ...details, runnumber: 2, events_sum: -4 },
      7,
    ]).replace('45967636', 'NaN')
    const entries = await read(text)
    expect(entries.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'item', 'item'])
    expect(entries[3]).toMatchObject({ refusedValues: [{ field: 'events', value: '-4' }] })
  })
})
