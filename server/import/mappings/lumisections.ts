import { defineMapping } from '../binding.ts'
import { fault, shown, value, type CellReader } from '../cell.ts'
import type { RunItem } from '../item.ts'
import { columnsOf } from '../mapping.ts'
import { addRange, rangeCount, type Ranges } from '../ranges.ts'
import { serialNumber } from '../readers.ts'

type Draft = { number: number; ranges: Ranges }
type Held = { number: number; ranges: Ranges; certified: boolean }

const { single } = columnsOf<Draft>()

const isRange = (part: unknown): part is [number, number] =>
  Array.isArray(part) &&
  part.length === 2 &&
  part.every((edge) => Number.isInteger(edge)) &&
  part[0] >= 1 &&
  part[1] >= part[0]

/** `[[1, 72], [75, 90]]`, both edges included. */
const ranges: CellReader<Ranges> = (cell) => {
  if (!Array.isArray(cell)) return fault(`${shown(cell)} is not a list of [from, to]`)
  const found: Ranges = []
  const refused: { value: string; reason: string }[] = []
  for (const part of cell as unknown[]) {
    if (isRange(part)) addRange(found, part[0], part[1])
    else refused.push({ value: shown(part), reason: 'It is not a range of lumisections [from, to]' })
  }
  const read = value(found)
  return refused.length > 0 ? { ...read, refused } : read
}

/**
 * CMS's run → lumisection lists (`{"306546": [[1, 72]]}`): the run's number, and how many lumisections of it are
 * listed. Such a list may be a certification or just a selection, and nothing in it says which: the quality is GOOD
 * only if the caller says that the list is certified.
 */
export const lumisectionLists = defineMapping<Draft, Held, RunItem>({
  kind: 'Run → lumisection list (JSON)',
  options: ['certified'],
  needs: [['key'], ['value']],
  needsMember: (key, member) => /^\d+$/.test(key) && Array.isArray(member),
  columns: [
    single('number', ['key'], serialNumber, { required: true }),
    single('ranges', ['value'], ranges, { required: true }),
  ],
  hold: ({ number, ranges: listed }, _, { certified }) =>
    number === undefined || listed === undefined
      ? 'A run needs its lumisections'
      : { number, ranges: listed, certified },
  keyOf: ({ number }) => number,
  merge: (kept, next) => {
    const before = rangeCount(kept.ranges)
    for (const [from, to] of next.ranges) addRange(kept.ranges, from, to)
    return rangeCount(kept.ranges) > before ? ['counters'] : []
  },
  createClose:
    () =>
    ({ number, ranges: listed, certified }) => ({
      number,
      ...(certified && { quality: 'GOOD' as const }),
      counters: [{ name: 'listedLumisections', value: BigInt(rangeCount(listed)) }],
    }),
})
