import type { FillItem } from '../item.ts'
import type { Notes } from '../mapping.ts'
import { keepFirst } from '../merge.ts'

/** Brings a later row of a fill into the first; fills in an edge of stable beams only where the pair stays in order. */
export const mergeFill = (kept: FillItem, next: FillItem, notes: Notes, line: number): string[] => {
  const start = kept.stableBeamsStart ?? next.stableBeamsStart
  const end = kept.stableBeamsEnd ?? next.stableBeamsEnd
  let later = next
  if (start !== undefined && end !== undefined && end <= start) {
    const { stableBeamsStart, stableBeamsEnd, ...rest } = next
    const given = { stableBeamsStart, stableBeamsEnd }
    for (const [field, time] of Object.entries(given)) {
      if (time !== undefined) notes.refuseValue(field, time, `It contradicts the stable beams of line ${line}`)
    }
    later = rest
  }
  const added = keepFirst(kept, later, notes, line)
  kept.runs.sort((a, b) => a - b)
  return added
}

/**
 * Finds runs that two fills of one file list. Both keep them, as the file says; the later one names them as contested,
 * because a run can only be linked to one.
 */
export const createContest = () => {
  const fillOf = new Map<number, number>()
  return (item: FillItem, notes: Notes, lineOf: (fill: number) => number | undefined): FillItem => {
    const contested: number[] = []
    for (const run of item.runs) {
      const first = fillOf.get(run)
      if (first === undefined) fillOf.set(run, item.number)
      else {
        contested.push(run)
        notes.refuseValue('runs', run, `Fill ${first} (line ${lineOf(first)}) lists this run too: it is linked there`)
      }
    }
    return contested.length > 0 ? { ...item, contestedRuns: contested } : item
  }
}
