import type { FileName } from './record.ts'
import { dayOfYear } from './times.ts'

const kinds: Readonly<Record<string, FileName['kind']>> = { B: 'B', D: 'D', S: 'S', UV: 'UV', UA: 'UV', UX: 'UV', UF: 'UV', ICF: 'ICF' }

const shape = /^(ICF|U[VAXF]|[BDS])(\d{5}|\d{7})\.(\d{3,4})$/i

/** What the last segment of a path says. Null for what is no Brewer's file, and for days that are not in the calendar. */
export const readFileName = (path: string): FileName | null => {
  const [, letters, digits, brewer] = shape.exec(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)) ?? []
  const kind = letters && kinds[letters.toUpperCase()]
  if (!kind || !digits || !brewer) return null
  const date = dateOfDigits(digits)
  return date === null ? null : { kind, date, brewer: Number(brewer) }
}

/** JJJYY; of newer programs YYYYJJJ. */
const dateOfDigits = (digits: string) => {
  if (digits.length === 5) return dayOfYear(fullYear(Number(digits.slice(3)), 2), Number(digits.slice(0, 3)))
  const year = Number(digits.slice(0, 4))
  return year >= 1980 && year < 2200 ? dayOfYear(year, Number(digits.slice(4))) : dayOfYear(Number(digits.slice(3)), Number(digits.slice(0, 3)))
}

/** Brewers exist since 1980: of two digits, those from 70 on are of the last century. */
export const fullYear = (year: number, digits: number) => digits > 2 ? year : year + (year < 70 ? 2000 : 1900)
