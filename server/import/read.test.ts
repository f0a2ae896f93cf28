import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunInput } from '../domain/run-input.ts'
import { collect, inPieces } from '../../test/kit/tables.ts'
import { UnreadableFile, type RunItem } from './item.ts'
import type { ReadOptions } from './mapping.ts'
import { readEnvironments, readFills, readRuns } from './read.ts'

const run = (text: string, options: ReadOptions = {}) => collect(readRuns(inPieces(text, 9), options))
const fill = (text: string) => collect(readFills(inPieces(text, 9)))
const environment = (text: string) => collect(readEnvironments(inPieces(text, 9)))

const remarks = { warnings: [], refusedValues: [] }

describe('files under the names of the API', () => {
  const full: RunItem = {
    number: 526080,
    type: 'PHYSICS',
    definition: 'PHYSICS',
    quality: 'GOOD',
    startedAt: '2022-09-24T00:21:15.000Z',
    endedAt: '2022-09-24T04:21:15.500Z',
    fillNumber: 8178,
    environmentId: '2bF3cSfQFeq',
    period: 'LHC22n',
    detectors: [{ name: 'ITS', quality: 'GOOD' }, { name: 'TPC' }],
    tags: ['beam loss', 'ok'],
    startedBy: 'Ann',
    counters: [{ name: 'bytesReadOut', value: 9007199254740993n, unit: 'B' }],
  }

  it('are the same run as JSON, CSV and TSV', async () => {
    const json = JSON.stringify([
      { ...full, counters: [{ name: 'bytesReadOut', value: '9007199254740993', unit: 'B' }] },
    ])
    const cells = [
      ['number', '526080'],
      ['Type', 'PHYSICS'],
      ['definition', 'physics'],
      ['quality', 'Good'],
      ['started_at', '2022-09-24 02:21:15+02:00'],
      ['Ended At', '2022-09-24T04:21:15.5Z'],
      ['triggerStartedAt', ''],
      ['fill', '8178'],
      ['environmentId', '2bF3cSfQFeq'],
      ['period', 'LHC22n'],
      ['detectors', 'ITS:GOOD TPC'],
      ['tags', 'beam loss;ok'],
      ['startedBy', 'Ann'],
      ['counters', 'bytesReadOut=9007199254740993 B'],
    ]
    const table = (mark: string) =>
      cells.map(([name]) => name).join(mark) + '\n' + cells.map(([, cell]) => cell).join(mark)
    for (const [text, line] of [
      [json, 1],
      [table(','), 2],
      [table('\t'), 2],
      [table(';').replace('loss;ok', 'loss,ok'), 2],
    ] as const) {
      expect(await run(text)).toEqual([{ kind: 'item', line, item: full, ...remarks }])
    }
    const input: RunInput = full
    expect(input.number).toBe(526080)
  })

  it('refuse a local time unless the zone is told', async () => {
    const text = 'number,startedAt\n1,2024-07-01 10:00:00\n2,2024-03-31 02:30:00\n'
    expect(await run(text)).toMatchObject([
      { kind: 'refused', line: 2, reason: expect.stringContaining('--zone') },
      { kind: 'refused', line: 3, reason: expect.stringContaining('--zone') },
    ])
    expect(await run(text, { zone: 'Europe/Zurich' })).toMatchObject([
      { kind: 'refused', line: 3, reason: expect.stringContaining('never showed') },
      { item: { number: 1, startedAt: '2024-07-01T08:00:00.000Z' } },
    ])
    await expect(run(text, { zone: 'Mars/Base' })).rejects.toThrow('Mars/Base')
  })

  it('refuse a run that ends before it starts', async () => {
    const [entry] = await run('number,startedAt,endedAt\n1,2024-07-01T10:00:00Z,2024-07-01T09:00:00Z\n')
    expect(entry).toEqual({ kind: 'refused', line: 2, reason: expect.stringContaining('before it starts') })
  })

  it('bring two rows of one run together without asking the order of imports', async () => {
    const entries = await run('number,type,tags,endedAt\n1,PHYSICS,a1,\n1,COSMICS,"a1;b2",2024-07-01T10:00:00Z\n')
    expect(entries).toMatchObject([
      {
        kind: 'merged',
        line: 3,
        into: 2,
        added: ['tags', 'endedAt'],
        refusedValues: [{ field: 'type', value: 'COSMICS' }],
      },
      { kind: 'item', item: { number: 1, type: 'PHYSICS', tags: ['a1', 'b2'], endedAt: '2024-07-01T10:00:00.000Z' } },
    ])
  })

  it('give fills, in nb⁻¹ whatever unit the header names', async () => {
    const entries = await fill(
      'number;beamType;deliveredLuminosity (pb-1);stableBeamsStart;runs\n' +
        '7;PROTON - PROTON;1.5;2024-07-01T10:00:00Z;12 11\n',
    )
    const item = {
      number: 7,
      beamType: 'PROTON - PROTON',
      deliveredLuminosity: 1500,
      stableBeamsStart: '2024-07-01T10:00:00.000Z',
      runs: [11, 12],
    }
    expect(entries).toEqual([{ kind: 'item', line: 2, item, ...remarks }])
  })

  it('give each status of an environment, to the nanosecond', async () => {
    const json = '[{"id": "2bF", "status": "STANDBY", "message": "none", "at": "2022-09-24T00:21:15.123456789+02:00"}]'
    const item = { id: '2bF', status: 'STANDBY', message: 'none', at: '2022-09-23T22:21:15.123456789Z' }
    expect(await environment(json)).toEqual([{ kind: 'item', line: 1, item, ...remarks }])
    const table = 'id,status,message,at\n2bF,STANDBY,"a, b",2022-09-24T00:21:15Z\n2bF,FLYING,,2022-09-24T00:21:15Z\n'
    expect(await environment(table)).toMatchObject([{ item: { message: 'a, b' } }, { kind: 'refused', line: 3 }])
  })

  it('say which columns they saw when no kind of file fits', async () => {
    await expect(run('time,temperature\n1,2\n')).rejects.toThrow(/these columns: time, temperature\. Known: .*brilcalc/)
    await expect(run('[{"a": 1}]')).rejects.toThrow('columns: a')
    await expect(run('{"a": 1}')).rejects.toThrow('begins with "a": 1')
    await expect(run('[1, 2]')).rejects.toThrow('no objects')
    await expect(run('')).rejects.toThrow('empty')
    await expect(fill('/no/such')).rejects.toThrow('columns')
  })

  it('read an empty list as nothing at all', async () => {
    expect(await run('[]')).toEqual([])
    expect(await run('number,type\n')).toEqual([])
  })

  it('let go of the source when the reader stops early', async () => {
    let closed = false
    const endless = async function* () {
      try {
        yield 'id,status,at\n'
        for (let second = 0; ; second++) yield `e${second},DONE,2022-09-24T00:00:00Z\n`
      } finally {
        closed = true
      }
    }
    for await (const entry of readEnvironments(endless())) if (entry.line > 3) break
    expect(closed).toBe(true)
  })

  it('fail as the file system does when there is no file', async () => {
    await expect(collect(readRuns('/nowhere/runs.csv'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('damaged files', () => {
  const details = JSON.stringify(
    [
      { runnumber: 1, events_sum: 5, emcal_status: 'BAD' },
      { runnumber: 2, run_length: 7 },
    ],
    null,
    1,
  )
  const brilcalc = '#run:fill,ls,time,delivered(/pb)\n1:2,1:1,06/16/17 20:55:44,0.5\n1:2,2:2,06/16/17 20:56:07,0.5\n'
  const own = 'number,type,startedAt,detectors\n1,"PHY""SICS",2022-09-24T00:00:00Z,ITS:GOOD\n2,,,\n'
  const lists = '{"306546":[[1, 72]],\n "306547":[[1, 312], [400, 401]]}'

  it('never end a reading in anything but entries in order, or one sentence about the file', async () => {
    const damage = fc.array(
      fc.record({
        at: fc.nat(400),
        cut: fc.nat(6),
        put: fc.constantFrom('', '"', ',', '\n', '#', '\t', '{', ']', '}', '\\', '\0', '9', '\uFEFF', 'x'),
      }),
      { minLength: 1, maxLength: 4 },
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(details, brilcalc, own, lists), damage, async (text, places) => {
        let damaged = text
        for (const { at, cut, put } of places) damaged = damaged.slice(0, at) + put + damaged.slice(at + cut)
        try {
          const lines = damaged.split('\n').length
          for (const { line } of await run(damaged)) expect(line).toBeLessThanOrEqual(lines)
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFile)
        }
      }),
      { numRuns: 1500 },
    )
  })
})

describe('a reading tells its caller', () => {
  it('how many rows it saw, and how many items come, once all has been read', async () => {
    const reading = readRuns(inPieces('number,type\n1,A\n2,B\n2,B\nx,C\n', 9))
    const counts: (number | undefined)[] = [reading.itemCount]
    for await (const entry of reading) if (entry.kind === 'item') counts.push(reading.itemCount)
    expect(counts).toEqual([undefined, 2, 2])
    expect(reading.rowsRead).toBe(4)
  })

  it('nothing of a number of items where each is given out at once', async () => {
    const reading = readEnvironments(inPieces('[{"id":"a","status":"RUNNING","at":"2024-01-01T00:00:00Z"}]', 9))
    expect(await collect(reading)).toHaveLength(1)
    expect([reading.rowsRead, reading.itemCount]).toEqual([1, undefined])
  })

  it('which options mean something to the file, and whether its kind says which detectors there are', async () => {
    const facts = async (text: string) => {
      const reading = readRuns(inPieces(text, 9))
      await collect(reading)
      return [reading.optionsTaken, reading.declaresDetectors]
    }
    expect(await facts('{"306546": [[1, 72]]}')).toEqual([['certified'], false])
    expect(await facts('number,type\n1,A\n')).toEqual([['zone'], false])
    expect(await facts('runnumber,runtype,emcal_status\n1,PHYSICS,GOLDEN\n')).toEqual([[], true])
  })
})
