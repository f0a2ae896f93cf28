import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { collect } from '../../test/kit/tables.ts'
import type { FillItem, RunItem } from './item.ts'
import { readFills, readRuns, type Reading } from './read.ts'

// Real files, where this clone lies beside them; nothing of them is in the repository.
const folder = fileURLToPath(new URL('../../../shared/data/', import.meta.url))
const table = `${folder}lhc-fills/fills_2010-2023_wbm_oms.part.tsv`

const itemsOf = async <Item>(reading: Reading<Item>): Promise<Item[]> =>
  (await collect(reading)).flatMap((entry) => (entry.kind === 'item' ? [entry.item] : []))
const inOrder = (a: { number: number }, b: { number: number }) => a.number - b.number

describe.skipIf(!existsSync(table))('the real fill tables', () => {
  it('agree per year with figures that were made independently', async () => {
    const expected = JSON.parse(readFileSync(`${folder}lhc-fills/expected.json`, 'utf8')) as {
      distinct_fills: number
      per_year: Record<string, { fills: number; stable_hours: number; run_links: number }>
    }
    const items = await itemsOf(readFills(table))
    const years: typeof expected.per_year = {}
    for (const { stableBeamsStart: start, stableBeamsEnd: end, runs } of items) {
      if (start === undefined || end === undefined) throw new Error('A fill without stable beams')
      const year = (years[start.slice(0, 4)] ??= { fills: 0, stable_hours: 0, run_links: 0 })
      year.fills++
      year.stable_hours += (Date.parse(end) - Date.parse(start)) / 3_600_000
      year.run_links += runs.length
    }
    for (const year of Object.values(years)) year.stable_hours = Number(year.stable_hours.toFixed(4))
    expect({ distinct_fills: items.length, per_year: years }).toEqual(expected)
  })

  it.each(['2015', '2017'])(
    'say the same luminosity for a fill in TSV and CSV of %s, wherever both can be believed',
    async (year) => {
      const tsv = new Map((await itemsOf<FillItem>(readFills(table))).map((item) => [item.number, item]))
      const both = (await itemsOf<FillItem>(readFills(`${folder}lhc-fills/${year}FillsWBM.csv`))).flatMap((item) => {
        const other = tsv.get(item.number)
        return item.deliveredLuminosity && other?.deliveredLuminosity
          ? [item.deliveredLuminosity / other.deliveredLuminosity]
          : []
      })
      expect(both.length).toBeGreaterThan(100)
      for (const ratio of both) expect(ratio).toBeCloseTo(1, 2)
    },
  )
})

describe.skipIf(!existsSync(`${folder}runs`))('the real run lists', () => {
  it('are all read, without a row refused and each run once', async () => {
    const files = readdirSync(`${folder}runs`)
    for (const file of files) {
      const entries = await collect(readRuns(`${folder}runs/${file}`))
      expect(entries.filter(({ kind }) => kind !== 'item')).toEqual([])
      expect(entries.length).toBeGreaterThan(2)
    }
  })

  it('give runs in ascending order with their counters', async () => {
    const items: RunItem[] = await itemsOf(readRuns(`${folder}runs/2017G.json`))
    expect(items).toEqual(items.toSorted(inOrder))
    for (const { counters } of items) expect(counters?.[0]?.value).toBeGreaterThan(0n)
  })
})
