import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readFileName } from './file-name.ts'
import { createReader } from './read.ts'
import type { BrewerRecord } from './record.ts'

// Files of real instruments lie beside the repository on some machines; they are never part of it.
const folder = fileURLToPath(new URL('../../../../shared/data/brewer', import.meta.url))

const recordsOf = (path: string) => {
  const records: BrewerRecord[] = []
  const reader = createReader(readFileName(path), (record) => records.push(record))
  reader.push(readFileSync(path))
  reader.end()
  return records
}

const nameOf = (record: BrewerRecord) => record.type === 'measurement' ? record.of : record.type === 'other' ? record.tag : record.type
const types: Readonly<Record<string, string>> = { co: 'comment', hk: 'housekeeping', hg: 'mercury', ap: 'analog', fv: 'sighting', dto3: 'deadTime', rso3: 'runStop', inst: 'constants', op_st: 'operation', 'version=2': 'header' }

/** By hand: records at LF, fields at CR, and the mark of a day's end where it is glued on. */
const split = (path: string) => readFileSync(path, 'latin1').split('\n').flatMap((line) => {
  // oxlint-disable-next-line no-control-regex
  const [tag = '', ...fields] = line.replace(/[\r\x1a]+$/, '').split('\r')
  if (tag === '') return []
  return [/^[\w=]+$/.test(tag) ? types[tag] ?? tag : 'problem', ...fields.at(-1) === 'ed' ? ['ed'] : []]
})

const countsOf = (names: readonly string[]) => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

describe.skipIf(!existsSync(folder))('real files', () => {
  const files = existsSync(folder) ? globSync('**/*.[0-9][0-9][0-9]', { cwd: folder }).map((file) => `${folder}/${file}`) : []
  const b = files.filter((file) => readFileName(file)?.kind === 'B')

  test('every record is read, as many of each type as a split by hand finds', () => {
    expect(b.length).toBeGreaterThan(0)
    for (const file of b) expect(countsOf(recordsOf(file).map(nameOf)), basename(file)).toEqual(countsOf(split(file)))
  })

  test('a file lasts a day, one of them a night more, and its date is that of its name', () => {
    for (const file of b) {
      const records = recordsOf(file)
      const times = records.flatMap(({ at }) => at === null ? [] : [at])
      expect(Math.max(...times) - Math.min(...times), basename(file)).toBeLessThan(31 * 3_600_000)
      expect(records.find((record) => record.type === 'header')?.date).toBe(readFileName(file)?.date)
    }
  })

  test('constants of the instruments are those that their configuration files have', () => {
    const icf = new Map(files.filter((file) => readFileName(file)?.kind === 'ICF').map((file) => [basename(file).toLowerCase(), recordsOf(file)]))
    for (const records of icf.values()) expect(records.map(({ type }) => type)).toEqual(['constants'])
    let compared = 0
    for (const file of b) {
      const records = recordsOf(file)
      const operation = records.find((record) => record.type === 'operation')
      const [constants] = icf.get(`${operation?.icf}.${file.slice(-3)}`) ?? []
      if (constants?.type !== 'constants') continue
      compared++
      const inst = records.find((record) => record.type === 'constants')
      expect({ ...inst }).toMatchObject({ deadTime: constants.deadTime, calStep: constants.calStep, etcO3: constants.etcO3, model: constants.model })
    }
    expect(compared).toBeGreaterThan(0)
  })

  test('points of UV files are without problems', () => {
    for (const file of files.filter((path) => readFileName(path)?.kind === 'UV'))
      expect(recordsOf(file).filter(({ type }) => type === 'problem'), basename(file)).toEqual([])
  })
})
