import { expect, test } from 'vitest'
import { readFileName } from './file-name.ts'
import { generateBFile, generateDFile, generateIcfFile, generateUvFile } from './generate.ts'
import { type Random, seeded } from './generate-text.ts'
import { createReader } from './read.ts'
import type { BrewerRecord, FileName } from './record.ts'

// Faults of disks, lines and programs, ten thousand files of them: no throw, nothing endless, no record outside the file.

const files = 10_000
const date = '2019-06-19'
const temper = { model: 'mkiii', etcO3: 1620, deadTime: 27, calStep: 1020, r5: 0, r6: 0, f1: 0, highVoltage: 0, plus5: 0, temperature: 0, humidity: 0 } as const

const whole = generateBFile({ brewer: 185, date, longitudeWest: -22.9, faults: [{ at: '10:00', key: 'HOME' }, { at: '11:00', quote: 'x' }, { at: '12:00', clock: -134 }] })
const originals: readonly { kind: FileName['kind']; bytes: Buffer }[] = [
  { kind: 'B', bytes: whole.subarray(0, 5000) }, { kind: 'B', bytes: Buffer.concat([whole.subarray(0, 120), whole.subarray(6000, 12_000)]) }, { kind: 'B', bytes: whole.subarray(-4000) },
  { kind: 'D', bytes: generateDFile({ date }) }, { kind: 'ICF', bytes: generateIcfFile(temper) }, { kind: 'UV', bytes: generateUvFile({ date, scans: 2, broken: [0] }) },
]

const at = (random: Random, length: number) => Math.floor(random() * length)
const randomBytes = (random: Random, length: number) => Buffer.from(Array.from({ length }, () => at(random, 256)))
const special = [0, 10, 13, 0x1a, 0x20, 0x2d, 0x2e, 0x3a, 0x65, 0xff]

const mutations: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => {
    const copy = Buffer.from(bytes)
    for (let flips = 1 + at(random, 40); flips > 0; flips--) {
      const place = at(random, copy.length)
      copy[place] = random() < 0.5 ? special[at(random, special.length)]! : copy[place]! ^ 1 << at(random, 8)
    }
    return copy
  },
  (bytes, random) => bytes.subarray(at(random, bytes.length), at(random, bytes.length) + at(random, bytes.length)),
  (bytes, random) => {
    const [from, to] = [at(random, bytes.length), at(random, bytes.length)].toSorted((one, other) => one - other) as [number, number]
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)])
  },
  (bytes, random) => {
    const place = at(random, bytes.length)
    return Buffer.concat([bytes.subarray(0, place), randomBytes(random, at(random, 300)), bytes.subarray(place + at(random, 50))])
  },
  (bytes, random) => Buffer.from(bytes.toString('latin1').replaceAll(random() < 0.5 ? '\n' : '\r', random() < 0.5 ? '' : '\r\n'), 'latin1'),
  (_bytes, random) => randomBytes(random, at(random, 2000)),
  (bytes, random) => {
    const place = at(random, bytes.length)
    return Buffer.concat([bytes.subarray(0, place), Buffer.alloc(random() < 0.05 ? 70_000 : at(random, 3000), special[at(random, special.length)]!), bytes.subarray(place)])
  },
]

const read = (name: FileName | null, bytes: Buffer, cuts: readonly number[] = []) => {
  const records: BrewerRecord[] = []
  const reader = createReader(name, (record) => records.push(record))
  let from = 0
  for (const cut of [...cuts, bytes.length]) {
    reader.push(bytes.subarray(from, cut))
    from = cut
  }
  reader.end()
  return records
}

/** Says what is wrong with a record, if anything is: assertions for each would take longer than the reading. */
const fault = (record: BrewerRecord, last: BrewerRecord | undefined, bytes: Buffer) => {
  if (!(record.line >= 1 && record.offset >= 0 && record.length > 0 && record.offset + record.length <= bytes.length)) return 'outside the file'
  if (record.at !== null && !Number.isFinite(record.at)) return 'no time'
  // Constants, or that they are none, are told of a whole file when it ends.
  if (last && record.line < last.line && record.offset > 0) return 'out of order'
  if (record.line > 1 && record.type !== 'other' && bytes[record.offset - 1] !== 10) return 'not at the beginning of a line'
  // oxlint-disable-next-line no-control-regex
  return record.type === 'problem' && (/[\x00-\x1f\x7f-\x9f]/.test(record.message) || record.message.length > 200) ? 'no words' : null
}

test(`${files} mutated files are read whole, and alike in whatever pieces they come`, () => {
  const random = seeded(20_190_619)
  const kinds = new Set<string>()
  for (let round = 0; round < files; round++) {
    const { kind, bytes: original } = originals[round % originals.length]!
    let bytes = original
    for (let times = 1 + at(random, 3); times > 0; times--) bytes = mutations[at(random, mutations.length)]!(bytes, random)
    const name = random() < 0.8 ? { kind, date, brewer: 185 } : null
    const records = read(name, bytes)
    for (const [index, record] of records.entries()) {
      kinds.add(record.type)
      const wrong = fault(record, records[index - 1], bytes)
      if (wrong) expect.fail(`file ${round}: ${wrong}: ${JSON.stringify(record)} of ${bytes.length} bytes`)
    }
    if (round % 4 > 0) continue
    const cuts = Array.from({ length: 1 + at(random, 6) }, () => at(random, bytes.length + 1)).toSorted((one, other) => one - other)
    expect(read(name, bytes, cuts)).toEqual(records)
  }
  expect(kinds.size).toBe(14)
}, 60_000)

test('A file without a line end keeps no more than a line in memory, and is one problem', () => {
  const records: BrewerRecord[] = []
  const reader = createReader(readFileName('B17019.185'), (record) => records.push(record))
  const before = process.memoryUsage().arrayBuffers
  const piece = Buffer.alloc(1_000_000, 0x61)
  for (let pieces = 0; pieces < 200; pieces++) reader.push(piece)
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000)
  reader.end()
  expect(records).toMatchObject([{ type: 'problem', what: 'TOO_LONG', line: 1, offset: 0, length: 200_000_000 }])
})

test('Byte by byte a file gives the same records', () => {
  const name = readFileName('B17019.185')
  const bytes = whole.subarray(0, 20_000)
  expect(read(name, bytes, Array.from({ length: bytes.length }, (_, index) => index))).toEqual(read(name, bytes))
})

test('Long lines of one character, which patterns might try to read in endless ways, take no time', () => {
  const started = performance.now()
  for (const kind of ['B', 'D', 'UV', 'ICF'] as const) for (const one of [' ', '\r', '\x1a', '\f', '0', '1.', 'a', 'E', '.', '(', 'FILTER #', ': ', '1 ', 'abc '])
    for (const [before, after] of [['', 'x'], ['ds\ra\r', '\r'], ['hk\r10:00:00\r', 'x'], ['( 1', ') HG'], ['10:00:00 ', ' C DEG SL']]) {
      const line = Buffer.from(before + one.repeat(60_000 / one.length) + after + '\n', 'latin1')
      read({ kind, date, brewer: 185 }, Buffer.concat([line, line, line]))
    }
  expect(performance.now() - started).toBeLessThan(10_000)
}, 60_000)
