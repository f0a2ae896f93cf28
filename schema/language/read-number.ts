import type { Comparison } from './bounds.ts'
import type { Read } from './fault.ts'

/** The largest number that GraphQL's Int holds. */
export const largestInt = 2 ** 31 - 1

/** Digits only: a run is not 1e3 nor 0x10. */
export const readWhole = (text: string): Read<number> => {
  const clean = text.trim()
  if (!/^\d+$/.test(clean)) return { fault: clean === '' ? 'a number is missing' : `"${text}" is no number` }
  const value = Number(clean)
  return value <= largestInt ? { value } : { fault: `${clean} is beyond the largest number, ${largestInt}` }
}

export const readFraction = (text: string, units: Readonly<Record<string, number>> = {}): Read<number> => {
  const [, digits, unit = ''] = /^(-?\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  if (digits === undefined) return { fault: text.trim() === '' ? 'a number is missing' : `"${text}" is no number` }
  const factor = unit === '' ? 1 : Object.entries(units).find(([name]) => name.toLowerCase() === unit.toLowerCase())?.[1]
  if (factor === undefined) return { fault: `"${unit}" is no unit here: ${Object.keys(units).join(' or ') || 'a plain number is asked'}`, fix: digits }
  const value = Number(digits) * factor
  return Math.abs(value) <= 1e15 ? { value } : { fault: `${digits} is beyond the largest number` }
}

/** Whole numbers as a text of ranges, `550000..550100,550144`; null when one of them isn't a stretch of numbers. */
export const rangesOf = (comparisons: readonly Comparison<number>[]): string | null => {
  const parts: string[] = []
  for (const one of comparisons) {
    if ('absent' in one) return null
    if ('eq' in one) {
      parts.push(String(one.eq))
      continue
    }
    const { gt, gte = gt === undefined ? 0 : gt + 1, lt, lte = lt === undefined ? largestInt : lt - 1 } = one.ends
    if (gte > lte || gte > largestInt) return null
    parts.push(`${gte}..${lte}`)
  }
  return parts.join(',')
}
