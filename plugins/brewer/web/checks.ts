import type { InstrumentStatus } from '../../../web/nouns/instrument-words.ts'
import { messagesAnchor } from './brewer-view.ts'
import { limitWords, numberWords, type BrewerCondition } from './brewer-words.ts'
import { anchorOf } from './trends-data.ts'

/** How one part of a brewer is: a quantity with its limit, or a group of codes. */
export type Check = {
  readonly name: string
  readonly title: string
  readonly codes: readonly number[]
  /** UNKNOWN: nothing was read of it. */
  readonly condition: Exclude<BrewerCondition, 'STALE' | 'LOST'> | Extract<InstrumentStatus, 'UNKNOWN'>
  readonly unit: string | null
  readonly value: number | null
  readonly target: number | null
  /** How far it may be off. */
  readonly limit: number | null
  readonly at: string | null
}

/** "0.9952, should be 1 ± 0.003"; null when it has no value. */
export const sayValue = ({ value, target, limit, unit }: Check): string | null => {
  if (value === null) return null
  // Single precision: its last digits nobody measured.
  const said = numberWords(Number(value.toPrecision(5)))
  return [unit === null ? said : `${said} ${unit}`, limit !== null && `should be ${limitWords(target, limit, unit)}`].filter(Boolean).join(', ')
}

/** What stands over a column: "Run/stop ratio, the slit that is furthest off" → "Run/stop ratio", "Mercury step off …" → "Mercury step" */
export const shortTitle = ({ title }: Check): string => title.split(/,| off /)[0]!

/** Where more of it is seen: its trend, or the messages of its codes. */
export const linkOf = (path: string, { name, codes, unit, value }: Check): string =>
  value !== null || unit !== null ? `${path}#${anchorOf(name)}` : `${path}?brewer-code=${codes.join(',')}#${messagesAnchor}`
