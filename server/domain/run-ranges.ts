/** Run numbers as people write them: `1-5, 8, 12` or `550000..550100`. */

import { union } from './interval.ts'

/** First and last run number, both included. */
export type RunRange = readonly [from: number, to: number]

/** More than a person types; enough for a pasted list, few enough for one query. */
export const maxRangeParts = 1000

/** The largest number that the database and GraphQL's Int hold. */
const largestRunNumber = 2 ** 31 - 1

const number = /^\d+$/
// Texts from office programs come with an en dash.
const range = /^(\d+)\s*(?:-|–|\.\.)\s*(\d+)$/

const parsePart = (part: string): { range: RunRange } | { fault: string } => {
  const [, from = part, to = part] = range.exec(part) ?? []
  if (part === '') return { fault: 'a run number is missing before or after a comma' }
  if (!number.test(from) || !number.test(to)) {
    return { fault: `"${part}" is neither a run number nor a range such as 1-5 or 1..5` }
  }
  const [first, last] = [Number(from), Number(to)]
  if (first > last) return { fault: `"${part}" runs backwards: did you mean ${last}-${first}?` }
  if (last > largestRunNumber) return { fault: `"${part}" goes beyond the largest run number, ${largestRunNumber}` }
  return { range: [first, last] }
}

/**
 * Numbers and ranges (`a-b` or `a..b`, both ends included) separated by commas, blanks allowed around each.
 * Returns the ranges sorted and merged, so that each run is in one of them only, or one sentence about the first part
 * that is wrong. A range may be of any size: it is never spelled out.
 */
export const parseRunRanges = (text: string): { ranges: RunRange[] } | { fault: string } => {
  if (text.trim() === '') return { fault: 'no run number is given' }
  const parts = text.split(',')
  if (parts.length > maxRangeParts) {
    return { fault: `${parts.length} parts are too many: at most ${maxRangeParts} are allowed` }
  }
  const intervals = []
  for (const part of parts) {
    const parsed = parsePart(part.trim())
    if ('fault' in parsed) return parsed
    const [from, to] = parsed.range
    intervals.push({ start: from, end: to + 1 })
  }
  return { ranges: union(intervals).map(({ start, end }): RunRange => [start, end - 1]) }
}
